import CDP
import Foundation

/// Tells what a session's target does on the network.
struct NetworkMonitor {
    let target: String
    let page: Page?
    let context: BrowserContext

    /// Subscribes to a session's network events.
    func listen(to session: CDPSession) {
        let bodies = BodyReader(target: target, context: context, session: session)
        session.on(CDP.Network.RequestWillBeSent.self) { event in
            request(event)
            bodies.requested(event)
        }
        session.on(CDP.Network.RequestWillBeSentExtraInfo.self) { event in
            let blocked = event.associatedCookies.filter { !$0.blockedReasons.isEmpty }.map {
                "\($0.cookie.name): \($0.blockedReasons.map(\.rawValue).joined(separator: ", "))"
            }
            emit(
                .requestExtraInfo(
                    NetworkExtraInfo(key: key(event.requestId), headers: event.headers, blockedCookies: blocked)))
            bodies.sent(event)
        }
        session.on(CDP.Network.RequestServedFromCache.self) { event in
            context.assumeIsolated { $0.bodies.serveFromMemory(key(event.requestId)) }
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
                        key: key(event.requestId), headers: event.headers, headersText: event.headersText,
                        status: event.statusCode, blockedCookies: blocked)))
        }
        session.on(CDP.Network.DataReceived.self) { event in
            context.assumeIsolated { $0.bodies.receive(key(event.requestId), bytes: event.dataLength) }
        }
        session.on(CDP.Network.LoadingFinished.self) { event in
            bodies.finished(event)
            forget(event.requestId)
        }
        session.on(CDP.Network.LoadingFailed.self) { failed($0) }
        WebSocketMonitor(target: target, context: context).listen(to: session)
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
            body: event.request.body, hasBody: event.request.hasPostData ?? false, resourceType: type,
            initiator: RequestInitiator(event.initiator), timestamp: event.timestamp,
            wallTime: event.wallTime,
            redirect: event.redirectResponse.map {
                head($0, event.requestId, event.timestamp, hasExtraInfo: event.redirectHasExtraInfo)
            },
            correlation: correlation,
            isNavigation: type == "Document" && event.requestId == event.loaderId,
            frame: event.frameId, loader: event.loaderId, documentURL: event.documentURL,
            priority: event.request.initialPriority.rawValue)
        emit(.request(announced))
        page?.assumeIsolated { $0.noteRequest(announced) }
    }

    private func response(_ event: CDP.Network.ResponseReceived) {
        let response = head(event.response, event.requestId, event.timestamp, hasExtraInfo: event.hasExtraInfo)
        if event.type == .document, event.requestId == event.loaderId {
            page?.assumeIsolated { $0.documentResponses = [event.loaderId: response] }
        }
        context.assumeIsolated { $0.bodies.respond(key(event.requestId), mimeType: response.mimeType) }
        emit(.response(response))
    }

    private func failed(_ event: CDP.Network.LoadingFailed) {
        if event.type == .document {
            page?.assumeIsolated { $0.documentFailures = [event.requestId: event.errorText] }
        }
        context.assumeIsolated { $0.bodies.fail(key(event.requestId)) }
        emit(
            .requestFailed(
                NetworkFailed(
                    key: key(event.requestId), errorText: event.errorText, isCanceled: event.canceled ?? false,
                    blockedReason: event.blockedReason?.rawValue,
                    corsError: event.corsErrorStatus?.corsError.rawValue, timestamp: event.timestamp)))
        forget(event.requestId)
    }

    private func head(
        _ response: CDP.Network.Response, _ id: String, _ timestamp: Double, hasExtraInfo: Bool
    ) -> NetworkResponse {
        let address = response.remoteIPAddress.flatMap { $0.isEmpty ? nil : "\($0):\(response.remotePort ?? 0)" }
        return NetworkResponse(
            key: key(id), url: response.url, status: response.status, statusText: response.statusText,
            headers: response.headers, mimeType: response.mimeType, networkProtocol: response.`protocol`,
            remoteAddress: address, isFromCache: response.fromDiskCache ?? false,
            isFromMemory: context.assumeIsolated { $0.bodies.isFromMemory(key(id)) },
            isFromServiceWorker: response.fromServiceWorker ?? false,
            timing: response.timing.map(NetworkTiming.init), timestamp: timestamp,
            encodedLength: Int(response.encodedDataLength),
            connection: response.connectionId > 0 ? Int(response.connectionId) : nil, hasExtraInfo: hasExtraInfo)
    }
}

extension CDP.Network.Request {
    /// The whole body; nil where any part of it is not told.
    var body: Data? {
        guard hasPostData == true, let entries = postDataEntries, !entries.isEmpty else { return nil }
        var body = Data()
        for entry in entries {
            guard let bytes = entry.bytes else { return nil }
            body += bytes
        }
        return body
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
