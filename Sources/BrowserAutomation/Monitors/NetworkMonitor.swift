import CDP
import Foundation

/// Tells what a session's target does on the network.
struct NetworkMonitor {
    let target: String
    let page: Page?
    let context: BrowserContext

    /// Subscribes to a session's network events.
    func listen(to session: CDPSession) {
        session.on(CDP.Network.RequestWillBeSent.self) { request($0) }
        session.on(CDP.Network.RequestWillBeSentExtraInfo.self) { event in
            let blocked = event.associatedCookies.filter { !$0.blockedReasons.isEmpty }.map {
                "\($0.cookie.name): \($0.blockedReasons.map(\.rawValue).joined(separator: ", "))"
            }
            emit(
                .requestExtraInfo(
                    NetworkExtraInfo(key: key(event.requestId), headers: event.headers, blockedCookies: blocked)))
        }
        session.on(CDP.Network.ResponseReceived.self) { response($0) }
        session.on(CDP.Network.ResponseReceivedExtraInfo.self) { event in
            let blocked = event.blockedCookies.map { cookie in
                let name = cookie.cookieLine.split(separator: "=").first.map(String.init) ?? "?"
                return "\(name): \(cookie.blockedReasons.map(\.rawValue).joined(separator: ", "))"
            }
            emit(
                .responseExtraInfo(
                    NetworkExtraInfo(
                        key: key(event.requestId), headers: event.headers, status: event.statusCode,
                        blockedCookies: blocked)))
        }
        session.on(CDP.Network.LoadingFinished.self) { event in
            emit(
                .requestFinished(
                    NetworkFinish(
                        key: key(event.requestId), encodedLength: Int(event.encodedDataLength),
                        timestamp: event.timestamp)))
            forget(event.requestId)
        }
        session.on(CDP.Network.LoadingFailed.self) { failed($0) }
        listenToWebSockets(session)
    }

    private func key(_ id: String) -> NetworkKey { NetworkKey(target: target, id: id) }

    private func emit(_ event: BrowserEvent) { context.emit(event) }

    private func forget(_ id: String) {
        context.assumeIsolated { $0.correlations.forget(key(id)) }
    }

    // MARK: Exchanges

    private func request(_ event: CDP.Network.RequestWillBeSent) {
        let request = CorrelationRule.Request(event.request)
        var correlation = context.rule.judge(request)
        let wasAdded = context.assumeIsolated { $0.correlations.announce(key(event.requestId), url: event.request.url) }
        if wasAdded, correlation == .bare { correlation = .added }
        let type = event.type?.rawValue ?? "Other"
        let announced = NetworkRequest(
            key: key(event.requestId), url: request.url, method: request.method, headers: request.headers,
            body: request.body, hasBody: event.request.hasPostData ?? false, resourceType: type,
            initiator: RequestInitiator(event.initiator), timestamp: event.timestamp,
            wallTime: event.wallTime,
            redirect: event.redirectResponse.map { head($0, event.requestId, event.timestamp) },
            correlation: correlation,
            isNavigation: type == "Document" && event.requestId == event.loaderId,
            frame: event.frameId, documentURL: event.documentURL)
        emit(.request(announced))
        page?.assumeIsolated { $0.noteRequest(announced) }
    }

    private func response(_ event: CDP.Network.ResponseReceived) {
        let response = head(event.response, event.requestId, event.timestamp)
        if event.type == .document, event.requestId == event.loaderId {
            page?.assumeIsolated { $0.documentResponses = [event.loaderId: response] }
        }
        emit(.response(response))
    }

    private func failed(_ event: CDP.Network.LoadingFailed) {
        if event.type == .document {
            page?.assumeIsolated { $0.documentFailures = [event.requestId: event.errorText] }
        }
        emit(
            .requestFailed(
                NetworkFailed(
                    key: key(event.requestId), errorText: event.errorText, isCanceled: event.canceled ?? false,
                    blockedReason: event.blockedReason?.rawValue,
                    corsError: event.corsErrorStatus?.corsError.rawValue, timestamp: event.timestamp)))
        forget(event.requestId)
    }

    private func head(_ response: CDP.Network.Response, _ id: String, _ timestamp: Double) -> NetworkResponse {
        NetworkResponse(
            key: key(id), url: response.url, status: response.status, statusText: response.statusText,
            headers: response.headers, mimeType: response.mimeType, networkProtocol: response.`protocol`,
            remoteAddress: response.remoteIPAddress.map { "\($0):\(response.remotePort ?? 0)" },
            isFromCache: response.fromDiskCache ?? false, isFromServiceWorker: response.fromServiceWorker ?? false,
            timing: response.timing.map(NetworkTiming.init), timestamp: timestamp,
            encodedLength: Int(response.encodedDataLength))
    }

    // MARK: Websockets

    private func listenToWebSockets(_ session: CDPSession) {
        @Sendable func socket(_ id: String, _ timestamp: Double, _ kind: WebSocketActivity.Kind) {
            emit(.webSocket(WebSocketActivity(key: key(id), kind: kind, timestamp: timestamp)))
        }
        session.on(CDP.Network.WebSocketCreated.self) { socket($0.requestId, 0, .opening(url: $0.url)) }
        session.on(CDP.Network.WebSocketHandshakeResponseReceived.self) {
            socket($0.requestId, $0.timestamp, .opened(status: $0.response.status))
        }
        @Sendable func frame(_ frame: CDP.Network.WebSocketFrame, isSent: Bool) -> WebSocketActivity.Kind {
            .frame(isSent: isSent, opcode: Int(frame.opcode), payload: frame.payloadData)
        }
        session.on(CDP.Network.WebSocketFrameSent.self) {
            socket($0.requestId, $0.timestamp, frame($0.response, isSent: true))
        }
        session.on(CDP.Network.WebSocketFrameReceived.self) {
            socket($0.requestId, $0.timestamp, frame($0.response, isSent: false))
        }
        session.on(CDP.Network.WebSocketFrameError.self) {
            socket($0.requestId, $0.timestamp, .failed($0.errorMessage))
        }
        session.on(CDP.Network.WebSocketClosed.self) { socket($0.requestId, $0.timestamp, .closed) }
    }
}

extension RequestInitiator {
    /// The innermost frame of the script, or the document's line.
    init(_ initiator: CDP.Network.Initiator) {
        kind = initiator.type.rawValue
        var trace = initiator.stack
        while let current = trace, current.callFrames.isEmpty { trace = current.parent?.value }
        if let frame = trace?.callFrames.first {
            url = frame.url
            line = frame.lineNumber + 1
            function = frame.functionName.isEmpty ? nil : frame.functionName
        } else {
            url = initiator.url
            line = initiator.lineNumber.map { Int($0) + 1 }
        }
    }
}

extension NetworkTiming {
    /// The phases as the protocol tells them.
    init(_ timing: CDP.Network.ResourceTiming) {
        requestTime = timing.requestTime
        dnsStart = timing.dnsStart
        dnsEnd = timing.dnsEnd
        connectStart = timing.connectStart
        connectEnd = timing.connectEnd
        sslStart = timing.sslStart
        sslEnd = timing.sslEnd
        sendStart = timing.sendStart
        sendEnd = timing.sendEnd
        receiveHeadersEnd = timing.receiveHeadersEnd
    }
}
