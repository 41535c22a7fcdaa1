import CDP

/// Tells what the websockets of a session's target do.
struct WebSocketMonitor {
    let target: String
    let context: BrowserContext

    /// Subscribes to a session's websockets.
    func listen(to session: CDPSession) {
        session.on(CDP.Network.WebSocketCreated.self) { tell($0.requestId, 0, .opening(url: $0.url)) }
        session.on(CDP.Network.WebSocketWillSendHandshakeRequest.self) { event in
            context.emit(
                .requestExtraInfo(
                    NetworkExtraInfo(key: key(event.requestId), headers: event.request.headers, blockedCookies: [])))
        }
        session.on(CDP.Network.WebSocketHandshakeResponseReceived.self) { event in
            let response = event.response
            context.emit(
                .responseExtraInfo(
                    NetworkExtraInfo(
                        key: key(event.requestId), headers: response.headers, headersText: response.headersText,
                        status: response.status, blockedCookies: [])))
            tell(event.requestId, event.timestamp, .opened(status: response.status))
        }
        session.on(CDP.Network.WebSocketFrameSent.self) {
            tell($0.requestId, $0.timestamp, frame($0.response, isSent: true))
        }
        session.on(CDP.Network.WebSocketFrameReceived.self) {
            tell($0.requestId, $0.timestamp, frame($0.response, isSent: false))
        }
        session.on(CDP.Network.WebSocketFrameError.self) {
            tell($0.requestId, $0.timestamp, .failed($0.errorMessage))
        }
        session.on(CDP.Network.WebSocketClosed.self) { tell($0.requestId, $0.timestamp, .closed) }
    }

    private func key(_ id: String) -> NetworkKey { NetworkKey(target: target, id: id) }

    private func tell(_ id: String, _ timestamp: Double, _ kind: WebSocketActivity.Kind) {
        context.emit(.webSocket(WebSocketActivity(key: key(id), kind: kind, timestamp: timestamp)))
    }

    private func frame(_ frame: CDP.Network.WebSocketFrame, isSent: Bool) -> WebSocketActivity.Kind {
        .frame(isSent: isSent, opcode: Int(frame.opcode), payload: frame.payloadData)
    }
}
