import Foundation

/// Turns a host into numeric addresses, on a thread of its own: `getaddrinfo` blocks.
enum HostResolver {
    /// The addresses of a host in the system's order of preference.
    ///
    /// - Parameters:
    ///   - host: A name or a numeric address; the latter is returned as it is.
    ///   - port: Only for the error.
    ///   - deadline: When to give up; the thread then ends by itself, later.
    ///   - loop: Keeps the time.
    /// - Returns: The addresses, as text.
    /// - Throws: ``TransportError`` when there is no address.
    static func resolve(
        _ host: String,
        port: UInt16,
        deadline: ContinuousClock.Instant,
        loop: EventLoop
    ) async throws(TransportError) -> [String] {
        if isNumeric(host) { return [host] }
        let answer = OneShot<[String], TransportError>()
        try BlockingThread.start("endstate-resolve") { answer.resolve(lookUp(host)) }
        let timer = loop.schedule(at: deadline) {
            answer.resolve(
                .failure(TransportError(.timedOut, host: host, message: "the name was not resolved in time")))
        }
        defer { timer.cancel() }
        return try await answer.value(
            ifCancelled: TransportError(.cancelled, host: host, message: "cancelled while resolving the name"))
    }

    private static func isNumeric(_ host: String) -> Bool {
        var four = in_addr()
        var six = in6_addr()
        return unsafe inet_pton(AF_INET, host, &four) == 1 || inet_pton(AF_INET6, host, &six) == 1
    }

    private static func lookUp(_ host: String) -> Result<[String], TransportError> {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        unsafe hints.ai_flags = AI_ADDRCONFIG
        var list: UnsafeMutablePointer<addrinfo>?
        let status = unsafe getaddrinfo(host, nil, &hints, &list)
        defer { if let list = unsafe list { unsafe freeaddrinfo(list) } }
        guard status == 0 else {
            let text = unsafe String(cString: gai_strerror(status))
            return .failure(
                TransportError(
                    .resolveFailed, host: host, message: "the name has no address",
                    native: NativeCode(.getaddrinfo, status, text: text)))
        }
        var addresses: [String] = []
        var next = unsafe list
        while let entry = unsafe next {
            var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            let status = unsafe getnameinfo(
                entry.pointee.ai_addr, entry.pointee.ai_addrlen, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST)
            if status == 0 {
                let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
                addresses.append(String(decoding: bytes, as: UTF8.self))
            }
            unsafe next = entry.pointee.ai_next
        }
        return .success(addresses)
    }
}
