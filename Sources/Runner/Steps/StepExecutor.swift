import BrowserAutomation
import Convergence
import Foundation
import JSONKit
import Probes
import RunModel
import ScenarioModel
import Synchronization

/// Carries out steps, one at a time, and tells of them.
///
/// One file a kind of step beside this one; what they share is here: the deadline, the events, the failure.
struct StepExecutor {
    let state: RunState
    let looker: Looker
    /// The page the steps act on; `nil` outside the browser.
    var page: Page?
    /// The context the page belongs to.
    var context: BrowserContext?
    /// The phase that the steps belong to.
    var phase: Phase
    /// Evidence is taken with this when a step fails.
    var evidence: EvidenceTaker?
    /// Told of every act that was carried out, with its step.
    var onAct: (@Sendable (Int, ActionReport) -> Void)?
    /// Whether overlays are looked for; not while one is taken away.
    var watchesOverlays = true

    /// Carries out steps until one fails.
    ///
    /// - Returns: True when all went as declared.
    func perform(_ steps: [Step]) async -> Bool {
        for step in steps {
            if Task.isCancelled { return false }
            if case .group(_, let inner) = step.action {
                guard await perform(inner, of: step) else { return false }
            } else if await !perform(step) {
                return false
            }
        }
        return true
    }

    /// Carries out one step.
    ///
    /// - Parameters:
    ///   - step: The step.
    ///   - trigger: Set for the action under verification: called with the instant of its dispatch.
    /// - Returns: True when it went as declared, or did not have to.
    func perform(
        _ step: Step,
        trigger: (@Sendable (_ step: Int, _ at: ContinuousClock.Instant) -> Void)? = nil
    ) async -> Bool {
        let outcome = await carryOut(step, trigger: trigger).outcome
        return outcome == .passed || outcome == .skipped
    }

    /// Carries out one step and tells how it ended.
    func carryOut(
        _ step: Step,
        trigger: (@Sendable (_ step: Int, _ at: ContinuousClock.Instant) -> Void)? = nil
    ) async -> StepFinished {
        let index = state.nextStepIndex()
        let location = SourceLocation(step.span)
        let isTrigger = trigger != nil
        state.emitter.emit(
            .stepStarted(
                StepStarted(
                    index: index, name: step.title, phase: phase, location: location, isTrigger: isTrigger,
                    checksPage: step.checksPage && watchesOverlays)
            )
        )
        var report = StepReport(index: index)
        var outcome = StepFinished.Outcome.passed
        var failure: StepFailure?
        do {
            let deadline = ContinuousClock.now + step.effectiveTimeout
            let isDispatched = Mutex(false)
            var dispatch: BeforeDispatch?
            if let trigger {
                dispatch = { instant in
                    isDispatched.withLock { $0 = true }
                    trigger(index, instant)
                }
            }
            try await clearWay(for: step, number: index, deadline: deadline)
            try await execute(step, deadline: deadline, dispatch: dispatch, report: &report)
            if isTrigger, !isDispatched.withLock({ $0 }) {
                // A trigger that had nothing to do would leave the back end to somebody else's effects (R4).
                throw StepFailure(
                    kind: .action, message: "nothing was sent: the page is as the trigger would have made it already")
            }
            try await keepCaptures(of: step, report: report, deadline: deadline)
        } catch {
            failure = StepFailure(error)
            outcome = Task.isCancelled ? .cancelled : step.optional ? .skipped : .failed
        }
        let end = state.clock.now
        if let acted = report.acted { onAct?(index, acted) }
        for line in report.log { state.emitter.emit(.stepLog(StepLog(index: index, message: line))) }
        let picture = outcome == .failed ? await evidence?.takePicture(step: index, why: "failure") : nil
        let finished = StepFinished(
            index: index, outcome: outcome, error: failure, effect: report.effect, screenshot: picture)
        // The evidence is not part of the step: a page that hangs takes its time over it.
        state.emitter.emit(.stepFinished(finished), at: end)
        return finished
    }

    private func execute(
        _ step: Step,
        deadline: ContinuousClock.Instant,
        dispatch: BeforeDispatch?,
        report: inout StepReport
    ) async throws {
        switch step.action {
        case .trigger(let inner):
            try await execute(inner, deadline: deadline, dispatch: dispatch, report: &report)
            try await keepCaptures(of: inner, report: report, deadline: deadline)
        case .goto(let address):
            try await goto(address, deadline: deadline, dispatch: dispatch, report: &report)
        case .reload, .back:
            try await navigateHistory(step.action, deadline: deadline, dispatch: dispatch, report: &report)
        case .click, .dblclick, .hover, .fill, .clear, .type, .press, .select, .check, .uncheck, .scroll:
            try await act(step.action, deadline: deadline, dispatch: dispatch, report: &report)
        case .expect(let spec): try await expect(spec, deadline: deadline, report: &report)
        case .waitFor(let spec): try await waitFor(spec, deadline: deadline, report: &report)
        case .capture: break
        case .eval(let script):
            dispatch?(.now)
            report.value = try await evaluate(script, deadline: deadline)
        case .http(let spec):
            dispatch?(.now)
            try await exchange(spec, deadline: deadline, report: &report)
        case .dialog(let spec): try await answerDialogs(spec)
        case .screenshot(let spec): try await picture(spec, deadline: deadline, report: report)
        case .agree(let spec): try await agree(spec, deadline: deadline)
        case .group:
            // Its steps are carried out one by one, each with its own events.
            throw StepFailure(kind: .internal, message: "a group is no single step")
        case .unsupported(let verb):
            throw StepFailure(kind: .internal, message: "\(verb) is not supported yet")
        }
    }

    /// The page, or the failure that there is none.
    func openPage() throws -> Page {
        guard let page else {
            throw StepFailure(
                kind: .internal, message: "this step needs a page; move it from setup or teardown to steps")
        }
        return page
    }

    /// Fills in a template.
    func resolve(_ template: Template) throws -> String { try template.resolve(state.currentVariables) }
}

/// What carrying out a step brings besides success.
struct StepReport {
    /// The step's number; `nil` for what is no step of the scenario.
    var index: Int?
    /// What was tried, line by line.
    var log: [String] = []
    /// What the act set off.
    var effect: ActEffect?
    /// The act, for asking later what followed it.
    var acted: ActionReport?
    /// The value a `capture` with `from: response` takes.
    var value: JSON?
}

extension Step {
    /// True for an `expect` of an element or of the page.
    fileprivate var checksPage: Bool {
        guard case .expect(let spec) = action else { return false }
        if case .probe = spec.target { return false }
        return true
    }
}
