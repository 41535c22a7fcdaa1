import Convergence
import RunModel
import Testing

/// A run that ends before its trigger: where it was, and why it ended.
@Suite struct EarlyEndTests {
    private static let failure = Fault(code: .browserFailed, detail: "the browser did not start: no such file")

    /// A step that went well, or was not finished.
    private static func step(_ index: Int, _ phase: Phase, ended: Bool = true) -> [RunEvent.Body] {
        let started = StepStarted(
            index: index, name: "step name", phase: phase, location: SourceLocation(line: 1, column: 1))
        return [.stepStarted(started)] + (ended ? [.stepFinished(StepFinished(index: index, outcome: .passed))] : [])
    }

    private static func reached(_ bodies: [RunEvent.Body]) throws -> String {
        let end: RunEvent.Body = .runFinished(RunFinished(verdict: .inconclusive, reason: nil))
        let events = (bodies + [end]).enumerated().map { RunEvent(seq: $0, t: Double($0), body: $1) }
        let text = try #require(RunFold.result(of: events).diagnosis).reached
        let beginning = "No stage: the trigger was not dispatched, the run ended "
        try #require(text.hasPrefix(beginning), "\(text)")
        return String(text.dropFirst(beginning.count))
    }

    @Test("a browser that does not start ends the run before the first step, and no step is blamed")
    func noBrowser() throws {
        #expect(try Self.reached([.fault(Self.failure)]) == "before the first step, because the browser failed.")
        let afterSetup = Self.step(0, .setup) + [.fault(Self.failure)] + Self.step(1, .teardown)
        #expect(try Self.reached(afterSetup) == "before the first step on the page, because the browser failed.")
    }

    @Test("a run that ends in the middle says at which step, or after which")
    func middle() throws {
        let signal: RunEvent.Body = .interrupted(Interrupted(signal: "SIGINT"))
        #expect(
            try Self.reached(Self.step(0, .setup, ended: false) + [signal])
                == "at step 1 (step name), when SIGINT came.")
        #expect(
            try Self.reached(Self.step(0, .setup) + Self.step(1, .steps) + [.fault(Self.failure)])
                == "after step 2 (step name), because the browser failed.")
    }

    @Test("a browser that dies beside the look before the trigger is not told as what that look showed")
    func baseline() throws {
        let bodies = Self.step(0, .steps) + [.phase(PhaseEntered(.baseline)), .fault(Self.failure)]
        #expect(try Self.reached(bodies) == "after step 1 (step name), because the browser failed.")
    }

    @Test("the reason itself is told in the second answer")
    func reason() throws {
        let events =
            [RunEvent(seq: 0, t: 0, body: .fault(Self.failure))]
            + [RunEvent(seq: 1, t: 1, body: .runFinished(RunFinished(verdict: .inconclusive, reason: nil)))]
        let boundary = RunFold.result(of: events).diagnosis?.boundary
        #expect(boundary == "None proven: the browser did not start: no such file.")
    }
}
