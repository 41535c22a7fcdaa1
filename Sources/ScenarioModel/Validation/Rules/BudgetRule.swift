internal import JSONKit

/// A stage cannot have longer than the whole workflow, and what comes after it cannot have less.
enum BudgetRule: Rule {
    static func check(_ draft: Draft) -> [Diagnostic] {
        let converge = draft.scenario.converge
        guard converge.within > .zero else { return [] }
        return tooLong(draft) + contradicting(draft)
    }

    private static func tooLong(_ draft: Draft) -> [Diagnostic] {
        let converge = draft.scenario.converge
        return converge.stages.compactMap { stage in
            guard let within = stage.within, within > converge.within else { return nil }
            let deadline = DurationText.format(converge.within)
            return draft.fault(
                .budgetTooLong, at: stage.withinSpan,
                "stage `\(stage.name)` has \(DurationText.format(within)), all of `converge` only \(deadline)",
                remedy: "give the stage \(deadline) or less, or `converge` longer"
            )
        }
    }

    /// Budgets are counted from the trigger, so that of a later stage is never the smaller one.
    private static func contradicting(_ draft: Draft) -> [Diagnostic] {
        let stages = draft.scenario.converge.stages
        let budgets = Dictionary(stages.map { ($0.name.text, $0.within) }, uniquingKeysWith: { first, _ in first })
        return stages.flatMap { stage -> [Diagnostic] in
            guard let within = stage.within else { return [] }
            return stage.after.compactMap { predecessor in
                guard let earlier = budgets[predecessor.text] ?? nil, earlier > within else { return nil }
                return draft.fault(
                    .budgetContradiction, at: stage.withinSpan,
                    "stage `\(stage.name.text)` has \(DurationText.format(within)), but comes after `\(predecessor.text)`, "
                        + "which has \(DurationText.format(earlier))",
                    remedy: "budgets are counted from the trigger: give it \(DurationText.format(earlier)) or more"
                )
            }
        }
    }
}
