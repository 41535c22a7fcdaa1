/// A relative `goto` needs `base`; a request outside the browser needs the whole address.
enum AddressRule: Rule {
    static func check(_ draft: Draft) -> [Diagnostic] {
        var faults: [Diagnostic] = []
        for step in draft.everyStep {
            switch step.action {
            case .goto(let address) where draft.scenario.base == nil && isRelative(address):
                faults.append(
                    draft.fault(
                        .noBase, at: address.span, "`\(address.source)` is relative, and the scenario has no `base`",
                        remedy: "write base: \"${env.APP_URL}\" at the top, or the whole address"
                    )
                )
            case .http(let http): faults += request(http.request, draft)
            default: break
            }
        }
        for probe in draft.scenario.probes {
            if case .http(let http) = probe.kind { faults += request(http, draft) }
        }
        if let base = draft.scenario.base, isRelative(base) {
            faults.append(incomplete(base, draft))
        }
        return faults
    }

    private static func request(_ request: HTTPRequestSpec, _ draft: Draft) -> [Diagnostic] {
        guard case .text(let start)? = request.url.segments.first,
            !start.lowercased().hasPrefix("http://"), !start.lowercased().hasPrefix("https://"),
            !couldGrow(start, request.url)
        else { return [] }
        return [incomplete(request.url, draft)]
    }

    /// `http${x}` may become an address yet.
    private static func couldGrow(_ start: String, _ address: Template) -> Bool {
        address.segments.count > 1 && ("http://".hasPrefix(start) || "https://".hasPrefix(start))
    }

    private static func incomplete(_ address: Template, _ draft: Draft) -> Diagnostic {
        draft.fault(
            .wrongValue, at: address.span, "`\(address.source)` is not a whole address",
            remedy: "begin with http://, https:// or a variable such as ${env.API_URL}"
        )
    }

    private static func isRelative(_ address: Template) -> Bool {
        guard case .text(let start)? = address.segments.first else { return false }
        return start.prefixMatch(of: /[A-Za-z][A-Za-z0-9+.\-]*:/) == nil
    }
}
