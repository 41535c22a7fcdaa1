/// A response's head arrived.
package struct ResponseReceived: Sendable, Hashable, Codable {
    /// The request's identity.
    package var id: String
    /// The status.
    package var status: Int
    /// The status in words; "" in HTTP/2.
    package var statusText: String?
    /// Headers as the page may see them; `ResponseWire` has all.
    package var headers: [HeaderField]
    /// The MIME type as the browser decided it.
    package var mimeType: String
    /// The protocol: `http/1.1`, `h2`, `h3`, …
    package var httpVersion: String
    /// The server's address.
    package var remoteAddress: String?
    /// Phases of the exchange by Chromium's `Network.ResourceTiming`: `requestTime` in seconds of the monotonic clock,
    /// the others in milliseconds from there.
    package var timing: [String: Double]
    /// `memory`, `disk`, `service-worker`; `nil` when it came over the network.
    package var cache: String?
    /// When it arrived, in seconds of Chromium's monotonic clock.
    package var timestamp: Double?
    /// The connection it came over, by Chromium's number.
    package var connection: String?
    /// Whether the browser says that there is a `RequestWire` and a `ResponseWire` for this exchange.
    package var hasWireInfo: Bool?
    /// Bytes on the wire, where this is the end of the exchange: a redirect.
    package var size: Int?

    /// Makes the event.
    package init(
        id: String,
        status: Int,
        headers: [HeaderField] = [],
        mimeType: String = "",
        httpVersion: String = "",
        remoteAddress: String? = nil,
        timing: [String: Double] = [:],
        cache: String? = nil
    ) {
        self.id = id
        self.status = status
        self.headers = headers
        self.mimeType = mimeType
        self.httpVersion = httpVersion
        self.remoteAddress = remoteAddress
        self.timing = timing
        self.cache = cache
    }
}

/// The head of a response as it came over the wire. It may come before or after the response it belongs to; where a
/// request was redirected, they come in the order of the hops.
package struct ResponseWire: Sendable, Hashable, Codable {
    /// The request's identity.
    package var id: String
    /// The status as the server sent it: 304 where the response came from the cache after that.
    package var status: Int
    /// All headers; several of one name, such as `Set-Cookie`, are joined by newlines.
    package var headers: [HeaderField]
    /// The head's length in bytes; `nil` where the protocol has no text for it, as in HTTP/2.
    package var headersSize: Int?
    /// Cookies that were not stored, each with Chromium's reasons.
    package var blockedCookies: [String]?

    /// Makes the event.
    package init(
        id: String,
        status: Int,
        headers: [HeaderField],
        headersSize: Int? = nil,
        blockedCookies: [String]? = nil
    ) {
        self.id = id
        self.status = status
        self.headers = headers
        self.headersSize = headersSize
        self.blockedCookies = blockedCookies
    }
}

/// A response is complete.
///
/// Where its body is kept, the event is written once the body is, with the time at which the response was complete.
package struct RequestFinished: Sendable, Hashable, Codable {
    /// The request's identity.
    package var id: String
    /// Bytes on the wire.
    package var size: Int
    /// The body, where it was kept.
    package var blob: String?
    /// The body's length in bytes, without the encoding of the transfer.
    package var bodySize: Int?
    /// When, in seconds of Chromium's monotonic clock; may be a little earlier than the response's own.
    package var timestamp: Double?

    /// Makes the event.
    package init(id: String, size: Int, blob: String? = nil, bodySize: Int? = nil, timestamp: Double? = nil) {
        self.id = id
        self.size = size
        self.blob = blob
        self.bodySize = bodySize
        self.timestamp = timestamp
    }
}

/// A request failed.
package struct RequestFailed: Sendable, Hashable, Codable {
    /// The request's identity.
    package var id: String
    /// Chromium's text, `net::ERR_…`, or the reason below that says more.
    package var error: String
    /// Whether the page or a navigation cancelled it.
    package var canceled: Bool
    /// What blocked it, in Chromium's words: `csp`, `mixed-content`, …
    package var blockedReason: String?
    /// Which rule of cross-origin requests it broke, in Chromium's words.
    package var corsError: String?
    /// When, in seconds of Chromium's monotonic clock.
    package var timestamp: Double?

    /// Makes the event.
    package init(
        id: String,
        error: String,
        canceled: Bool = false,
        blockedReason: String? = nil,
        corsError: String? = nil,
        timestamp: Double? = nil
    ) {
        self.id = id
        self.error = error
        self.canceled = canceled
        self.blockedReason = blockedReason
        self.corsError = corsError
        self.timestamp = timestamp
    }
}
