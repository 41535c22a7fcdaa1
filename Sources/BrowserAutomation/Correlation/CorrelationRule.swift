internal import Foundation

/// Judges and changes requests by a policy. Pure: what the monitors and the interceptor both ask.
struct CorrelationRule: Sendable {
    let policy: CorrelationPolicy?

    /// A request as the application made it.
    struct Request {
        var url: String
        var method: String
        var headers: [String: String]
        var body: String?
    }

    /// Whether the policy covers a URL.
    func allows(_ url: String) -> Bool {
        guard let policy, let origin = Origin(url) else { return false }
        return policy.origins.contains(origin)
    }

    /// What the application did by itself: never `added`.
    func judge(_ request: Request) -> Correlation {
        guard let policy, allows(request.url) else { return .outside }
        if request.url.contains(policy.id) || request.url.removingPercentEncoding?.contains(policy.id) == true {
            return .carried
        }
        // What the browser says of the page before is not what the application sent.
        let own = request.headers.filter { $0.key.lowercased() != "referer" }
        if own.values.contains(where: { $0.contains(policy.id) }) { return .carried }
        if request.body?.contains(policy.id) == true { return .carried }
        return .bare
    }

    /// The complete header list to send instead; nil when the request must go as it is.
    ///
    /// A preflight passes untouched: the browser asks there about the application's own headers only.
    func rewrite(_ request: Request, span: String) -> (headers: [(name: String, value: String)], added: Bool)? {
        guard let policy, request.method != "OPTIONS", allows(request.url) else { return nil }
        var headers = request.headers.map { (name: $0.key, value: $0.value) }
        func has(_ name: String) -> Bool {
            headers.contains { $0.name.lowercased() == name.lowercased() }
        }
        var added = false
        if let name = policy.headerName, !has(name), judge(request) == .bare {
            headers.append((name, policy.id))
            added = true
        }
        var traced = false
        if let trace = policy.traceID, !has("traceparent") {
            headers.append(("traceparent", "00-\(trace)-\(span)-01"))
            traced = true
        }
        return added || traced ? (headers, added) : nil
    }
}
