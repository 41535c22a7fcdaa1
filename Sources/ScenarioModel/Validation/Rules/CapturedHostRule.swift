/// What was captured cannot decide where an address leads.
///
/// Only what can be told from the text is told here: after `${env.API_URL}` a capture may well be a path, which begins
/// with a slash. ``AddressWriter`` looks at the address itself.
enum CapturedHostRule: Rule {
    static func check(_ draft: Draft) -> [Diagnostic] {
        let captures = Set(draft.everyStep.flatMap(\.captures).map(\.name.text))
        return draft.addresses.compactMap { address in
            var walk = AddressWalk(address, captures: captures)
            return walk.capturedHost().map { name in
                draft.fault(
                    .capturedHost, at: name.span,
                    "`${\(name)}` is captured, and would decide to which host the address leads",
                    remedy: "write the host yourself and put a `/` before ${\(name)}, or capture the whole address"
                )
            }
        }
    }
}

extension Draft {
    /// Every address of the scenario.
    fileprivate var addresses: [Template] {
        var all = [scenario.base].compactMap(\.self)
        for probe in scenario.probes {
            if case .http(let request) = probe.kind { all.append(request.url) }
        }
        for step in everyStep {
            switch step.action {
            case .goto(let address): all.append(address)
            case .http(let http): all.append(http.request.url)
            default: break
            }
        }
        return all
    }
}

/// Goes through an address up to the end of its host, or up to what can be anything.
private struct AddressWalk {
    private let segments: [Template.Segment]
    private let captures: Set<String>
    private var before = ""

    init(_ address: Template, captures: Set<String>) {
        segments = address.segments
        self.captures = captures
    }

    /// The first capture that stands in the scheme, the host or the port, whatever its value is.
    mutating func capturedHost() -> Name? {
        for (index, segment) in segments.enumerated() {
            switch segment {
            case .text(let text):
                before += text
                if hasEnded { return nil }
            case .variable(let name):
                guard captures.contains(name.text) else { return nil }
                let rest = segments[(index + 1)...]
                if isPlaceOfHost(followedBy: rest) { return name }
                guard isUser(followedBy: rest) else { return nil }
                // What a user is called says nothing of the host.
                before += "user"
            }
        }
        return nil
    }

    /// Whether the host is over, or there is none.
    private var hasEnded: Bool {
        var rest = before[...]
        if let slashes = before.firstRange(of: "://"), Self.isScheme(before[..<slashes.lowerBound]) {
            rest = before[slashes.upperBound...]
        }
        return rest.contains { "/?#\\".contains($0) }
    }

    private func isPlaceOfHost(followedBy rest: ArraySlice<Template.Segment>) -> Bool {
        guard let slashes = before.firstRange(of: "://") else {
            // A scheme, or a part of one.
            let next = Self.text(rest.first)
            guard let slashes = next.firstRange(of: "://") else { return false }
            return Self.isScheme(before + next[..<slashes.lowerBound])
        }
        let host = before[slashes.upperBound...].split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        // After a whole host a path may follow.
        return (host.isEmpty || [":", ".", "-"].contains(host.last)) && !isUser(followedBy: rest)
    }

    /// Whether an `@` follows before the host ends.
    private func isUser(followedBy rest: ArraySlice<Template.Segment>) -> Bool {
        guard before.contains("://") else { return false }
        for segment in rest {
            guard let end = Self.text(segment).first(where: { "@/?#\\".contains($0) }) else { continue }
            return end == "@"
        }
        return false
    }

    private static func isScheme(_ text: some StringProtocol) -> Bool {
        text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }
    }

    private static func text(_ segment: Template.Segment?) -> String {
        if case .text(let text)? = segment { return text }
        return ""
    }
}
