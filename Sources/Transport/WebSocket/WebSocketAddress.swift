import Foundation

/// A websocket URL, taken apart.
struct WebSocketAddress: Sendable {
    /// The host, an IPv6 address without its brackets.
    let host: String
    let port: UInt16
    let isSecure: Bool
    /// The path with its query, percent-encoded.
    let path: String
    /// The value of `Authorization` for a user and password in the URL.
    let authorization: String?

    /// The host as it stands in an error and in the `Host` header: with brackets and with a port that is not default.
    var hostAndPort: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
    }

    init(_ text: String) throws(TransportError) {
        guard let url = URLComponents(string: text), let scheme = url.scheme?.lowercased(),
            let host = url.host, !host.isEmpty
        else {
            throw TransportError(.badURL, message: "not a websocket URL: \(HeaderRules.printable(text))")
        }
        guard scheme == "ws" || scheme == "wss" else {
            throw TransportError(
                .badURL, message: "a websocket URL starts with ws:// or wss://, not \(HeaderRules.printable(scheme))://"
            )
        }
        guard let port = UInt16(exactly: url.port ?? (scheme == "wss" ? 443 : 80)), port > 0 else {
            throw TransportError(.badURL, message: "not a port: \(url.port ?? 0)")
        }
        self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        self.port = port
        isSecure = scheme == "wss"
        let query = url.percentEncodedQuery.map { "?" + $0 } ?? ""
        path = (url.percentEncodedPath.isEmpty ? "/" : url.percentEncodedPath) + query
        authorization = url.user.map { user in
            "Basic " + Data("\(user):\(url.password ?? "")".utf8).base64EncodedString()
        }
    }
}
