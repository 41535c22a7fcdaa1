import Foundation

/// Opens websockets, all served by one thread.
package final class WebSocketClient: Sendable {
    /// The thread that serves the sockets: the executor of everything that talks over them.
    package let loop: EventLoop
    let driver: WebSocketDriver

    /// Starts the thread.
    ///
    /// - Parameter trustedCertificates: A PEM file with the certificates to trust, instead of the system's.
    /// - Throws: ``TransportError`` when libwebsockets cannot start.
    package init(trustedCertificates: String? = nil) throws(TransportError) {
        driver = try WebSocketDriver(trustedCertificates: trustedCertificates)
        loop = try EventLoop(name: "endstate-websocket", driver: driver)
    }

    /// Opens a websocket. No `Origin` is sent. What is not on this machine is reached through the proxy that the
    /// environment names for it (`https_proxy`, `http_proxy`, `all_proxy`, `no_proxy`).
    ///
    /// - Parameters:
    ///   - url: A `ws:` or `wss:` URL. A user and password in it are sent as basic authorization.
    ///   - headers: Headers to add to the handshake.
    ///   - deadline: When to give up.
    ///   - maximumMessageSize: The largest message to accept, in bytes; a larger one closes the socket.
    ///   - closeTimeout: How long a close may take, with the sending of what was given before.
    /// - Returns: The open socket. It stays open until it is closed.
    /// - Throws: ``TransportError`` with the reason.
    package func connect(
        to url: String,
        headers: [(name: String, value: String)] = [],
        deadline: ContinuousClock.Instant,
        maximumMessageSize: Int = 100 << 20,
        closeTimeout: Duration = .seconds(2)
    ) async throws(TransportError) -> WebSocket {
        let address = try WebSocketAddress(url)
        var headers = headers
        if let authorization = address.authorization { headers.append(("Authorization", authorization)) }
        for header in headers where !HeaderRules.isSafe(name: header.name, value: header.value) {
            throw TransportError(
                .badRequest, host: address.hostAndPort,
                message: "the header \(HeaderRules.printable(header.name)) holds a character that is not allowed")
        }
        // A proxy resolves the name behind it itself.
        let proxy = try WebSocketProxy.named(for: address, in: ProcessInfo.processInfo.environment)
        let resolved = try await HostResolver.resolve(
            proxy?.host ?? address.host, port: proxy?.port ?? address.port, deadline: deadline, loop: loop)
        var failure = TransportError(.resolveFailed, host: address.hostAndPort, message: "no address")
        for numeric in resolved {
            let socket = WebSocket(
                client: self, address: address, proxy: proxy, headers: headers, maximumMessageSize: maximumMessageSize,
                closeTimeout: closeTimeout)
            do throws(TransportError) {
                try await socket.connect(to: numeric, deadline: deadline)
                return socket
            } catch {
                failure = error
                guard error.code == .connectionRefused || error.code == .connectionFailed else { break }
            }
        }
        throw failure
    }
}
