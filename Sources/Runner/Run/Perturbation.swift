import RunModel
import ScenarioModel

extension StepExecutor {
    /// Tells of a trigger that is left out on purpose; time zero is when it would have come.
    ///
    /// - Parameters:
    ///   - trigger: The step.
    ///   - dispatch: Called with its number, as if it had been dispatched.
    /// - Returns: True: the steps after it are tried all the same.
    func leaveOut(_ trigger: Step, _ dispatch: (Int, ContinuousClock.Instant) -> Void) -> Bool {
        let index = state.nextStepIndex()
        state.emitter.emit(
            .stepStarted(
                StepStarted(
                    index: index, name: trigger.title, phase: phase, location: SourceLocation(trigger.span),
                    isTrigger: true)))
        state.emitter.emit(.stepLog(StepLog(index: index, message: "left out, to see what happens without it")))
        dispatch(index, .now)
        state.emitter.emit(.stepFinished(StepFinished(index: index, outcome: .skipped)))
        return true
    }
}

extension Step {
    /// What a user does to the page while the trigger is under way.
    ///
    /// - Parameters:
    ///   - variation: One that leaves the page.
    ///   - trigger: The step it stands beside.
    init(perturbing variation: Variation, as trigger: Step) {
        self = trigger
        action = variation == .backButton ? .back : .reload
        text = "\(variation.rawValue), as --perturb wants it"
        name = nil
        timeout = nil
        captures = []
    }

    /// The way back to where the trigger was.
    ///
    /// - Parameters:
    ///   - address: The page's address.
    ///   - trigger: The step.
    init(returningTo address: String, as trigger: Step) {
        self = trigger
        action = .goto(Template(literal: address, span: trigger.span))
        text = "back to where the trigger was"
        name = nil
        timeout = nil
        captures = []
    }
}
