import Convergence
import RunModel

/// What the browser exchanged with others: a fold over a run's events, as reports of the network are made from it.
///
/// An exchange is one request and one answer: where a request was redirected, there is one for each hop.
struct NetworkLog {
    /// The exchanges, in the order of their requests.
    private(set) var exchanges: [Exchange] = []
    /// The documents of pages' main frames, in their order.
    private(set) var pages: [LoadedPage] = []
    /// From a time of the browser to the time of the day; from the first request that says both.
    private(set) var clock: BrowserClock

    /// The exchanges of each identity.
    private var places: [String: [Int]] = [:]
    private var requestWires: [String: [RequestWire]] = [:]
    private var responseWires: [String: [ResponseWire]] = [:]
    /// The frames that others are in.
    private var parents: [String: String] = [:]
    /// The documents of main frames by their own IDs.
    private var pagesByLoader: [String: Int] = [:]
    /// The newest document of each main frame.
    private var pagesByFrame: [String: Int] = [:]

    /// Folds the events of a run.
    ///
    /// - Parameter events: All of them, in order.
    init(_ events: [RunEvent]) {
        clock = BrowserClock(events)
        for event in events { apply(event) }
        joinWires()
    }

    private mutating func apply(_ event: RunEvent) {
        switch event.body {
        case .request(let request): send(request, event)
        case .requestBody(let body):
            update(body.id) { exchange in
                exchange.request.body = body.body
                exchange.request.bodyBase64 = body.bodyBase64
                exchange.request.bodySize = body.bodySize ?? exchange.request.bodySize
                exchange.request.bodyOmitted = nil
            }
        case .requestCorrelated(let mark): update(mark.id) { $0.request.correlation = mark.correlation }
        case .requestWire(let wire): requestWires[wire.id, default: []].append(wire)
        case .response(let response):
            update(response.id) { exchange in
                exchange.response = response
                exchange.answeredAt = event.t
            }
        case .responseWire(let wire): responseWires[wire.id, default: []].append(wire)
        case .requestFinished(let finish):
            update(finish.id) { exchange in
                exchange.finished = finish
                exchange.endedAt = event.t
            }
        case .requestFailed(let failure):
            update(failure.id) { exchange in
                exchange.failed = failure
                exchange.endedAt = event.t
            }
        case .websocket(let change): apply(change, event)
        case .websocketFrame(let frame): update(frame.id) { $0.socket?.frames.append((event.t, frame)) }
        case .frameAttached(let attached): parents[attached.frame] = attached.parent
        case .pageTiming(let timing): apply(timing)
        default: break
        }
    }

    private mutating func update(_ id: String, _ change: (inout Exchange) -> Void) {
        guard let place = places[id]?.last else { return }
        change(&exchanges[place])
    }

    private mutating func append(_ exchange: Exchange) {
        places[exchange.request.id, default: []].append(exchanges.count)
        exchanges.append(exchange)
    }

    private mutating func send(_ request: RequestSent, _ event: RunEvent) {
        if let status = request.redirectStatus ?? request.redirect?.status {
            update(request.id) { exchange in
                exchange.response = request.redirect ?? ResponseReceived(id: request.id, status: status)
                exchange.next = request
                (exchange.answeredAt, exchange.endedAt) = (event.t, event.t)
            }
        }
        append(Exchange(request: request, sentAt: event.t, line: event.lineNumber, page: page(of: request)))
    }

    private mutating func apply(_ change: WebSocketChanged, _ event: RunEvent) {
        if change.state == .opening {
            let request = RequestSent(id: change.id, method: "GET", url: change.url ?? "", type: "WebSocket")
            append(
                Exchange(
                    request: request, sentAt: event.t, line: event.lineNumber, page: nil, socket: Exchange.Socket()))
        } else {
            update(change.id) { $0.socket?.changes.append((event.t, change)) }
        }
    }

    // MARK: Pages

    /// The document that a request is for; a main frame's own request brings a new one.
    private mutating func page(of request: RequestSent) -> Int? {
        guard let frame = request.frame else { return nil }
        var top = frame
        var steps = 0
        while let parent = parents[top], !parent.isEmpty, steps < 64 {
            top = parent
            steps += 1
        }
        guard top == frame, let loader = request.loader else { return pagesByFrame[top] }
        if let known = pagesByLoader[loader] { return known }
        pages.append(
            LoadedPage(url: request.documentURL ?? request.url, started: request.timestamp, sent: request))
        pagesByLoader[loader] = pages.count - 1
        pagesByFrame[top] = pages.count - 1
        return pages.count - 1
    }

    private mutating func apply(_ timing: PageTiming) {
        let place = timing.loader.map { pagesByLoader[$0] } ?? pagesByFrame[timing.frame]
        guard let place, let started = pages[place].started else { return }
        let elapsed = max(0, (timing.timestamp - started) * 1000)
        switch timing.name {
        case .contentLoaded: pages[place].contentLoaded = elapsed
        case .load: pages[place].loaded = elapsed
        }
    }

    // MARK: The wire

    /// Gives each exchange what the wire told of it. The browser tells it apart from the exchange, before or after, and
    /// by the request's identity alone, which hops share: so they are joined in order.
    private mutating func joinWires() {
        for (id, places) in places {
            var requests = requestWires[id, default: []][...]
            var responses = responseWires[id, default: []][...]
            for place in places where exchanges[place].response?.hasWireInfo != false {
                let exchange = exchanges[place]
                exchanges[place].requestWire = requests.popFirst()
                // What a redirect was answered with cannot be the wire of another answer.
                if exchange.next != nil, let wire = responses.first, wire.status != exchange.response?.status {
                    continue
                }
                exchanges[place].responseWire = responses.popFirst()
            }
        }
    }
}
