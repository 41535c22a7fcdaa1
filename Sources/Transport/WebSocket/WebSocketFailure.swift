extension TransportError {
    /// What libwebsockets says of a failed attempt, sorted by its text: it gives no numbers.
    ///
    /// - Parameters:
    ///   - address: Whom it was tried to reach.
    ///   - proxy: Through whom.
    ///   - libraryText: The library's words.
    /// - Returns: The error.
    static func connecting(
        to address: WebSocketAddress, through proxy: WebSocketProxy?, libraryText: String
    ) -> TransportError {
        let text = libraryText.lowercased()
        let code: Code
        var message: String
        if text.contains("proxy") {
            (code, message) = (.connectionFailed, "the proxy did not let the connection through")
        } else if text.contains("refused") || text.contains("connect failed") || text.contains("unable to connect") {
            (code, message) = (.connectionRefused, "the connection was refused")
        } else if text.contains("tls") || text.contains("ssl") || text.contains("cert") || text.contains("hostname") {
            (code, message) = (.tls, "the TLS handshake failed")
        } else if text.contains("hs:") || text.contains("handshake") || text.contains("http") {
            (code, message) = (.protocol, "the server does not speak websocket here")
        } else {
            (code, message) = (.connectionFailed, "the connection failed")
        }
        if let proxy { message += " (through the proxy \(proxy.hostAndPort), which the environment names)" }
        let native = libraryText.isEmpty ? nil : NativeCode(.libwebsockets, -1, text: libraryText)
        return TransportError(code, host: address.hostAndPort, message: message, native: native)
    }
}
