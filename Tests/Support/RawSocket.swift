package import Foundation
import Synchronization

/// A blocking TCP socket on loopback, of a fixture or of a measurement: reads and writes bytes on the calling thread.
package final class RawSocket: Sendable {
    private let descriptor: Mutex<Int32?>

    init(_ number: Int32) {
        descriptor = Mutex(number)
    }

    /// The number, nil after a reset: it may be another socket's by then.
    private var number: Int32? { descriptor.withLock(\.self) }

    deinit {
        end()
    }

    /// A socket that listens on loopback, at a port the system chooses.
    ///
    /// - Parameter isIPv6: Whether it listens at ::1 instead of 127.0.0.1.
    /// - Returns: The socket and its port.
    /// - Throws: `POSIXError` when there is no socket to be had.
    static func listen(isIPv6: Bool = false) throws -> (RawSocket, port: UInt16) {
        if isIPv6 { return try listenAtIPv6() }
        let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard number >= 0 else { throw POSIXError(.EMFILE) }
        let listener = RawSocket(number)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                let bound = unsafe bind(number, pointer, length) == 0 && Glibc.listen(number, 128) == 0
                return unsafe bound && getsockname(number, pointer, &length) == 0
            }
        }
        guard status else { throw POSIXError(.EADDRNOTAVAIL) }
        return (listener, UInt16(bigEndian: address.sin_port))
    }

    private static func listenAtIPv6() throws -> (RawSocket, port: UInt16) {
        let number = socket(AF_INET6, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard number >= 0 else { throw POSIXError(.EMFILE) }
        let listener = RawSocket(number)
        var address = sockaddr_in6()
        address.sin6_family = sa_family_t(AF_INET6)
        address.sin6_addr = in6addr_loopback
        var length = socklen_t(MemoryLayout<sockaddr_in6>.size)
        let status = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                let bound = unsafe bind(number, pointer, length) == 0 && Glibc.listen(number, 128) == 0
                return unsafe bound && getsockname(number, pointer, &length) == 0
            }
        }
        guard status else { throw POSIXError(.EADDRNOTAVAIL) }
        return (listener, UInt16(bigEndian: address.sin6_port))
    }

    /// Whether this machine has IPv6 at all.
    package static var hasIPv6: Bool { (try? listenAtIPv6()) != nil }

    /// A socket connected to a port of loopback.
    ///
    /// - Parameter port: Where something listens.
    /// - Returns: The socket; nothing waits to be sent together with what follows.
    /// - Throws: `POSIXError` when nothing does.
    package static func connect(port: UInt16) throws -> RawSocket {
        let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard number >= 0 else { throw POSIXError(.EMFILE) }
        let client = RawSocket(number)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let status = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe Glibc.connect(number, pointer, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else { throw POSIXError(.ECONNREFUSED) }
        client.sendAtOnce()
        return client
    }

    /// Waits for a client; `nil` once the socket is closed.
    func accept() -> RawSocket? {
        var client: Int32 = -1
        while let number, client < 0 {
            client = Glibc.accept(number, nil, nil)
            if client >= 0 { break }
            switch errno {
            case EINVAL, EBADF: return nil
            case EMFILE, ENFILE, ENOBUFS, ENOMEM:
                // Others have to let go of something first. A server that gave up here would leave its clients waiting.
                Thread.sleep(forTimeInterval: 0.01)
            default: continue
            }
        }
        guard client >= 0 else { return nil }
        _ = fcntl(client, F_SETFD, FD_CLOEXEC)
        let socket = RawSocket(client)
        socket.sendAtOnce()
        return socket
    }

    /// Switches off Nagle's algorithm (RFC 896).
    private func sendAtOnce() {
        guard let number else { return }
        var one: Int32 = 1
        unsafe setsockopt(number, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Reads what is there, waiting for at least one byte; `nil` at the end.
    package func read(atMost limit: Int = 65536) -> Data? {
        var buffer = [UInt8](repeating: 0, count: limit)
        while let number {
            let count = unsafe recv(number, &buffer, limit, 0)
            if count > 0 { return Data(buffer[..<count]) }
            if count == 0 || errno != EINTR { return nil }
        }
        return nil
    }

    /// Writes all of it.
    ///
    /// - Returns: Whether the peer still takes it.
    @discardableResult
    package func write(_ data: Data) -> Bool {
        var offset = 0
        while offset < data.count {
            guard let number else { return false }
            let count = unsafe data.withUnsafeBytes { bytes in
                unsafe send(
                    number, bytes.baseAddress.map { unsafe $0 + offset }, data.count - offset,
                    Int32(MSG_NOSIGNAL))
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return false }
            offset += count
        }
        return true
    }

    /// Ends the conversation both ways: a read or write under way returns. The number is freed with the object.
    package func close() {
        // Under the lock: once freed, the number may be another socket's.
        descriptor.withLock { number in
            if let number { shutdown(number, Int32(SHUT_RDWR)) }
        }
    }

    /// Breaks the connection with a reset instead of an orderly end.
    package func reset() {
        descriptor.withLock { number in
            guard let open = number else { return }
            var option = linger(l_onoff: 1, l_linger: 0)
            unsafe setsockopt(open, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        }
        end()
    }

    private func end() {
        descriptor.withLock { number in
            if let number { _ = Glibc.close(number) }
            number = nil
        }
    }
}
