/// Sends HTTP requests, all served by one thread. Connections are kept and used again.
package final class HTTPClient: Sendable {
    /// The thread that serves the connections.
    package let loop: EventLoop

    private let driver: CurlDriver
    private let trustedCertificates: String?

    /// Starts the thread.
    ///
    /// - Parameter trustedCertificates: A PEM file with the certificates to trust, instead of the system's.
    /// - Throws: ``TransportError`` when libcurl cannot start.
    package init(trustedCertificates: String? = nil) throws(TransportError) {
        driver = try CurlDriver()
        loop = try EventLoop(name: "endstate-http", driver: driver)
        self.trustedCertificates = trustedCertificates
    }

    /// Sends a request and waits for the whole answer, following redirects.
    ///
    /// TLS is always verified. The environment's proxy is used, but never for loopback. Cancelling the task ends the
    /// exchange.
    ///
    /// - Parameter request: What to ask.
    /// - Returns: What was answered, whatever its status.
    /// - Throws: ``TransportError`` when there is no whole answer.
    package func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        var chain = RedirectChain(request, to: try CurlURL(request.url))
        while true {
            let response = try await exchange(chain.request, with: chain.address)
            guard try chain.follow(response) else { return chain.finish(response) }
        }
    }

    private func exchange(
        _ request: HTTPRequest,
        with address: CurlURL
    ) async throws(TransportError) -> HTTPResponse {
        let transfer = try CurlTransfer(request, to: address, trustedCertificates: trustedCertificates)
        if Task.isCancelled { throw CurlTransfer.cancelled(address) }
        loop.run { [driver] in driver.start(transfer) }
        return try await transfer.outcome.value { loop.run { [driver] in driver.cancel(transfer) } }
    }
}
