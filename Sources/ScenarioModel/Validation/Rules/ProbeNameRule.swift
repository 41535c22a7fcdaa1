internal import JSONKit

/// Every probe that is named has to exist.
enum ProbeNameRule: Rule {
    static func check(_ draft: Draft) -> [Diagnostic] {
        let known = draft.scenario.probes.map(\.name)
        var faults = draft.conditions.compactMap { unknown($0.condition.probe, known, draft) }
        for step in draft.everyStep {
            if case .agree(let agree) = step.action, let fault = unknown(agree.probe, known, draft) {
                faults.append(fault)
            }
            for capture in step.captures {
                guard case .probe(let name) = capture.source, !known.contains(name.text) else { continue }
                let nearest = StringDistance.nearest(to: name.text, in: known + ["url", "response"])
                faults.append(
                    draft.fault(
                        .unknownProbe, at: name.span, "`\(name)` is neither `url` nor `response` nor a probe",
                        remedy: nearest.map { "write from: \($0)" }
                            ?? "write from: url, response, a probe, or a locator such as { testid: NAME }",
                        suggestion: nearest.map { "did you mean `\($0)`?" }
                    )
                )
            }
        }
        return faults
    }

    private static func unknown(_ name: Name, _ known: [String], _ draft: Draft) -> Diagnostic? {
        guard !known.contains(name.text) else { return nil }
        let nearest = StringDistance.nearest(to: name.text, in: known)
        let remedy =
            known.isEmpty
            ? "add probes: { \(name): { http: { get: URL } } }" : "the probes are \(known.joined(separator: ", "))"
        return draft.fault(
            .unknownProbe, at: name.span, "there is no probe `\(name)`",
            remedy: nearest.map { "write probe: \($0)" } ?? remedy,
            suggestion: nearest.map { "did you mean `\($0)`?" }
        )
    }
}
