package import Convergence
package import RunModel

/// Events that wait for the disk, in order, bounded.
///
/// A page that floods its console must not fill the memory. What a verdict rests on is always kept; of the rest,
/// what comes while the queue is full is counted and left out.
package struct EventQueue {
    private var events: [RunEvent] = []
    /// True while somebody is on the way to take the events.
    package var isDraining = false
    private var nextSeq = 0
    private var weight = 0
    private var dropped: [String: Int] = [:]

    /// How many events may wait.
    package static let maximumCount = 20_000
    /// How many bytes of text the waiting events may hold, about.
    package static let maximumWeight = 32 << 20

    /// Starts empty.
    package init() {}

    /// Adds an event; its time is rounded to the microsecond.
    package mutating func append(_ body: RunEvent.Body, at time: Milliseconds) {
        let weight = body.weight
        let isFull = events.count >= Self.maximumCount || self.weight + weight > Self.maximumWeight
        guard !isFull || !body.mayBeDropped else {
            dropped[body.kind, default: 0] += 1
            return
        }
        if !isFull { confess(at: time) }
        push(body, at: time)
        self.weight += weight
    }

    /// Takes everything out.
    package mutating func take() -> [RunEvent] {
        if let last = events.last { confess(at: last.t) }
        weight = 0
        defer { events = [] }
        return events
    }

    /// Says what was left out.
    private mutating func confess(at time: Milliseconds) {
        guard !dropped.isEmpty else { return }
        for (kind, count) in dropped.sorted(by: { $0.key < $1.key }) {
            push(.dropped(Dropped(what: "event \(kind)", count: count)), at: time)
        }
        dropped = [:]
    }

    private mutating func push(_ body: RunEvent.Body, at time: Milliseconds) {
        events.append(RunEvent(seq: nextSeq, t: (time * 1000).rounded() / 1000, body: body))
        nextSeq += 1
    }
}

extension RunEvent.Body {
    /// Whether the verdict can do without the event.
    fileprivate var mayBeDropped: Bool {
        switch self {
        case .request, .requestBody, .requestWire, .response, .responseWire, .requestFinished, .requestFailed,
            .websocket,
            .websocketFrame, .console, .pageError, .stepLog, .dialog, .download, .navigation, .pageTiming,
            .frameAttached, .targetAttached, .screenshot, .domSnapshot, .screencastFrame, .unknown:
            true
        default:
            false
        }
    }

    /// About how many bytes of text the event holds, where a page decides how many.
    fileprivate var weight: Int {
        switch self {
        case .request(let request):
            512 + request.url.utf8.count + (request.body?.utf8.count ?? 0) + (request.redirect?.headers.weight ?? 0)
        case .requestBody(let body): 256 + body.body.utf8.count
        case .requestWire(let wire): 256 + wire.headers.weight
        case .response(let response): 512 + response.headers.weight
        case .responseWire(let wire): 256 + wire.headers.weight
        case .websocket(let socket): 256 + (socket.url?.utf8.count ?? 0)
        case .websocketFrame(let frame): 256 + frame.payload.utf8.count
        case .console(let message): 256 + message.text.utf8.count
        case .pageError(let error): 256 + error.message.utf8.count + (error.stack?.utf8.count ?? 0)
        default: 256
        }
    }
}

extension [HeaderField] {
    /// About how many bytes they hold.
    fileprivate var weight: Int { reduce(0) { $0 + 32 + $1.name.utf8.count + $1.value.utf8.count } }
}
