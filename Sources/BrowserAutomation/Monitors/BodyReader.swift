import CDP
import Foundation
import Transport

/// Asks for the bodies of a session's exchanges at once, while Chromium has them, and waits for none.
struct BodyReader {
    let target: String
    let context: BrowserContext
    let session: CDPSession

    /// An answer that takes longer is given up.
    private static let patience = Duration.seconds(10)

    private func key(_ id: String) -> NetworkKey { NetworkKey(target: target, id: id) }

    /// A request was announced.
    func requested(_ event: CDP.Network.RequestWillBeSent) {
        let lacksBody = event.request.hasPostData == true && event.request.body == nil
        let asks = context.assumeIsolated {
            $0.bodies.begin(
                key(event.requestId), resourceType: event.type?.rawValue ?? "Other", lacksBody: lacksBody)
        }
        if asks { readRequest(event.requestId) }
    }

    /// A request went over the wire.
    func sent(_ event: CDP.Network.RequestWillBeSentExtraInfo) {
        let length = event.headers.first { $0.key.lowercased() == "content-length" }.flatMap { Int($0.value) }
        let asks = context.assumeIsolated { $0.bodies.wire(key(event.requestId), contentLength: length) }
        if asks { readRequest(event.requestId) }
    }

    private func readRequest(_ id: String) {
        let reply = session.begin(
            CDP.Network.GetRequestPostData(requestId: id), deadline: .now + Self.patience)
        Task { [context, key = key(id)] in
            // A body that is made of files, or gone, is no error: the request says that it is not here.
            guard let answer = try? await reply.value else { return }
            let body = answer.base64Encoded ? Data(base64Encoded: answer.postData) : Data(answer.postData.utf8)
            if let body, !body.isEmpty { context.loop.run { context.emit(.requestBody(key, body)) } }
        }
    }

    /// A response is complete.
    func finished(_ event: CDP.Network.LoadingFinished) {
        var finish = NetworkFinish(
            key: key(event.requestId), encodedLength: Int(event.encodedDataLength), mimeType: "",
            timestamp: event.timestamp, instant: .now)
        guard context.assumeIsolated({ $0.bodies.finish(&finish) }) == .read else {
            return context.emit(.requestFinished(finish))
        }
        let reply = session.begin(
            CDP.Network.GetResponseBody(requestId: event.requestId), deadline: .now + Self.patience)
        Task { [context, key = finish.key] in
            // A body that a navigation has taken away is no error.
            let answer = try? await reply.value
            let body = answer.flatMap { answer -> ReadBody? in
                guard answer.base64Encoded else { return ReadBody(bytes: Data(answer.body.utf8), isText: true) }
                return Data(base64Encoded: answer.body).map { ReadBody(bytes: $0, isText: false) }
            }
            await context.bodyRead(key, body)
        }
    }
}

extension BrowserContext {
    /// A body is there, or will not come: now the end of its exchange can be told.
    func bodyRead(_ key: NetworkKey, _ body: ReadBody?) {
        if let finish = bodies.read(key, body) { emit(.requestFinished(finish)) }
        changed()
    }

    /// Waits until every body that was asked for is there, then tells what is left to tell of bodies. Afterwards nothing
    /// more is waited for.
    ///
    /// - Parameter deadline: When what has not come is left out.
    package func finishBodies(deadline: ContinuousClock.Instant) async {
        _ = try? await wait(until: deadline) { bodies.isWaiting ? nil : true }
        let rest = bodies.close()
        for finish in rest.finishes { emit(.requestFinished(finish)) }
        for (what, count) in rest.leftOut { emit(.dropped(what: what, count: count)) }
    }
}
