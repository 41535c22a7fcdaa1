package import RunModel

/// What progress shows of the run without its trigger: that it is the control, and nothing of what has to fail in it.
///
/// Only the view is different: the journal and all that is folded from it say what was.
package struct ControlProgress: Sendable {
    private var isTriggered = false
    /// Whether a step was to meet what the trigger brings about.
    private var isMoot = false

    /// Nothing has been shown yet.
    package init() {}

    /// The event as it is shown.
    ///
    /// - Parameter event: What happened.
    /// - Returns: The event to show; `nil` for one of those that speak of failing.
    package mutating func shown(_ event: RunEvent) -> RunEvent? {
        var event = event
        switch event.body {
        case .runStarted(var start):
            start.outcome = "control: without its trigger this run has to fail"
            event.body = .runStarted(start)
        // Without a plan no stage is awaited.
        case .plan: return nil
        case .stepStarted(var step):
            isMoot = isTriggered && step.phase != .teardown
            if isMoot { return nil }
            if step.isTrigger { step.name = "left out, so nothing may come of it" }
            event.body = .stepStarted(step)
        case .triggerDispatched:
            isTriggered = true
            isMoot = true
        case .stepFinished: if isMoot { return nil }
        default: break
        }
        return event
    }
}
