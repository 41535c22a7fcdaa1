/// A WebSocket of the page came into another state. Its handshake is told by `RequestWire` and `ResponseWire`.
package struct WebSocketChanged: Sendable, Hashable, Codable {
    /// The socket's identity.
    package var id: String
    /// The address, when it opens.
    package var url: String?
    /// The state.
    package var state: State
    /// The status that answered the handshake.
    package var status: Int?
    /// What went wrong, in Chromium's words.
    package var error: String?
    /// When, in seconds of Chromium's monotonic clock, where it says so.
    package var timestamp: Double?

    /// Makes the event.
    package init(
        id: String,
        url: String? = nil,
        state: State,
        status: Int? = nil,
        error: String? = nil,
        timestamp: Double? = nil
    ) {
        self.id = id
        self.url = url
        self.state = state
        self.status = status
        self.error = error
        self.timestamp = timestamp
    }

    /// The states of a socket.
    package enum State: String, Sendable, Hashable, Codable {
        /// The page has asked for it.
        case opening
        /// The server has answered the handshake.
        case open
        /// A handshake or a frame was not as it has to be.
        case failed
        /// It is closed.
        case closed
    }
}

/// A frame of a WebSocket.
package struct WebSocketFrame: Sendable, Hashable, Codable {
    /// The socket's identity.
    package var id: String
    /// The direction.
    package var sent: Bool
    /// The payload, up to a cap: text where `opcode` is 1, else base64.
    package var payload: String
    /// The frame's kind (RFC 6455 section 11.8): 1 is text, 2 is binary.
    package var opcode: Int?
    /// When, in seconds of Chromium's monotonic clock.
    package var timestamp: Double?

    /// Makes the event.
    package init(id: String, sent: Bool, payload: String, opcode: Int? = nil, timestamp: Double? = nil) {
        self.id = id
        self.sent = sent
        self.payload = payload
        self.opcode = opcode
        self.timestamp = timestamp
    }
}
