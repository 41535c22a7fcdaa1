import Convergence
import Testing

@Suite("In time, late, missing, unknown (R8, R10, R11)")
struct LatenessTests {
    private static func watch(_ stages: [StageRule], probes: [ProbeRule] = [ProbeRule(name: "p")]) throws -> Watch {
        var watch = Watch(plan: try Tell.plan(stages, probes: probes), zero: 0)
        watch.endSteps(at: 0)
        return watch
    }

    @Test("a look begun before the budget proves nothing of it, whenever it ends; one begun at it does")
    func begun() throws {
        var watch = try Self.watch([try Tell.match("a", within: 2000)])
        watch.observe(.saw(["a": .no], at: 1999, for: 3000))
        watch.observe(.saw(["a": .yes], at: 5000))
        #expect(watch.status("a") == .reached)
        var late = try Self.watch([try Tell.match("a", within: 2000)])
        late.observe(.saw(["a": .no], at: 2000), .saw(["a": .yes], at: 2100))
        #expect(late.status("a") == .late)
    }

    @Test(
        "first seen long after the budget with nothing but errors before: nobody knows when it came, so it is not green"
    )
    func blindSpot() throws {
        var watch = try Self.watch([try Tell.match("a", within: 2000)])
        watch.observe(.saw(["a": .no], at: 1000), .failed(at: 1900), .failed(at: 4000))
        var soon = watch
        soon.observe(.saw(["a": .yes, "@final": .yes], at: 4900))
        #expect(soon.status("a") == .reached)
        watch.observe(.saw(["a": .yes, "@final": .yes], at: 5100), .saw(["a": .yes, "@final": .yes], at: 7200))
        #expect(watch.status("a") == .unknown)
        let outcome = watch.outcome()
        #expect(outcome.silent.first?.detail == "nothing until +5.1 s, before that 502 Bad Gateway")
    }

    @Test("slow answers are no errors: what the first look after the budget shows is in time")
    func slow() throws {
        var watch = try Self.watch([try Tell.match("a", within: 2000)])
        watch.observe(.saw(["a": .no], at: 1000, for: 6000), .saw(["a": .yes], at: 7000, for: 6000))
        #expect(watch.status("a") == .reached)
    }

    @Test("what a late budget's own clock says needs no look, give or take the skew")
    func ownTime() throws {
        var stage = try Tell.match("a", within: 2000)
        stage.clock = ProbeRule.runnerClock
        let plan = try Tell.plan([stage], probes: [ProbeRule(name: "p", clock: ProbeRule.runnerClock, skew: 40)])
        for (time, expected) in [(2000.0, StageOutcome.Status.reached), (2040, .reached), (2041, .late)] {
            var watch = Watch(plan: plan, zero: 0)
            watch.observe(.saw(["a": .yes.at(1_000_000 + time)], at: 1000))
            #expect(watch.outcome(zeroWallClock: 1_000_000).stages[0].status == expected)
        }
    }

    @Test("an own time within the budget answers for errors around it")
    func ownTimeInBlindSpot() throws {
        var stage = try Tell.match("a", within: 2000)
        stage.clock = ProbeRule.runnerClock
        var watch = try Self.watch([stage])
        watch.observe(.failed(at: 1900), .saw(["a": .yes.at(1_001_500)], at: 9000))
        #expect(watch.outcome(zeroWallClock: 1_000_000).stages[0].status == .reached)
        #expect(watch.outcome().stages[0].status == .unknown)
    }

    @Test("a passing state that nobody saw and whose own time is past its budget was late")
    func goneThroughLate() throws {
        var stage = try Tell.match("a", within: 2000, passing: true)
        stage.clock = ProbeRule.runnerClock
        var watch = try Self.watch([stage, try Tell.match("b", after: ["a"])])
        watch.observe(.saw(["a": .no.at(1_004_000), "b": .yes], at: 5000))
        #expect(watch.outcome(zeroWallClock: 1_000_000).stages[0].status == .late)
        #expect(watch.outcome().stages[0].status == .goneThrough)
    }

