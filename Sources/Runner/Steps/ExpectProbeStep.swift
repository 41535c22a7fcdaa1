import BrowserAutomation
import Convergence
import Foundation
import JSONKit
import RunModel
import ScenarioModel

extension StepExecutor {
    /// How long what is asked at the deadline may take to be answered, as at the edges of a watch (R7).
    private static let edge = Duration.seconds(3)
    /// Refusals in a row after which nothing else is to be expected (R9).
    private static let mostRefusals = 3

    /// Looks at the back end until a condition holds. The looks are the step's own, and the watch knows nothing of them.
    ///
    /// It fails only by an answer to a look that began at the deadline or after it (R8): who was not answered knows
    /// nothing, and is told what kept the answer back.
    func expect(_ spec: ConditionSpec, deadline: ContinuousClock.Instant, report: inout StepReport) async throws {
        let condition = try spec.resolve(state.currentVariables)
        var log = CallLog()
        var pause = Duration.milliseconds(100)
        var refusals = 0
        var hasAnswered = false
        var looks = 0
        while true {
            let start = ContinuousClock.now
            let isLate = start >= deadline
            let (look, answer) = await looker.look(
                condition.probe, for: .step, deadline: max(deadline, start) + Self.edge)
            try Task.checkCancellation()
            looks += 1
            let isAnswered = look.isSuccessful || answer != nil
            let lack = isAnswered ? condition.lack(in: answer) : look.complaint
            guard let lack else {
                report.log.append("probe \(condition.probe): it is so, after \(looks) \(looks == 1 ? "look" : "looks")")
                return
            }
            log.add("probe \(condition.probe): \(lack)")
            // Until something was there, 404 may mean that it is not there yet (R9).
            let isRefused = look.outcome == .rejected || (look.outcome == .notFound && hasAnswered)
            refusals = isRefused && !isAnswered ? refusals + 1 : 0
            hasAnswered = hasAnswered || answer != nil
            if isAnswered, isLate {
                throw StepFailure.backEnd("probe \(condition.probe): \(lack)", log: log.lines)
            }
            if !isAnswered, refusals == Self.mostRefusals || start >= deadline + Self.edge {
                throw StepFailure(Silence(look, hasAnswered: hasAnswered), log: log.lines)
            }
            let asked = look.retryAfter.map { Duration.milliseconds(1) * $0 } ?? .zero
            let wait: Duration = isLate ? .milliseconds(250) : max(pause, asked)
            let last = isLate ? deadline + Self.edge : deadline
            try await Task.sleep(until: min(ContinuousClock.now + wait, last), clock: .continuous)
            pause = min(pause * 2, .seconds(1))
        }
    }
}

extension Condition {
    /// What an answer lacks; nothing when the condition holds.
    fileprivate func lack(in answer: JSON?) -> String? {
        let plan = ConvergencePlan(probes: [], stages: [], final: self, within: 0)
        let reading = plan.readings(of: probe, answer: answer)[Subject.final.key] ?? Reading()
        switch test {
        case .match, .path: return reading.holds == true ? nil : reading.why ?? "it is not so"
        case .count(let path, .exactly(let wanted)):
            guard let count = reading.count else { return reading.why ?? "\(path) selects nothing to count" }
            return count == wanted ? nil : "\(path) counts \(count), expected \(wanted)"
        // Refused by `check`: there is no baseline here.
        case .count(let path, .changesBy): return "\(path): there is nothing to count from"
        }
    }
}
