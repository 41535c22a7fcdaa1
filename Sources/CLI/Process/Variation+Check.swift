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
            let capture = scenario.steps[(index + 1)...].flatMap(\.allCaptures).first
            return capture.map { capture in
                Diagnostic(
                    .perturbation, file: scenario.file, span: capture.name.span,
                    title: "`--perturb \(rawValue)` leaves the page, and with it what is captured after the trigger",
                    remedy: "leave it out for this scenario, or capture `\(capture.name.text)` from a probe in `then`")
            }
        }
    }
}

extension Step {
    /// What is kept from the step and from those in it.
    fileprivate var allCaptures: [CaptureSpec] {
        if case .group(_, let inner) = action { return captures + inner.flatMap(\.allCaptures) }
        return captures
    }
}
