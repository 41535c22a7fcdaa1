import Convergence
import Testing

@Suite("The state before the trigger (R3)")
struct BaselineTests {
    private static func objections(
        _ stages: [StageRule],
        _ looks: [Look],
        change: (inout ConvergencePlan) throws -> Void = { _ in }
    ) throws -> [Baseline.Objection] {
        var plan = try Tell.plan(stages)
        try change(&plan)
        return Baseline(plan: plan, looks: looks).objections
    }

    @Test("nothing holds: the trigger may be dispatched, and the counts are kept")
    func clean() throws {
        let stages = [try Tell.match("a"), try Tell.count("b"), try Tell.count("c", .changesBy(1))]
        let look = Look.saw(["a": .no, "b": .count(0), "c": .count(4, ["x", "x", "y"]), "@final": .no], at: 0)
        let baseline = Baseline(plan: try Tell.plan(stages), looks: [.failed(at: 0), look])
        #expect(baseline.objections == [])
        #expect(baseline.bases == ["c": try #require(Base(.count(4, ["x", "x", "y"])))])
        #expect(baseline.bases["c"]?.effective == 4)
        #expect(Base(.count(3, ["x", "x", "y"]))?.effective == 2)
    }

    @Test("the last answer counts, whatever failed before or after it")
    func lastAnswer() throws {
        let looks: [Look] = [.saw(["a": .yes], at: 0), .saw(["a": .no], at: 20), .failed(at: 40)]
        #expect(try Self.objections([try Tell.match("a")], looks) == [])
    }

    @Test("a stage that holds, unless it may; one with too many, even if it may")
    func holds() throws {
        #expect(try Self.objections([try Tell.match("a")], [.saw(["a": .yes], at: 0)]) == [.holds(.stage("a"))])
        #expect(try Self.objections([try Tell.match("a", mayHoldBefore: true)], [.saw(["a": .yes], at: 0)]) == [])
        var counted = try Tell.count("a")
        #expect(try Self.objections([counted], [.saw(["a": .count(2)], at: 0)]) == [.holds(.stage("a"))])
        counted.mayHoldBefore = true
        #expect(try Self.objections([counted], [.saw(["a": .count(1)], at: 0)]) == [])
        #expect(try Self.objections([counted], [.saw(["a": .count(2)], at: 0)]) == [.holds(.stage("a"))])
    }

    @Test("a final or forbidden state that holds already, and a start condition that does not")
    func others() throws {
        let look = Look.saw(["@final": .yes, "@never.0": .count(1), "@given": .count(2)], at: 0)
        let found = try Self.objections([], [look]) {
            $0.never = [NeverRule(condition: try Tell.counted(.exactly(1)), text: "x")]
            $0.given = try Tell.counted(.exactly(1))
        }
        #expect(
            found == [.holds(.final), .givenNotMet(why: "the probe gave no reading of it"), .holds(.never(0))]
                || found.count == 3)
        #expect(found.contains(.holds(.final)) && found.contains(.holds(.never(0))))
    }

    @Test("silence, refusal, and a 404 that nobody declared")
    func silence() throws {
        #expect(try Self.objections([], []) == [.unreachable(probe: "p", detail: "it was never asked")])
        #expect(try Self.objections([], [.failed(at: 0)]) == [.unreachable(probe: "p", detail: "502 Bad Gateway")])
        #expect(
            try Self.objections([], [.failed(.rejected, at: 0)]) == [.rejected(probe: "p", detail: "502 Bad Gateway")])
        guard case .rejected(_, let detail)? = try Self.objections([], [.failed(.notFound, at: 0)]).first else {
            Issue.record("not refused")
            return
        }
        #expect(detail.contains("absent: [404]"))
    }

    @Test("`changes_by` of the final state and of a forbidden one counts from the baseline as a stage's does")
    func changesBy() throws {
        var plan = try Tell.plan([try Tell.match("a")], settle: 0)
        plan.final = try Tell.counted(.changesBy(-1))
        plan.never = [NeverRule(condition: try Tell.counted(.changesBy(2)), text: "two more")]
        let before = Look.saw(["@final": .count(7), "@never.0": .count(3)], at: 0)
        #expect(Baseline(plan: plan, looks: [before]).objections == [])
        var watch = Watch(plan: plan, zero: 100, baseline: [before])
        watch.endSteps(at: 100)
        watch.observe(.saw(["a": .yes, "@final": .count(6), "@never.0": .count(4)], at: 200))
        #expect(watch.status("final") == .reached)
        #expect(watch.outcome().sightings == [])
        watch.observe(.saw(["a": .yes, "@final": .count(6), "@never.0": .count(5)], at: 300))
        #expect(watch.outcome().sightings.map(\.index) == [0])
    }

    @Test("an absent answer is a base of zero")
    func absent() throws {
        let plan = try Tell.plan([try Tell.count("a", .changesBy(1), identity: false)])
        let absent = Look(
            probe: "p", start: 0, end: 10, outcome: .absent, status: 404,
            readings: plan.readings(of: "p", answer: nil))
        var watch = Watch(plan: plan, zero: 100, baseline: [absent])
        watch.observe(.saw(["a": .count(1)], at: 100))
        #expect(watch.status("a") == .reached)
    }
}
