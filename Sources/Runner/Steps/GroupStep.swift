import Foundation
import RunModel
import ScenarioModel

extension StepExecutor {
    /// Carries out a stretch of steps. Its `timeout` is for all of it, and where it is optional, a step that does not work
    /// ends it without harm.
    ///
    /// - Parameters:
    ///   - steps: Its steps.
    ///   - group: The stretch.
    /// - Returns: True when all went as declared, or did not have to.
    func perform(_ steps: [Step], of group: Step) async -> Bool {
        guard group.optional || group.timeout != nil else { return await perform(steps) }
        let end = await carryOut(
            steps, until: ContinuousClock.now + group.effectiveTimeout, isOptional: group.optional)
        return !Task.isCancelled && (end == nil || group.optional)
    }

    /// Carries out steps until one does not pass, or the time is up.
    ///
    /// - Parameters:
    ///   - steps: The steps.
    ///   - deadline: When none of them may go on any more.
    ///   - isOptional: Whether none of them is red.
    /// - Returns: How the step ended that ended them; `nil` when all were carried out.
    func carryOut(_ steps: [Step], until deadline: ContinuousClock.Instant, isOptional: Bool) async -> StepFinished? {
        for step in steps {
            if case .group(_, let inner) = step.action {
                let isLimited = step.optional || step.timeout != nil
                let end = await carryOut(
                    inner, until: isLimited ? min(deadline, .now + step.effectiveTimeout) : deadline,
                    isOptional: isOptional || step.optional)
                if let end, !step.optional || end.outcome == .cancelled { return end }
                continue
            }
            var limited = step
            limited.optional = step.optional || isOptional
            let left = max(.milliseconds(1), ContinuousClock.now.duration(to: deadline))
            limited.timeout = min(step.effectiveTimeout, left)
            let finished = await carryOut(limited)
            // A step that need not be does not end the others.
            if finished.outcome == .passed || (step.optional && finished.outcome == .skipped) { continue }
            return finished
        }
        return nil
    }
}
