package import Foundation

/// What a server answered.
package struct HTTPResponse: Sendable {
    /// The status.
    package var status: Int
    /// The headers of the last response, in their order, names as they were sent.
    package var headers: [(name: String, value: String)]
    /// The body, decompressed.
    package var body: Data
    /// Whether there was more body than the request allowed.
    package var isTruncated: Bool
    /// When what happened, for the last request of a chain of redirects.
    package var timings: HTTPTimings
    /// The URL that answered, without user, password and fragment.
    package var url: String
    /// The redirects that led there.
    package var redirects: [HTTPRedirect]

    /// Makes a response.
    package init(
        status: Int,
        headers: [(name: String, value: String)],
        body: Data,
        isTruncated: Bool,
        timings: HTTPTimings,
        url: String,
        redirects: [HTTPRedirect]
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.isTruncated = isTruncated
        self.timings = timings
        self.url = url
        self.redirects = redirects
    }

    /// The first value of a header, whatever the case of its name.
    package func header(_ name: String) -> String? {
        headers.first { $0.name.caseInsensitiveCompare(name) == .orderedSame }?.value
    }
}

/// A redirect that was followed.
package struct HTTPRedirect: Hashable, Sendable {
    /// The status.
    package var status: Int
    /// The URL that redirected, without user, password and fragment.
    package var from: String
    /// The URL it named.
    package var to: String

    /// Makes a redirect.
    package init(status: Int, from: String, to: String) {
        self.status = status
        self.from = from
        self.to = to
    }
}

/// When what happened in an exchange. The durations count from its start.
package struct HTTPTimings: Sendable {
    /// When the request was handed to the network.
    package var start: ContinuousClock.Instant
    /// When the answer was whole, or failed.
    package var end: ContinuousClock.Instant
    /// The name was resolved.
    package var resolved: Duration
    /// The connection was made; about zero where one was used again.
    package var connected: Duration
    /// The TLS handshake was done; zero without.
    package var secured: Duration
    /// The first byte of the answer arrived.
    package var firstByte: Duration
    /// The whole exchange.
    package var total: Duration

    /// Makes timings; what is not known is zero.
    package init(
        start: ContinuousClock.Instant,
        end: ContinuousClock.Instant,
        resolved: Duration = .zero,
        connected: Duration = .zero,
        secured: Duration = .zero,
        firstByte: Duration = .zero,
        total: Duration = .zero
    ) {
        self.start = start
        self.end = end
        self.resolved = resolved
        self.connected = connected
        self.secured = secured
        self.firstByte = firstByte
        self.total = total
    }
}
