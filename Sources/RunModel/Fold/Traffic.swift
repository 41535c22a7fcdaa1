package import Convergence

/// The requests that the page made after the trigger, as far as judging needs them (R18).
package struct Traffic: Sendable, Hashable {
    /// One exchange.
    package struct Exchange: Sendable, Hashable {
        /// The request.
        package var request: RequestSent
        /// When it was sent.
        package var at: Milliseconds
        /// The answer's status.
        package var status: Int?
        /// Why there is none.
        package var error: String?

        /// The exchange in one line: `POST http://… answered 500`.
        package var text: String {
            let outcome = status.map { "answered \($0)" } ?? error.map { "failed: \($0)" } ?? "was not answered"
            return "\(request.method) \(request.url) \(outcome)"
        }

        /// True when the server refused, or there was no answer at all.
        package var isBad: Bool { (status ?? 0) >= 400 || error != nil }
    }

    /// The exchanges, in the order of their requests.
    package private(set) var exchanges: [Exchange] = []

    /// Resource types that can be the request of an action; pictures, styles and scripts are not.
    private static let actionTypes: Set<String> = ["Document", "XHR", "Fetch", "Ping", "Other"]

    mutating func send(_ request: RequestSent, at time: Milliseconds) {
        exchanges.append(Exchange(request: request, at: time))
    }

    mutating func correlate(_ payload: RequestCorrelated) {
        update(payload.id) { $0.request.correlation = payload.correlation }
    }

    mutating func receive(_ response: ResponseReceived) {
        update(response.id) { $0.status = response.status }
    }

    mutating func fail(_ failure: RequestFailed) {
        // What the page or a navigation cancels is no failure of a service.
        guard !failure.canceled else { return }
        update(failure.id) { $0.error = failure.error }
    }

    private mutating func update(_ id: String, _ change: (inout Exchange) -> Void) {
        guard let position = exchanges.lastIndex(where: { $0.request.id == id }) else { return }
        change(&exchanges[position])
    }

    /// Requests of an action to an allowed origin. Preflights are the browser's own and never carry the ID.
    private var correlatable: [Exchange] {
        exchanges.filter {
            $0.request.correlation != .outside && $0.request.method != "OPTIONS"
                && Self.actionTypes.contains($0.request.type)
        }
    }

    /// The trigger's own request: the first that changes something, else the first at all.
    package var triggerExchange: Exchange? {
        let safe: Set<String> = ["GET", "HEAD"]
        return correlatable.first { !safe.contains($0.request.method) } ?? correlatable.first
    }

    /// The first request after the trigger that a server refused or did not answer.
    package var firstBad: Exchange? { exchanges.first(where: \.isBad) }

    /// The audit of all requests.
    package var audit: CorrelationAudit {
        var audit = CorrelationAudit()
        for exchange in exchanges where exchange.request.method != "OPTIONS" {
            switch exchange.request.correlation {
            case .carried: audit.carried += 1
            case .added: audit.added += 1
            case .outside: audit.outside += 1
            case .bare:
                let line = "\(exchange.request.method) \(exchange.request.url) (\(exchange.request.initiator))"
                if !audit.bare.contains(line) { audit.bare.append(line) }
            }
        }
        audit.trigger = triggerExchange?.request.correlation
        audit.triggerRequest = triggerExchange.map { "\($0.request.method) \($0.request.url)" }
        return audit
    }
}
