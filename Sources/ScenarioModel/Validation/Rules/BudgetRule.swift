internal import JSONKit

/// A stage cannot have longer than the whole workflow.
enum BudgetRule: Rule {
    static func check(_ draft: Draft) -> [Diagnostic] {
        let converge = draft.scenario.converge
        guard converge.within > .zero else { return [] }
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
}
