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

        /// True when there is neither an answer nor an error.
        package var isOpen: Bool { status == nil && error == nil }
    }

    /// The exchanges, in the order of their requests.
    package private(set) var exchanges: [Exchange] = []

    /// Resource types that can be the request of an action; pictures, styles and scripts are not.
    private static let actionTypes: Set<String> = ["Document", "XHR", "Fetch", "Ping", "Other"]

    mutating func send(_ request: RequestSent, at time: Milliseconds) {
        // A redirect is the answer to the request before it, whose identity it keeps.
        if let status = request.redirectStatus { update(request.id) { $0.status = status } }
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

    /// Requests of an action. Preflights are the browser's own and never carry the ID.
    private var actions: [Exchange] {
        exchanges.filter { $0.request.method != "OPTIONS" && Self.actionTypes.contains($0.request.type) }
    }

    /// Requests of an action to an allowed origin.
    private var correlatable: [Exchange] { actions.filter { $0.request.correlation != .outside } }

    private static let safeMethods: Set<String> = ["GET", "HEAD"]

    private static func changesSomething(_ exchange: Exchange) -> Bool {
        !safeMethods.contains(exchange.request.method)
    }

    /// The trigger's own request: the first that changes something, else the first at all.
    package var triggerExchange: Exchange? { correlatable.first(where: Self.changesSomething) ?? correlatable.first }

    /// The requests that may be the trigger's: all that change something, since an action may need several, else the
    /// first navigation. A page that only asks for data may not have begun.
    private var triggerCandidates: [Exchange] {
        let own = correlatable.isEmpty ? actions : correlatable
        let changing = own.filter(Self.changesSomething)
        return changing.isEmpty ? own.filter { $0.request.type == "Document" }.prefix(1).map(\.self) : changing
    }

    /// The first request that may be the trigger's and has no outcome.
    package var openTriggerExchange: Exchange? { triggerCandidates.first(where: \.isOpen) }

    /// Whether nobody knows what became of the trigger's request: it has no outcome, or none was seen.
    package var isTriggerOpen: Bool { triggerCandidates.isEmpty || openTriggerExchange != nil }

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
