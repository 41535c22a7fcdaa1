/// What is on this machine: never to be asked through a proxy.
enum Loopback {
    /// Whether a host is this machine.
    ///
    /// - Parameter host: A name or an address, an IPv6 address with or without its brackets.
    /// - Returns: True for this machine.
    static func contains(_ host: String) -> Bool {
        let host = host.lowercased()
        return host == "localhost" || host.hasSuffix(".localhost") || host == "::1" || host == "[::1]"
            || (host.hasPrefix("127.") && host.allSatisfy { $0.isNumber || $0 == "." })
    }
}
