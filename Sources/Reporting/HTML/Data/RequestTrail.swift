import Convergence
import RunModel

/// The requests that the axis shows, one for every hop of a redirect.
struct RequestTrail {
    private var exchanges: [Exchange]

    /// More than these are not drawn: the first ones, and those that went wrong.
    private static let limit = 800

    /// What is not shown.
    private(set) var left: String?

    /// Folds the events. What a WebSocket does is told with the messages.
    init(_ events: [RunEvent]) {
        exchanges = NetworkLog(events).exchanges.filter { $0.socket == nil }
        limit()
    }

    private mutating func limit() {
        let all = exchanges.count
        guard all > Self.limit else { return }
        let kept = exchanges.enumerated().filter { $0 < Self.limit / 2 || $1.isBad }
        exchanges = kept.prefix(Self.limit).map(\.element)
        left = "\(all - exchanges.count) of \(all) requests"
    }

    /// The requests as the page has them.
    func data(texts: inout TextStore) -> [RequestData] { exchanges.map { RequestData($0, texts: &texts) } }
}

extension RequestData {
    /// Takes an exchange, with as much of its text as there is room for.
    fileprivate init(_ exchange: Exchange, texts: inout TextStore) {
        let request = exchange.request
        self.init(
            method: Words.cut(request.method, 20), url: texts.line(request.url, limit: 1000),
            type: Words.cut(request.type, 40), initiator: texts.words(request.initiator, limit: 300) ?? "",
            mark: request.correlation.rawValue, start: exchange.sentAt.tenth, line: exchange.line)
        head = exchange.answeredAt?.tenth
        end = exchange.endedAt?.tenth
        bad = exchange.isBad
        error = exchange.failed.map { texts.line($0.error, limit: 300) }
        canceled = exchange.failed?.canceled
        sent = texts.headers(exchange.requestWire?.headers ?? request.headers)
        if let response = exchange.response {
            status = response.status
            statusText = response.statusText.map { Words.cut($0, 80) }
            mime = Words.cut(response.mimeType, 100)
            version = Words.cut(response.httpVersion, 40)
            remote = response.remoteAddress.map { Words.cut($0, 80) }
            cache = response.cache.map { Words.cut($0, 40) }
            received = texts.headers(exchange.responseWire?.headers ?? response.headers)
        }
        size = exchange.finished?.size ?? exchange.response?.size
        bodySize = exchange.finished?.bodySize
        body = Self.sentBody(request, texts: &texts)
        if let blob = exchange.finished?.blob, BundleLink.isBlob(blob) {
            self.blob = blob
            if Self.isReadable(exchange), let bytes = texts.bytes(blob) { texts.keep(blob, bytes) }
        }
    }

    /// The body that was sent; bytes that are no text are only counted.
    private static func sentBody(_ request: RequestSent, texts: inout TextStore) -> String? {
        if request.bodyBase64 == true { return "(\(request.bodySize.map(Words.size) ?? "bytes"), no text)" }
        return texts.words(request.body, limit: 8000)
    }

    /// What services say to the page is worth reading here; what the page is built of is not.
    private static func isReadable(_ exchange: Exchange) -> Bool {
        let mime = exchange.response?.mimeType ?? ""
        return ["XHR", "Fetch", "Ping", "EventSource", "Other"].contains(exchange.request.type)
            && ["json", "text", "xml", "urlencoded"].contains { mime.contains($0) }
    }
}
