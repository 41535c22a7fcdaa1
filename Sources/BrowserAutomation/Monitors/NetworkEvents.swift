package import Foundation

/// Names a request: Chromium's ID is unique within a target.
package struct NetworkKey: Sendable, Hashable, CustomStringConvertible {
    /// The target.
    package var target: String
    /// Chromium's ID of the request.
    package var id: String

    /// Makes a key.
    package init(target: String, id: String) {
        self.target = target
        self.id = id
    }

    /// Short, for logs.
    package var description: String { "\(target.prefix(8))/\(id)" }
}

/// A request as the page made it.
package struct NetworkRequest: Sendable {
    /// Which request.
    package var key: NetworkKey
    /// The whole URL.
    package var url: String
    /// Such as `GET`.
    package var method: String
    /// The headers the page knows of; what went over the wire comes as extra info.
    package var headers: [String: String]
    /// The body, where Chromium told it with the request; ``BrowserEvent/requestBody(_:_:)`` may bring it later.
    package var body: Data?
    /// Whether there is a body at all.
    package var hasBody: Bool
    /// Chromium's word: `Document`, `Fetch`, `XHR`, `Script`, `Preflight`, …
    package var resourceType: String
    /// What caused it.
    package var initiator: RequestInitiator
    /// Chromium's monotonic seconds.
    package var timestamp: Double
    /// Seconds since 1970.
    package var wallTime: Double
    /// The response that redirected here; the request keeps its ID along a chain.
    package var redirect: NetworkResponse?
    /// What is known of the run's ID so far; ``BrowserEvent/requestCorrelation(_:_:)`` corrects it.
    package var correlation: Correlation
    /// Whether it is for a document of a frame.
    package var isNavigation: Bool
    /// The frame it is for, where there is one.
    package var frame: String?
    /// The document it is for, by Chromium's ID: that of the document's own request.
    package var loader: String
    /// The URL of the document it is for.
    package var documentURL: String
    /// Chromium's word: `VeryHigh`, `High`, …
    package var priority: String
}

/// What caused a request.
package struct RequestInitiator: Sendable, Hashable {
    /// Chromium's word: `parser`, `script`, `preload`, `preflight`, `other`, …
    package var kind: String
    /// The script or document, where known.
    package var url: String?
    /// From 1, where known.
    package var line: Int?
    /// The function, where known.
    package var function: String?
}

/// The head of a response.
package struct NetworkResponse: Sendable {
    /// Which request.
    package var key: NetworkKey
    /// The whole URL.
    package var url: String
    /// The HTTP status.
    package var status: Int
    /// Its words, "" in HTTP/2.
    package var statusText: String
    /// By name.
    package var headers: [String: String]
    /// Without parameters.
    package var mimeType: String
    /// `http/1.1`, `h2`, …
    package var networkProtocol: String?
    /// Address and port of the server.
    package var remoteAddress: String?
    /// Whether it came from the browser's own cache on disk.
    package var isFromCache: Bool
    /// Whether it came from the renderer's own memory.
    package var isFromMemory: Bool
    /// Whether a service worker answered.
    package var isFromServiceWorker: Bool
    /// When its phases were, where the network was used.
    package var timing: NetworkTiming?
    /// Chromium's monotonic seconds.
    package var timestamp: Double
    /// Bytes over the wire so far.
    package var encodedLength: Int
    /// The connection it came over, by Chromium's number; nil where there was none.
    package var connection: Int?
    /// Whether Chromium says that extra info belongs to it.
    package var hasExtraInfo: Bool
}

/// When the phases of an exchange were, in milliseconds from ``requestTime``; -1 where a phase did not happen.
package struct NetworkTiming: Sendable, Hashable {
    /// Chromium's monotonic seconds.
    package var requestTime: Double
    /// Resolving began.
    package var dnsStart: Double
    /// Resolving ended.
    package var dnsEnd: Double
    /// Connecting began.
    package var connectStart: Double
    /// Connecting ended, TLS included.
    package var connectEnd: Double
    /// The TLS handshake began.
    package var sslStart: Double
    /// The TLS handshake ended.
    package var sslEnd: Double
    /// Sending began.
    package var sendStart: Double
    /// Sending ended.
    package var sendEnd: Double
    /// The response's head was there.
    package var receiveHeadersEnd: Double
}

/// The wire's view of a request or response.
package struct NetworkExtraInfo: Sendable {
    /// Which request.
    package var key: NetworkKey
    /// By name; several values of one are joined by newlines.
    package var headers: [String: String]
    /// The whole head as it came over the wire: of HTTP/1 responses only.
    package var headersText: String?
    /// Of responses only.
    package var status: Int?
    /// Cookies that were not sent or not stored, each with Chromium's reasons.
    package var blockedCookies: [String]
}

/// A complete exchange.
package struct NetworkFinish: Sendable, Hashable {
    /// Which request.
    package var key: NetworkKey
    /// Bytes over the wire, headers included.
    package var encodedLength: Int
    /// Bytes of the body, without the encoding of the transfer; nil where nobody counted them.
    package var decodedLength: Int?
    /// The body, where a ``BodyPolicy`` asked for it and Chromium still had it.
    package var body: Data?
    /// Whether Chromium took the body for text, which is UTF-8 then.
    package var isText = true
    /// The MIME type of the response.
    package var mimeType: String
    /// Chromium's monotonic seconds.
    package var timestamp: Double
    /// When we were told.
    package var instant: ContinuousClock.Instant

    /// Makes the end of an exchange of which no body is known.
    package init(
        key: NetworkKey, encodedLength: Int, mimeType: String, timestamp: Double, instant: ContinuousClock.Instant
    ) {
        self.key = key
        self.encodedLength = encodedLength
        self.mimeType = mimeType
        self.timestamp = timestamp
        self.instant = instant
    }
}

/// An exchange that failed.
package struct NetworkFailed: Sendable, Hashable {
    /// Which request.
    package var key: NetworkKey
    /// Chromium's text, such as `net::ERR_CONNECTION_REFUSED`.
    package var errorText: String
    /// Whether the page itself gave up.
    package var isCanceled: Bool
    /// Why the browser blocked it, in Chromium's word.
    package var blockedReason: String?
    /// Why the browser refused it under CORS, in Chromium's word.
    package var corsError: String?
    /// Chromium's monotonic seconds.
    package var timestamp: Double
}

/// What a websocket of the page did.
package struct WebSocketActivity: Sendable {
    /// The kinds of activity.
    package enum Kind: Sendable {
        case opening(url: String)
        /// The server's answer to the handshake.
        case opened(status: Int)
        /// A frame; `opcode` 1 is text, 2 is binary as base64.
        case frame(isSent: Bool, opcode: Int, payload: String)
        case failed(String)
        case closed
    }

    /// Which request.
    package var key: NetworkKey
    /// What happened.
    package var kind: Kind
    /// Chromium's monotonic seconds.
    package var timestamp: Double
}