    @Test("what was there in time and flipped before its budget is recorded, not late")
    func flipAroundBudget() throws {
        var watch = try Self.watch([try Tell.match("a", within: 2000)])
        watch.see([["a": .yes], ["a": .no], ["a": .no]], from: 1700)
        watch.see([["a": .no], ["a": .yes]], from: 2000)
        #expect(watch.status("a") == .reached)
        #expect(watch.outcome().stages[0].flickers == 1)
    }

    @Test("a stage that missed its own budget and then the deadline is looked for until the end of the time after it")
    func ownBudgetThenDeadline() throws {
        let plan = try Tell.plan([try Tell.match("a", within: 2000)], settle: 6000)
        var pacer = Pacer(plan) { probe, start, _ in .saw(["a": .no, "@final": .yes], at: start) }
        pacer.run()
        #expect(pacer.looks.contains { $0.start == 16_000 })
        #expect(pacer.watch.status("a") == .missing)
    }

    @Test("late by its own budget does not settle nor wait when it comes after the deadline")
    func lateTwice() throws {
        var watch = try Self.watch([try Tell.match("a", within: 2000)])
        watch.see([["a": .no, "@final": .yes]], from: 2000)
        watch.see([["a": .no, "@final": .yes]], from: 10_000)
        watch.see([["a": .yes, "@final": .yes]], from: 11_000)
        #expect(watch.settling == .notStarted)
        #expect(watch.isFinished(now: 11_020, inFlight: []))
        #expect(watch.status("a") == .late)
    }

    @Test("reached, gone again and gone at the deadline is a regression; unknown when nobody answers there")
    func lapsedBefore() throws {
        var watch = try Self.watch([try Tell.match("a")])
        watch.see([["a": .yes], ["a": .no], ["a": .no]], from: 1000)
        #expect(watch.status("a") == .unknown)
        watch.see([["a": .no]], from: 10_000)
        #expect(watch.status("a") == .regressed)
    }

    @Test("a passing state is not gone through because of a stage that held before the trigger")
    func heldBefore() throws {
        let stages = [try Tell.match("a", passing: true), try Tell.match("b", after: ["a"], mayHoldBefore: true)]
        var watch = Watch(plan: try Tell.plan(stages), zero: 100, baseline: [.saw(["b": .yes], at: 0)])
        watch.endSteps(at: 100)
        watch.see([["a": .no, "b": .yes, "@final": .yes]], from: 200)
        #expect(!watch.outcome().settled && watch.settling == .notStarted)
        watch.see([["a": .no, "b": .yes, "@final": .yes]], from: 12_000)
        #expect(watch.status("a") == .missing)
    }

    @Test("missing behind an unknown stage is unknown, also when the run was cut short")
    func behindUnknown() throws {
        let stages = [try Tell.match("a", on: "q"), try Tell.match("b", after: ["a"]), try Tell.match("c")]
        var watch = try Self.watch(stages, probes: [ProbeRule(name: "p"), ProbeRule(name: "q")])
        watch.see([["b": .no, "c": .no, "@final": .no]], from: 10_000)
        watch.observe(.failed(on: "q", at: 10_000))
        #expect(watch.outcome().stages.map(\.status) == [.unknown, .unknown, .missing, .unknown])
        #expect(watch.outcome(cutShort: true).stages.map(\.status) == [.pending, .pending, .missing, .pending])
    }

    @Test("before the deadline nothing is missing, and with the steps open nothing is unknown")
    func pending() throws {
        var watch = Watch(plan: try Tell.plan([try Tell.match("a"), try Tell.match("b", within: 500)]), zero: 0)
        watch.see([["a": .no, "b": .no]], from: 600)
        #expect(watch.outcome().stages.map(\.status) == [.pending, .late, .pending])
        watch.endSteps(at: 700)
        #expect(watch.outcome().stages.map(\.status) == [.unknown, .late, .unknown])
        #expect(watch.outcome(cutShort: true).stages.map(\.status) == [.pending, .late, .pending])
    }
}
