import Convergence
import RunModel
import Testing

/// R9: what a probe that does not answer is called, wherever an answer was needed.
@Suite struct SilenceTests {
    private static func look(_ outcome: Look.Outcome) -> Look {
        Look(probe: "workflow", start: 0, end: 10, outcome: outcome, status: 404, detail: "answered 404: \"no\"")
    }

    private static func reason(_ silence: Silence, in phase: Phase) throws -> Reason {
        let step = Story.Step("expect workflow", phase, failure: StepFailure(silence))
        return try #require(Player.result(try Plans.upgrade(), .but { $0.steps = [step] }).firstReason)
    }

    @Test(
        "a step tells of it what the baseline tells, before the trigger, beside the polling and at the end",
        arguments: [Look.Outcome.rejected, .notFound, .transient], [Phase.steps, .trigger, .then])
    func alike(_ outcome: Look.Outcome, _ phase: Phase) throws {
        let look = Self.look(outcome)
        let outage = Story.Outage(
            from: -2000, to: 0, outcome: outcome, status: look.status, detail: look.detail ?? "")
        let result = Player.result(try Plans.upgrade(), .but { $0.outages = [outage] })
        let baseline = try #require(result.firstReason)
        #expect(baseline.code == (outcome == .transient ? .probeUnreachable : .probeRejected))
        let step = try Self.reason(Silence(look), in: phase)
        #expect(step.code == baseline.code && step.boundary == nil)
        #expect(step.detail == "expect workflow: \(baseline.detail)")
    }

    @Test("a 404 is hinted at only until the probe has answered", arguments: [Phase.steps, .trigger, .then])
    func hint(_ phase: Phase) throws {
        let look = Self.look(.notFound)
        #expect(try Self.reason(Silence(look), in: phase).detail.hasSuffix(ProbeRecord.absentHint))
        let later = try Self.reason(Silence(look, hasAnswered: true), in: phase)
        #expect(later.code == .probeRejected && later.detail.hasSuffix("probe workflow refused: answered 404: \"no\""))
    }

    @Test("what a step wanted the answer for stands before it")
    func purpose() {
        let failure = StepFailure(Silence(Self.look(.rejected)), for: "capture tenant", log: ["a line"])
        #expect(failure.kind == .refusal && failure.log == ["a line"])
        #expect(failure.message == "capture tenant: probe workflow refused: answered 404: \"no\"")
        #expect(StepFailure(Silence(Self.look(.transient))).kind == .probe)
    }
}
