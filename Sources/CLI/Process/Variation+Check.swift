import RunModel
import ScenarioModel

extension Variation {
    /// What keeps a scenario from being run with this variation.
    ///
    /// - Parameter scenario: The scenario.
    /// - Returns: The fault; `nil` when nothing does.
    func objection(to scenario: Scenario) -> Diagnostic? {
        guard let index = scenario.triggerIndex, case .trigger(let trigger) = scenario.steps[index].action else {
            return nil
        }
        switch self {
        case .triggerLeftOut: return nil
        case .doubleClick:
            if case .click = trigger.action { return nil }
            return Diagnostic(
                .perturbation, file: scenario.file, span: trigger.span,
                title: "`--perturb \(rawValue)` needs a trigger that clicks",
                remedy: "leave it out for this scenario, or select others with --tag")
        case .reloadInFlight, .backButton:
            // Only what is seen may be left out; what is done, or kept, has its part in the workflow.
            let needed = scenario.steps[(index + 1)...].flatMap(\.singles).first { !$0.onlyLooks }
            return needed.map { step in
                let instead =
                    Variation.doubleClick.objection(to: scenario) == nil
                    ? "perturb this scenario with `double-click` alone" : "run this scenario without `--perturb`"
                return Diagnostic(
                    .perturbation, file: step.span.file ?? scenario.file, span: step.span,
                    title:
                        "`--perturb \(rawValue)` leaves the page, but the workflow goes on in this step after the trigger",
                    remedy: "\(instead); or move the step to `then`, if every stage is reached without it")
            }
        }
    }
}

extension Step {
    /// Whether the step does nothing to the workflow and keeps nothing of it.
    fileprivate var onlyLooks: Bool {
        guard captures.isEmpty else { return false }
        switch action {
        case .expect, .waitFor, .screenshot, .dialog, .hover, .scroll, .agree: return true
        default: return false
        }
    }
}
