import BrowserAutomation
import Convergence
import JSONKit
import RunModel
import ScenarioModel

extension StepExecutor {
    /// Keeps what a step captures; a capture that finds nothing, or a secret that cannot be masked, fails the step.
    func keepCaptures(of step: Step, report: StepReport, deadline: ContinuousClock.Instant) async throws {
        for capture in step.captures {
            let value = try await source(of: capture, report: report, deadline: deadline)
            let picked = try pick(capture, from: value)
            try state.capture(capture.name.text, picked, secret: capture.secret)
        }
    }

    private func source(
        of capture: CaptureSpec,
        report: StepReport,
        deadline: ContinuousClock.Instant
    ) async throws -> JSON {
        switch capture.source {
        case .url: return .string(try await openPage().url)
        case .response:
            guard let value = report.value else {
                throw failure(capture, "the step brought no JSON")
            }
            return value
        case .locator(let spec):
            let seen = try await openPage().expect(try resolve(spec), deadline: deadline) { $0.count == 1 }
            guard seen.isMet else { throw failure(capture, "\(spec.description) is not there") }
            return .string(seen.state.value ?? seen.state.text ?? "")
        case .probe(let name):
            let answer = await looker.look(name.text, for: .step, deadline: deadline)
            guard let value = answer.answer else {
                throw StepFailure(Silence(answer.look), for: "capture \(capture.name.text)")
            }
            return value
        }
    }

    private func pick(_ capture: CaptureSpec, from value: JSON) throws -> JSON {
        var picked = value
        if let template = capture.path {
            let path = try template.resolve(state.currentVariables)
            let values = path.values(in: value)
            guard let first = values.first else { throw failure(capture, "\(path) selects nothing") }
            picked = values.count == 1 ? first : .array(values)
        }
        guard let pattern = capture.matches else { return picked }
        let text = picked.stringValue ?? picked.serialized()
        guard let groups = pattern.firstMatch(in: text) else {
            throw failure(capture, "nothing matches \(pattern.text)")
        }
        let found = groups.count > 1 ? groups[1] : groups[0]
        guard let found else { throw failure(capture, "the group of \(pattern.text) matched nothing") }
        return .string(found)
    }

    private func failure(_ capture: CaptureSpec, _ why: String) -> StepFailure {
        let isOfPage =
            switch capture.source {
            case .url, .locator: true
            case .response, .probe: false
            }
        return StepFailure(kind: isOfPage ? .action : .capture, message: "capture \(capture.name.text): \(why)")
    }
}
