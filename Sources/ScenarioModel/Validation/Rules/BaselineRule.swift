/// What counts from the baseline, or is checked at it, cannot need what the trigger brings (R2).
enum BaselineRule: Rule {
    static func check(_ draft: Draft) -> [Diagnostic] {
        let scenario = draft.scenario
        var faults: [Diagnostic] = []
        for (owner, condition) in draft.conditions {
            guard case .changesBy(let path, _) = condition.test else { continue }
            let late = scenario.lateCaptures(neededBy: condition.probe.text).sorted()
            if owner == "`given`" {
                faults.append(
                    draft.fault(
                        .noBaseline, at: path.template.span, "`changes_by` in `given`: nothing has changed yet then",
                        remedy: "write exactly: N, or match"
                    )
                )
            } else if owner == "`expect`" {
                faults.append(
                    draft.fault(
                        .noBaseline, at: path.template.span,
                        "`changes_by` in `expect`: only `converge` counts from a baseline",
                        remedy: "write exactly: N, or match"
                    )
                )
            } else if let name = late.first {
                faults.append(
                    draft.fault(
                        .noBaseline, at: path.template.span,
                        "\(owner) counts from a baseline, but its probe needs `\(name)`, captured after it",
                        remedy: "filter the count by what is known before the trigger, or use exactly"
                    )
                )
            }
        }
        if let given = scenario.given, let name = scenario.lateCaptures(neededBy: given.probe.text).sorted().first {
            faults.append(
                draft.fault(
                    .noBaseline, at: given.probe.span,
                    "`given` is checked before the trigger, but its probe needs `\(name)`, captured after it",
                    remedy: "use a probe that needs nothing of what the trigger brings"
                )
            )
        }
        return faults
    }
}
