/// Exactly one step is the trigger.
enum TriggerRule: Rule {
    static func check(_ draft: Draft) -> [Diagnostic] {
        let triggers = draft.scenario.steps.filter { $0.isTrigger || $0.action == .unsupported("trigger") }
        if triggers.isEmpty, draft.knowsEveryStep, draft.hasSteps {
            return [
                draft.fault(
                    .noTrigger, at: draft.scenario.steps.last?.span ?? draft.scenario.nameSpan,
                    "no step is the trigger, so there is nothing to verify",
                    remedy: "wrap the user's decisive action: - trigger: and below it click: { … }"
                )
            ]
        }
        guard let first = triggers.first else { return [] }
        return triggers.dropFirst().map { step in
            draft.fault(
                .twoTriggers, at: step.span, "a second trigger; the first is on line \(first.span.line)",
                remedy: "keep one: a scenario verifies one action; make this a plain step, or a scenario of its own"
            )
        }
    }
}
