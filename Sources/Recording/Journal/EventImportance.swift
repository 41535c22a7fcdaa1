import RunModel

/// How much a run needs an event.
enum EventImportance {
    /// The verdict may rest on it: it is always kept.
    case verdict
    /// What steps say and show: there is never much of it.
    case evidence
    /// What the page decides how much there is of.
    case chatter
}

extension RunEvent.Body {
    /// How much the event is needed.
    ///
    /// - Parameter told: The requests that stand in the journal. What became of one of them counts as much as it does:
    ///   without it a request would look unanswered, or as if it carried no ID.
    /// - Returns: Its importance.
    func importance(told: Set<String>) -> EventImportance {
        switch self {
        // A redirect tells the answer to the request before it.
        case .request(let request) where request.redirectStatus != nil && told.contains(request.id): .verdict
        case .requestCorrelated(let event): told.contains(event.id) ? .verdict : .chatter
        case .response(let event): told.contains(event.id) ? .verdict : .chatter
        case .requestFinished(let event): told.contains(event.id) ? .verdict : .chatter
        case .requestFailed(let event): told.contains(event.id) ? .verdict : .chatter
        case .request, .requestBody, .requestWire, .responseWire, .websocket, .websocketFrame, .console, .pageError,
            .dialog, .download, .navigation, .pageTiming, .frameAttached, .targetAttached, .screencastFrame, .unknown:
            .chatter
        case .stepLog, .screenshot, .domSnapshot: .evidence
        default: .verdict
        }
    }

    /// Whether it is a request that changes something, as the one of an action does.
    var changesSomething: Bool {
        guard case .request(let request) = self else { return false }
        return !["GET", "HEAD", "OPTIONS"].contains(request.method)
    }

    /// About how many bytes of text the event holds, where a page decides how many.
    var weight: Int {
        switch self {
        case .request(let request):
            512 + request.url.utf8.count + (request.body?.utf8.count ?? 0) + Self.weight(request.headers)
                + Self.weight(request.redirect?.headers ?? [])
        case .requestBody(let body): 256 + body.body.utf8.count
        case .requestWire(let wire): 256 + Self.weight(wire.headers)
        case .responseWire(let wire): 256 + Self.weight(wire.headers)
        case .websocket(let socket): 256 + (socket.url?.utf8.count ?? 0)
        case .response(let response): 512 + Self.weight(response.headers)
        case .websocketFrame(let frame): 256 + frame.payload.utf8.count
        case .console(let message): 256 + message.text.utf8.count
        case .pageError(let error): 256 + error.message.utf8.count + (error.stack?.utf8.count ?? 0)
        case .dialog(let dialog): 256 + dialog.message.utf8.count
        case .download(let download): 256 + download.url.utf8.count
        case .navigation(let navigation): 256 + navigation.url.utf8.count
        case .stepLog(let log): 256 + log.message.utf8.count
        default: 256
        }
    }

    private static func weight(_ headers: [HeaderField]) -> Int {
        headers.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 24 }
    }
}
