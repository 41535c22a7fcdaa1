internal import Convergence

extension Reason {
    /// A step that failed.
    ///
    /// - Parameters:
    ///   - code: What that means.
    ///   - step: The step.
    ///   - error: Why it failed.
    ///   - phase: The phase.
    init(_ code: ReasonCode, _ step: StepResult, _ error: StepFailure, phase: String) {
        self.init(
            code, boundary: code == .actionFailed ? error.kind.actionBoundary : nil, phase: phase,
            detail: "\(step.started.name): \(error.message)", step: step.started.index)
    }

    /// A probe that gave no answer.
    ///
    /// - Parameters:
    ///   - silence: What there is instead.
    ///   - address: Whom it asked, where that is known.
    ///   - phase: The phase, where it matters.
    init(_ silence: Silence, asking address: String?, phase: String? = nil) {
        self.init(silence.code, phase: phase, detail: silence.sentence(asking: address))
    }
}

extension StepFailure.Kind {
    /// Where it broke when something could not be done; none for what no user does: a request of the tool itself, and a
    /// look at the back end.
    fileprivate var actionBoundary: Boundary? {
        switch self {
        case .backend, .capture, .http, .probe, .refusal, .internal: nil
        case .action, .expectation, .unreachable, .browser: .userToPage
        }
    }
}
