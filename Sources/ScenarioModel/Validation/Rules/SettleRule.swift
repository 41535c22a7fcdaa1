/// Not watching after convergence is allowed, but it is said what is lost by it.
enum SettleRule: Rule {
    static func check(_ draft: Draft) -> [Diagnostic] {
        let converge = draft.scenario.converge
        guard converge.settle == .zero else { return [] }
        return [
            draft.fault(
                .settleZero, severity: .warning, at: converge.settleSpan,
                "with `settle: 0s` a late duplicate or a relapse is not seen",
                remedy: "leave `settle` out for the default of 5s"
            )
        ]
    }
}
