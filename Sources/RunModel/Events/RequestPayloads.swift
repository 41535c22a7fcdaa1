package import Convergence

/// A header as it went over the wire. A list, because names may repeat and order is evidence.
package struct HeaderField: Sendable, Hashable, Codable {
    /// The name.
    package var name: String
    /// The value.
    package var value: String

    /// Makes a field.
    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

/// How a request carries the correlation ID (R18).
package enum CorrelationMark: String, Sendable, Hashable, Codable, CaseIterable {
    /// The application sent it itself.
    case carried
    /// The tool added it where the application had not.
    case added
    /// To an allowed origin, without it.
    case bare
    /// To another origin: the ID does not go there.
    case outside
}

/// A request left the browser.
package struct RequestSent: Sendable, Hashable, Codable {
    /// The request's identity; a redirect keeps it.
    package var id: String
    /// The method.
    package var method: String
    /// The address, without its fragment.
    package var url: String
    /// Headers as far as they are known now; `RequestWire` has those that went over the wire.
    package var headers: [HeaderField]
    /// The resource type, in Chromium's words; a preflight is a request of its own, of the type `Preflight`.
    package var type: String
    /// What caused it: `script https://…:12:5`, `parser`, `other`.
    package var initiator: String
    /// Whether it carries the correlation ID.
    package var correlation: CorrelationMark
    /// The body, up to a cap.
    package var body: String?
    /// True where `body` is base64 (RFC 4648) because the body is no text.
    package var bodyBase64: Bool?
    /// True where the request has a body that is not here; `RequestBody` may bring it.
    package var bodyOmitted: Bool?
    /// The whole body's length in bytes, where it is known.
    package var bodySize: Int?
    /// The status of the answer before, when this is a redirect.
    package var redirectStatus: Int?
    /// The answer before, when this is a redirect: it ended the exchange before, which has no other answer.
    package var redirect: ResponseReceived?
    /// When it was sent, in milliseconds since 1970, by the browser's clock.
    package var wallTime: Milliseconds?
    /// The same by Chromium's monotonic clock, in seconds. All members of this name are of one clock in a run.
    package var timestamp: Double?
    /// The frame it is for, where there is one.
    package var frame: String?
    /// The document it is for; a document's own request has its ID.
    package var loader: String?
    /// The address of the document it is for.
    package var documentURL: String?
    /// The priority, in Chromium's words.
    package var priority: String?

    /// Makes the event.
    package init(
        id: String,
        method: String,
        url: String,
        headers: [HeaderField] = [],
        type: String = "Other",
        initiator: String = "other",
        correlation: CorrelationMark = .outside,
        body: String? = nil,
        redirectStatus: Int? = nil
    ) {
        self.id = id
        self.method = method
        self.url = url
        self.headers = headers
        self.type = type
        self.initiator = initiator
        self.correlation = correlation
        self.body = body
        self.redirectStatus = redirectStatus
    }
}

/// The body of a request that could not be told with it.
package struct RequestBody: Sendable, Hashable, Codable {
    /// The request's identity.
    package var id: String
    /// The body, up to a cap.
    package var body: String
    /// True where `body` is base64 because the body is no text.
    package var bodyBase64: Bool?
    /// The whole body's length in bytes.
    package var bodySize: Int?

    /// Makes the event.
    package init(id: String, body: String, bodyBase64: Bool? = nil, bodySize: Int? = nil) {
        self.id = id
        self.body = body
        self.bodyBase64 = bodyBase64
        self.bodySize = bodySize
    }
}

/// The head of a request as it went over the wire. It may come before or after the request it belongs to; where a
/// request was redirected, they come in the order of the hops.
package struct RequestWire: Sendable, Hashable, Codable {
    /// The request's identity.
    package var id: String
    /// All headers, `Cookie` included.
    package var headers: [HeaderField]
    /// Cookies that were not sent, each with Chromium's reasons.
    package var blockedCookies: [String]

    /// Makes the event.
    package init(id: String, headers: [HeaderField], blockedCookies: [String] = []) {
        self.id = id
        self.headers = headers
        self.blockedCookies = blockedCookies
    }
}

/// It turned out how a request carries the correlation ID: known only when the browser has let it be changed.
package struct RequestCorrelated: Sendable, Hashable, Codable {
    /// The request's identity.
    package var id: String
    /// How.
    package var correlation: CorrelationMark

    /// Makes the event.
    package init(id: String, correlation: CorrelationMark) {
        self.id = id
        self.correlation = correlation
    }
}
