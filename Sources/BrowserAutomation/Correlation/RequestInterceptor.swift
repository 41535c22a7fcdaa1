import CDP
import Foundation

/// Adds the run's ID to paused requests and lets every one of them go on at once.
///
/// Requests are paused behind CORS: Chromium has made its preflight from the application's own headers by then, and a
/// header added here survives no redirect.
struct RequestInterceptor {
    let context: BrowserContext

    /// Subscribes to the paused requests of a session.
    func listen(to session: CDPSession) {
        session.on(CDP.Fetch.RequestPaused.self) { [context] event in
            let rewritten = context.rule.rewrite(CorrelationRule.Request(event.request), span: Self.newSpan())
            let headers = rewritten?.headers.map { CDP.Fetch.HeaderEntry(name: $0.name, value: $0.value) }
            session.begin(
                CDP.Fetch.ContinueRequest(requestId: event.requestId, headers: headers), deadline: Browser.unawaited)
            guard rewritten?.added == true, let id = event.networkId else { return }
            context.assumeIsolated { context in
                if let key = context.correlations.added(id, url: event.request.url) {
                    context.emit(.requestCorrelation(key, .added))
                }
            }
        }
    }

    /// A new span ID of W3C trace context: 16 hex digits, not all zero.
    private static func newSpan() -> String {
        let digits = String(UInt64.random(in: 1 ... .max), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

extension CorrelationRule.Request {
    /// A request as the protocol tells it.
    init(_ request: CDP.Network.Request) {
        url = request.url + (request.urlFragment ?? "")
        method = request.method
        headers = request.headers
        let bytes = (request.postDataEntries ?? []).compactMap(\.bytes).reduce(Data(), +)
        body = bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }
}
