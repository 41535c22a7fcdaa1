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
package enum CorrelationMark: String, Sendable, Hashable, Codable {
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
    /// Headers as far as they are known now.
    package var headers: [HeaderField]
    /// The resource type, in Chromium's words.
    package var type: String
    /// What caused it: `script https://…:12:5`, `parser`, `other`.
    package var initiator: String
    /// Whether it carries the correlation ID.
    package var correlation: CorrelationMark
    /// The body, up to a cap.
    package var body: String?
    /// The answer before, when this is a redirect.
    package var redirectStatus: Int?

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

/// A response's head arrived.
package struct ResponseReceived: Sendable, Hashable, Codable {
    /// The request's identity.
    package var id: String
    /// The status.
    package var status: Int
    /// Headers.
    package var headers: [HeaderField]
    /// The MIME type as the browser decided it.
    package var mimeType: String
    /// The protocol.
    package var httpVersion: String
    /// The server's address.
    package var remoteAddress: String?
    /// Phases of the exchange by Chromium's `Network.ResourceTiming`, in milliseconds.
    package var timing: [String: Double]
    /// `memory`, `disk`, `service-worker`; `nil` when it came over the network.
    package var cache: String?

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

/// A response is complete.
package struct RequestFinished: Sendable, Hashable, Codable {
    /// The request's identity.
    package var id: String
    /// Bytes on the wire.
    package var size: Int
    /// The body, where it was kept.
    package var blob: String?

    /// Makes the event.
    package init(id: String, size: Int, blob: String? = nil) {
        self.id = id
        self.size = size
        self.blob = blob
    }
}

/// A request failed.
package struct RequestFailed: Sendable, Hashable, Codable {
    /// The request's identity.
    package var id: String
    /// Chromium's text, `net::ERR_…`.
    package var error: String
    /// Whether the page or a navigation cancelled it.
    package var canceled: Bool

    /// Makes the event.
    package init(id: String, error: String, canceled: Bool = false) {
        self.id = id
        self.error = error
        self.canceled = canceled
    }
}

/// A frame of a WebSocket.
package struct WebSocketFrame: Sendable, Hashable, Codable {
    /// The socket's identity.
    package var id: String
    /// The direction.
    package var sent: Bool
    /// The payload, up to a cap.
    package var payload: String

    /// Makes the event.
    package init(id: String, sent: Bool, payload: String) {
        self.id = id
        self.sent = sent
        self.payload = payload
    }
}

/// A line on the page's console.
package struct ConsoleMessage: Sendable, Hashable, Codable {
    /// `log`, `warning`, `error`, `info`, `debug`.
    package var level: String
    /// The text.
    package var text: String
    /// Where in the page's code.
    package var source: String?

    /// Makes the event.
    package init(level: String, text: String, source: String? = nil) {
        self.level = level
        self.text = text
        self.source = source
    }
}

/// An error that nothing in the page caught.
package struct PageError: Sendable, Hashable, Codable {
    /// Name and message.
    package var message: String
    /// The stack, in the page's words.
    package var stack: String?

    /// Makes the event.
    package init(message: String, stack: String? = nil) {
        self.message = message
        self.stack = stack
    }
}

/// A dialog opened and was answered.
package struct DialogAnswered: Sendable, Hashable, Codable {
    /// `alert`, `confirm`, `prompt`, `beforeunload`.
    package var type: String
    /// Its text.
    package var message: String
    /// Whether it was accepted.
    package var accepted: Bool

    /// Makes the event.
    package init(type: String, message: String, accepted: Bool) {
        self.type = type
        self.message = message
        self.accepted = accepted
    }
}

/// A file was downloaded.
package struct Download: Sendable, Hashable, Codable {
    /// Where from.
    package var url: String
    /// The name that the page suggests: data, never a path.
    package var suggestedName: String
    /// `started`, `completed`, `canceled`.
    package var state: String

    /// Makes the event.
    package init(url: String, suggestedName: String, state: String) {
        self.url = url
        self.suggestedName = suggestedName
        self.state = state
    }
}

/// A frame navigated.
package struct Navigation: Sendable, Hashable, Codable {
    /// The frame.
    package var frame: String
    /// The new address.
    package var url: String
    /// Within the same document.
    package var sameDocument: Bool
    /// Whether it is a page's main frame.
    package var mainFrame: Bool

    /// Makes the event.
    package init(frame: String, url: String, sameDocument: Bool = false, mainFrame: Bool = true) {
        self.frame = frame
        self.url = url
        self.sameDocument = sameDocument
        self.mainFrame = mainFrame
    }
}

/// A frame was attached.
package struct FrameAttached: Sendable, Hashable, Codable {
    /// The frame.
    package var frame: String
    /// The frame that holds it.
    package var parent: String

    /// Makes the event.
    package init(frame: String, parent: String) {
        self.frame = frame
        self.parent = parent
    }
}

/// A target was attached.
package struct TargetAttached: Sendable, Hashable, Codable {
    /// Its identity.
    package var id: String
    /// `page`, `iframe`, `worker`, `service_worker`…
    package var type: String
    /// Its address.
    package var url: String

    /// Makes the event.
    package init(id: String, type: String, url: String) {
        self.id = id
        self.type = type
        self.url = url
    }
}

/// A target crashed.
package struct TargetCrashed: Sendable, Hashable, Codable {
    /// Its identity.
    package var id: String
    /// How, in Chromium's words.
    package var how: String

    /// Makes the event.
    package init(id: String, how: String) {
        self.id = id
        self.how = how
    }
}
