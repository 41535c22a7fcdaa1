import Convergence
import RunModel

/// One request and what became of it.
struct Exchange {
    /// What a WebSocket did.
    struct Socket {
        /// How its state changed, and when.
        var changes: [(at: Milliseconds, change: WebSocketChanged)] = []
        /// What was sent and received, and when.
        var frames: [(at: Milliseconds, frame: WebSocketFrame)] = []
    }

    /// The request.
    var request: RequestSent
    /// When the journal has it, since the run started.
    var sentAt: Milliseconds
    /// Its line in the journal.
    var line: Int
    /// The page it is for, by its place.
    var page: Int?
    /// Set for a WebSocket, whose request is not told as one.
    var socket: Socket?
    /// The request's head as it went over the wire.
    var requestWire: RequestWire?
    /// The answer.
    var response: ResponseReceived?
    /// When the journal has the answer.
    var answeredAt: Milliseconds?
    /// The answer's head as it came over the wire.
    var responseWire: ResponseWire?
    /// The request that the answer, a redirect, led to.
    var next: RequestSent?
    /// That it is complete.
    var finished: RequestFinished?
    /// That it failed.
    var failed: RequestFailed?
    /// When the journal has its end.
    var endedAt: Milliseconds?

    /// Makes an exchange that has only begun.
    init(request: RequestSent, sentAt: Milliseconds, line: Int, page: Int?, socket: Socket? = nil) {
        self.request = request
        self.sentAt = sentAt
        self.line = line
        self.page = page
        self.socket = socket
    }

    /// Whether it went over a network or a cache of one: `data:` and `blob:` never leave the browser.
    var isRemote: Bool {
        let url = request.url.lowercased()
        return ["http:", "https:", "ws:", "wss:"].contains { url.hasPrefix($0) }
    }

    /// When it was over, by the browser's clock in seconds; `nil` while it is not.
    var endTimestamp: Double? {
        if let socket {
            return socket.changes.last { $0.change.state == .closed || $0.change.state == .failed }?.change.timestamp
        }
        return finished?.timestamp ?? failed?.timestamp ?? next?.timestamp
    }

    /// Whether a server refused it, or did not answer. What the page or a navigation cancels is no failure.
    var isBad: Bool { failed?.canceled == false || (response?.status ?? 0) >= 400 }

    /// Whether the run ended before the exchange did.
    var isOpen: Bool {
        if let socket { return !socket.changes.contains { $0.change.state != .open } }
        return finished == nil && failed == nil && next == nil
    }
}

/// A document of a page's main frame.
struct LoadedPage {
    /// Its address.
    var url: String
    /// When its request was sent, by the browser's clock in seconds.
    var started: Double?
    /// That request, or the first of the document where it needed none.
    var sent: RequestSent
    /// When it had been read, in milliseconds since it was asked for.
    var contentLoaded: Milliseconds?
    /// When everything in it had been loaded.
    var loaded: Milliseconds?
}

/// The browser's monotonic clock against the time of the day.
struct BrowserClock {
    /// What to add to the browser's milliseconds; `nil` when no request says both times.
    private let offset: Milliseconds?
    /// The time of the day at the run's start, in milliseconds since 1970.
    private let start: Milliseconds

    /// Finds the offset: one for the whole run, so that no setting of the machine's clock tears the log apart.
    init(_ events: [RunEvent]) {
        start =
            events.lazy.compactMap { if case .runStarted(let start) = $0.body { start.wallClock } else { nil } }
            .first ?? 0
        offset =
            events.lazy.compactMap { event -> Milliseconds? in
                guard case .request(let request) = event.body, let wall = request.wallTime, let own = request.timestamp
                else { return nil }
                return wall - own * 1000
            }.first
    }

    /// A moment as the time of the day.
    ///
    /// - Parameters:
    ///   - timestamp: The moment by the browser's clock, in seconds, where it is known.
    ///   - time: The same moment as the journal has it, since the run started.
    /// - Returns: Milliseconds since 1970.
    func wall(_ timestamp: Double?, at time: Milliseconds) -> Milliseconds {
        guard let timestamp, let offset else { return start + time }
        return timestamp * 1000 + offset
    }
}
