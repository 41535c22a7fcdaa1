import BrowserAutomation
import RunModel

extension BrowserEvent {
    /// The event for the journal; `nil` for what the journal does not keep.
    var journaled: RunEvent.Body? {
        switch self {
        case .request(let request): .request(RequestSent(request))
        case .requestCorrelation(let key, let mark):
            .requestCorrelated(RequestCorrelated(id: key.description, correlation: CorrelationMark(mark)))
        case .response(let response): .response(ResponseReceived(response))
        case .requestFinished(let finish):
            .requestFinished(RequestFinished(id: finish.key.description, size: finish.encodedLength))
        case .requestFailed(let failed):
            .requestFailed(
                RequestFailed(
                    id: failed.key.description,
                    error: failed.corsError ?? failed.blockedReason ?? failed.errorText,
                    canceled: failed.isCanceled
                )
            )
        case .webSocket(let activity): activity.journaled
        case .console(let message):
            .console(
                RunModel.ConsoleMessage(
                    level: message.kind, text: message.text, source: message.location?.description))
        case .pageError(let error):
            .pageError(RunModel.PageError(message: error.message, stack: error.stack.isEmpty ? nil : error.stack))
        case .dialog(let dialog):
            .dialog(DialogAnswered(type: dialog.kind.rawValue, message: dialog.message, accepted: dialog.accepted))
        case .download(let download):
            .download(
                RunModel.Download(
                    url: download.url, suggestedName: download.suggestedName, state: download.phase.rawValue))
        case .navigation(let navigation):
            .navigation(
                Navigation(
                    frame: navigation.frame, url: navigation.url, sameDocument: navigation.isSameDocument,
                    mainFrame: navigation.isMainFrame))
        case .frameAttached(_, let frame, let parent):
            .frameAttached(FrameAttached(frame: frame, parent: parent ?? ""))
        case .targetAttached(let target):
            .targetAttached(TargetAttached(id: target.target, type: target.kind, url: target.url))
        case .targetCrashed(let target, let url): .targetCrashed(TargetCrashed(id: target, how: url))
        case .browserExited(let how): .browserExited(BrowserExited(how: how, expected: false))
        case .dropped(let what, let count): .dropped(Dropped(what: what, count: count))
        case .requestExtraInfo, .responseExtraInfo, .targetClosed: nil
        }
    }
}

extension RequestSent {
    /// Bodies are kept up to so many characters.
    private static let bodyLimit = 65_536

    fileprivate init(_ request: NetworkRequest) {
        let place = request.initiator.url.map { " \($0)\(request.initiator.line.map { ":\($0)" } ?? "")" } ?? ""
        self.init(
            id: request.key.description,
            method: request.method,
            url: request.url,
            headers: request.headers.map { HeaderField(name: $0.key, value: $0.value) }.sorted { $0.name < $1.name },
            type: request.resourceType,
            initiator: request.initiator.kind + place,
            correlation: CorrelationMark(request.correlation),
            body: request.body.map { String($0.prefix(Self.bodyLimit)) },
            redirectStatus: request.redirect?.status
        )
    }
}

extension ResponseReceived {
    fileprivate init(_ response: NetworkResponse) {
        self.init(
            id: response.key.description,
            status: response.status,
            headers: response.headers.map { HeaderField(name: $0.key, value: $0.value) }.sorted { $0.name < $1.name },
            mimeType: response.mimeType,
            httpVersion: response.networkProtocol ?? "",
            remoteAddress: response.remoteAddress,
            timing: response.timing?.journaled ?? [:],
            cache: response.isFromServiceWorker ? "service-worker" : response.isFromCache ? "disk" : nil
        )
    }
}

extension NetworkTiming {
    /// By Chromium's own names, so that a reader of its protocol finds them again.
    fileprivate var journaled: [String: Double] {
        [
            "requestTime": requestTime, "dnsStart": dnsStart, "dnsEnd": dnsEnd, "connectStart": connectStart,
            "connectEnd": connectEnd, "sslStart": sslStart, "sslEnd": sslEnd, "sendStart": sendStart,
            "sendEnd": sendEnd, "receiveHeadersEnd": receiveHeadersEnd,
        ]
    }
}

extension CorrelationMark {
    fileprivate init(_ correlation: Correlation) {
        switch correlation {
        case .carried: self = .carried
        case .added: self = .added
        case .bare: self = .bare
        case .outside: self = .outside
        }
    }
}

extension WebSocketActivity {
    /// Payloads are kept up to so many characters.
    private static let payloadLimit = 16_384

    /// Frames are kept; what led to them is a request like any other.
    fileprivate var journaled: RunEvent.Body? {
        guard case .frame(let isSent, _, let payload) = kind else { return nil }
        return .websocketFrame(
            WebSocketFrame(id: key.description, sent: isSent, payload: String(payload.prefix(Self.payloadLimit))))
    }
}
