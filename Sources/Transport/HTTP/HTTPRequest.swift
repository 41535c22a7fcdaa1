package import Foundation

/// A request to send.
package struct HTTPRequest: Sendable {
    /// What happens when a body is larger than its limit.
    package enum Overflow: Sendable {
        /// The exchange fails with code `body_too_large`.
        case fail
        /// The body is cut there, and the response says so.
        case truncate
    }

    /// The method, such as `GET`.
    package var method: String
    /// An `http:` or `https:` URL. A user and password in it are sent as basic authorization.
    package var url: String
    /// Headers, in their order. An empty value is sent as such.
    package var headers: [(name: String, value: String)]
    /// The body.
    package var body: Data?
    /// When the whole exchange has to be over, redirects included.
    package var deadline: ContinuousClock.Instant
    /// How long one connection may take to be made, within the deadline.
    package var connectTimeout = Duration.seconds(10)
    /// The largest body to accept, in bytes after decompression.
    package var bodyLimit = 10 << 20
    /// What happens when the body is larger.
    package var overflow = Overflow.fail
    /// How many redirects to follow; 0 returns the redirect itself.
    package var redirectLimit = 10
    /// A certificate to show the server that was asked first, and no other.
    package var clientCertificate: HTTPClientCertificate?

    /// Makes a request.
    package init(
        _ method: String = "GET",
        _ url: String,
        headers: [(name: String, value: String)] = [],
        body: Data? = nil,
        deadline: ContinuousClock.Instant
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.deadline = deadline
    }
}

/// A certificate and its key, by which this side proves who it is.
package struct HTTPClientCertificate: Sendable {
    /// The path of the certificate in PEM.
    package var certificate: String
    /// The path of the key in PEM; without, the certificate's file holds both.
    package var key: String?

    /// Names the files.
    package init(certificate: String, key: String? = nil) {
        self.certificate = certificate
        self.key = key
    }
}
