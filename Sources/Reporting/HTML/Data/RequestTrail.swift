import Convergence
import RunModel

/// Puts the events of requests together, one entry for every hop of a redirect.
struct RequestTrail {
    private struct Hop {
        var sent: RequestSent
        var start: Milliseconds
        var line: Int
        var mark: CorrelationMark
        var response: ResponseReceived?
        var head: Milliseconds?
        var end: Milliseconds?
        var failure: RequestFailed?
        var finished: RequestFinished?
        var body: RequestBody?
        var wireSent: [HeaderField]?
        var wireReceived: [HeaderField]?

        var status: Int? { response?.status ?? nil }
        var isBad: Bool { (failure != nil && failure?.canceled == false) || (status ?? 0) >= 400 }
    }

    private var hops: [Hop] = []
    private var places: [String: [Int]] = [:]

    /// More than these are not drawn: the first ones, and those that went wrong.
    private static let limit = 800

    /// What is not shown.
    private(set) var left: String?

    /// Folds the events.
    init(_ events: [RunEvent]) {
        var wires: (sent: [String: [[HeaderField]]], received: [String: [[HeaderField]]]) = ([:], [:])
        for event in events {
            switch event.body {
            case .request(let sent): send(sent, event)
            case .requestBody(let body): update(body.id) { $0.body = body }
            case .requestCorrelated(let known): update(known.id) { $0.mark = known.correlation }
            case .requestWire(let wire): wires.sent[wire.id, default: []].append(wire.headers)
            case .responseWire(let wire): wires.received[wire.id, default: []].append(wire.headers)
            case .response(let response):
                update(response.id) {
                    $0.response = response
                    $0.head = event.t
                }
            case .requestFinished(let finished):
                update(finished.id) {
                    $0.finished = finished
                    $0.end = event.t
                }
            case .requestFailed(let failure):
                update(failure.id) {
                    $0.failure = failure
                    $0.end = event.t
                }
            default: break
            }
        }
        for (id, headers) in wires.sent { assign(headers, to: id) { $0.wireSent = $1 } }
        for (id, headers) in wires.received { assign(headers, to: id) { $0.wireReceived = $1 } }
        limit()
    }

    private mutating func send(_ sent: RequestSent, _ event: RunEvent) {
        if sent.redirect != nil || sent.redirectStatus != nil {
            update(sent.id) {
                $0.response = sent.redirect ?? ResponseReceived(id: sent.id, status: sent.redirectStatus ?? 0)
                ($0.head, $0.end) = (event.t, event.t)
            }
        }
        places[sent.id, default: []].append(hops.count)
        hops.append(Hop(sent: sent, start: event.t, line: event.seq + 1, mark: sent.correlation))
    }

    private mutating func update(_ id: String, _ change: (inout Hop) -> Void) {
        if let place = places[id]?.last { change(&hops[place]) }
    }

    /// What went over the wire comes in the order of the hops; where one is missing, only the last can be told.
    private mutating func assign(
        _ headers: [[HeaderField]],
        to id: String,
        _ change: (inout Hop, [HeaderField]) -> Void
    ) {
        guard let places = places[id], let lastPlace = places.last, let last = headers.last else { return }
        guard places.count == headers.count else { return change(&hops[lastPlace], last) }
        for (place, fields) in zip(places, headers) { change(&hops[place], fields) }
    }

    private mutating func limit() {
        let all = hops.count
        guard all > Self.limit else { return }
        let kept = hops.enumerated().filter { $0 < Self.limit / 2 || $1.isBad }
        hops = kept.prefix(Self.limit).map(\.element)
        left = "\(all - hops.count) of \(all) requests"
    }

    /// The requests as the page has them.
    func data(texts: inout TextStore) -> [RequestData] { hops.map { Self.data($0, texts: &texts) } }

    private static func data(_ hop: Hop, texts: inout TextStore) -> RequestData {
        var data = RequestData(
            method: Words.cut(hop.sent.method, 20), url: texts.line(hop.sent.url, limit: 1000),
            type: Words.cut(hop.sent.type, 40), initiator: texts.words(hop.sent.initiator, limit: 300) ?? "",
            mark: hop.mark.rawValue,
            start: hop.start.tenth, line: hop.line)
        data.head = hop.head?.tenth
        data.end = hop.end?.tenth
        data.bad = hop.isBad
        data.error = hop.failure.map { texts.line($0.error, limit: 300) }
        data.canceled = hop.failure?.canceled
        data.sent = texts.headers(hop.wireSent ?? hop.sent.headers)
        if let response = hop.response {
            data.status = response.status
            data.statusText = response.statusText.map { Words.cut($0, 80) }
            data.mime = Words.cut(response.mimeType, 100)
            data.version = Words.cut(response.httpVersion, 40)
            data.remote = response.remoteAddress.map { Words.cut($0, 80) }
            data.cache = response.cache.map { Words.cut($0, 40) }
            data.received = texts.headers(hop.wireReceived ?? response.headers)
        }
        data.size = hop.finished?.size ?? hop.response?.size
        data.bodySize = hop.finished?.bodySize
        data.body = body(hop, texts: &texts)
        if let blob = hop.finished?.blob, BundleLink.isBlob(blob) {
            data.blob = blob
            if isReadable(hop), let bytes = texts.bytes(blob) { texts.keep(blob, bytes) }
        }
        return data
    }

    /// The body that was sent; bytes that are no text are only counted.
    private static func body(_ hop: Hop, texts: inout TextStore) -> String? {
        if hop.body?.bodyBase64 ?? hop.sent.bodyBase64 == true {
            return "(\((hop.body?.bodySize ?? hop.sent.bodySize).map(Words.size) ?? "bytes"), no text)"
        }
        return texts.words(hop.body?.body ?? hop.sent.body, limit: 8000)
    }

    /// What services say to the page is worth reading here; what the page is built of is not.
    private static func isReadable(_ hop: Hop) -> Bool {
        let mime = hop.response?.mimeType ?? ""
        return ["XHR", "Fetch", "Ping", "EventSource", "Other"].contains(hop.sent.type)
            && ["json", "text", "xml", "urlencoded"].contains { mime.contains($0) }
    }
}
