import Foundation

/// An HTTP proxy through which a websocket is tunnelled with CONNECT (RFC 9110, section 9.3.6).
struct WebSocketProxy: Sendable, Hashable {
    /// The host, an IPv6 address without its brackets.
    let host: String
    /// The port.
    let port: UInt16
    /// `user:password`, as the proxy wants to have it.
    let credentials: String?

    /// libwebsockets has room for so many bytes of them.
    private static let credentialsLimit = 90

    /// Reads a proxy as a variable names it.
    ///
    /// - Parameters:
    ///   - text: `http://user:password@host:port`; scheme, credentials and port may be missing.
    ///   - variable: The variable's name, for the error.
    /// - Throws: ``TransportError`` for what is no HTTP proxy. It does not repeat the text, which may hold a password.
    init(_ text: String, from variable: String) throws(TransportError) {
        let url = URLComponents(string: text.contains("://") ? text : "http://" + text)
        guard let url, let host = url.host, !host.isEmpty, let port = UInt16(exactly: url.port ?? 1080), port > 0 else {
            throw TransportError(
                .badURL, message: "\(variable) names no proxy; write it as http://host:port, or exempt with no_proxy")
        }
        guard url.scheme?.lowercased() == "http" else {
            throw TransportError(
                .badURL,
                message: "\(variable) names a proxy that is not spoken to with http://, through which no websocket can "
                    + "be opened; name an http:// proxy, or exempt the host with no_proxy")
        }
        self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        self.port = port
        credentials = url.user.map { "\($0):\(url.password ?? "")" }
        if let credentials, credentials.utf8.count > Self.credentialsLimit {
            throw TransportError(
                .badURL, message: "the user and password of \(variable) are longer than \(Self.credentialsLimit) bytes")
        }
    }

    /// The proxy as it stands in an error.
    var hostAndPort: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// The proxy as libwebsockets takes it.
    ///
    /// - Parameter numericAddress: Where it is.
    /// - Returns: Credentials, address and port.
    func specification(at numericAddress: String) -> String {
        let place = numericAddress.contains(":") ? "[\(numericAddress)]" : numericAddress
        return (credentials.map { $0 + "@" } ?? "") + "\(place):\(port)"
    }
}

extension WebSocketProxy {
    /// The proxy that the environment names for an address, by curl's rules.
    ///
    /// - Parameters:
    ///   - address: Whom to talk to; this machine is never asked through a proxy.
    ///   - environment: The process's variables.
    /// - Returns: `nil` when the address is asked directly.
    /// - Throws: ``TransportError`` when a variable names something that cannot be used.
    static func named(
        for address: WebSocketAddress, in environment: [String: String]
    ) throws(TransportError) -> WebSocketProxy? {
        guard !Loopback.contains(address.host) else { return nil }
        let exempt = environment["no_proxy"] ?? environment["NO_PROXY"] ?? ""
        guard !ProxyExemptions(exempt).contain(address.host) else { return nil }
        // HTTP_PROXY is left out on purpose: a web server gives its clients' `Proxy:` header that name.
        let own = address.isSecure ? ["https_proxy", "HTTPS_PROXY"] : ["http_proxy"]
        for name in own + ["all_proxy", "ALL_PROXY"] {
            guard let value = environment[name], !value.isEmpty else { continue }
            return try WebSocketProxy(value, from: name)
        }
        return nil
    }
}
