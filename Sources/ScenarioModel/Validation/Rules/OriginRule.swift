/// An origin is a scheme, a host and a port, and nothing else (RFC 6454).
enum OriginRule: Rule {
    static func check(_ draft: Draft) -> [Diagnostic] {
        (draft.scenario.correlation?.origins ?? []).compactMap { origin in
            let text = origin.segments.map { segment in
                if case .text(let text) = segment { return text }
                return origin.segments.first == segment ? "https://x" : "x"
            }
            guard text.joined().wholeMatch(of: /(?i)https?:\/\/[^\/?#@\s]+\/?/) == nil else { return nil }
            return draft.fault(
                .badOrigin, at: origin.span, "`\(origin.source)` is not an origin",
                remedy: "write scheme, host and port only, as in https://app.example.com"
            )
        }
    }
}
