import Convergence
import Testing

@Suite("Settling, flips and doubts (R10 to R14, R16)")
struct SettleTests {
    private static func watch(
        _ stages: [StageRule],
        settle: Milliseconds = 2000,
        probes: [ProbeRule] = [ProbeRule(name: "p")]
    ) throws -> Watch {
        var watch = Watch(plan: try Tell.plan(stages, probes: probes, settle: settle), zero: 0)
        watch.endSteps(at: 0)
        return watch
    }

    @Test("a passing count seen once too often is not green before a second look, not even without a settle window")
    func passingExcess() throws {
        var watch = try Self.watch([try Tell.count("a", passing: true)], settle: 0)
        watch.see([["a": .count(2), "@final": .yes]], from: 0)
        #expect(!watch.outcome().settled)
        watch.see([["a": .count(2), "@final": .yes]], from: 200)
        #expect(watch.status("a") == .duplicated)
    }

    @Test("a doubt about a passing count ends when the state has gone by")
    func passingDoubt() throws {
        var watch = try Self.watch([try Tell.count("a", passing: true)], settle: 100)
        watch.see(
            [
                ["a": .count(1), "@final": .no], ["a": .count(2), "@final": .no], ["a": .count(0), "@final": .yes],
                ["a": .count(0), "@final": .yes], ["a": .count(0), "@final": .yes],
            ], from: 0)
        #expect(watch.outcome().settled)
        #expect(watch.records[.stage("a")]?.flickers == 1)
    }

    @Test(
        "a forbidden redelivery in the last look is not green before a second one",
        arguments: [0, 100] as [Milliseconds])
    func redeliveryAtTheEnd(_ settle: Milliseconds) throws {
        var watch = try Self.watch([try Tell.count("a", redeliveryForbidden: true)], settle: settle)
        let twice: [String: Reading] = ["a": .count(2, ["x", "x"]), "@final": .yes]
        if settle > 0 { watch.see([["a": .count(1, ["x"]), "@final": .yes]], from: 0) }
        watch.see([twice], from: 500)
        #expect(!watch.outcome().settled)
        watch.see([twice], from: 700)
        #expect(watch.isContradicted)
        #expect(watch.status("a") == .duplicated)
    }

    @Test("a redelivery that a second look does not show again passes, and is told")
    func refutedRedelivery() throws {
        var watch = try Self.watch([try Tell.count("a", redeliveryForbidden: true)], settle: 0)
        watch.see(
            [
                ["a": .count(2, ["x", "x"]), "@final": .yes], ["a": .count(1, ["x"]), "@final": .yes],
                ["a": .count(1, ["x"]), "@final": .yes],
            ], from: 0)
        #expect(watch.outcome().settled)
        #expect(watch.outcome().stages.first?.redelivered == ["x"])
    }

    @Test("what was there twice before the trigger is no redelivery of this run")
    func repeatedBefore() throws {
        let stage = try Tell.count("a", .changesBy(1), redeliveryForbidden: true)
        let before = Look.saw(["a": .count(2, ["old", "old"])], at: 0)
        var watch = Watch(plan: try Tell.plan([stage], settle: 0), zero: 100, baseline: [before])
        watch.endSteps(at: 100)
        let good: [String: Reading] = ["a": .count(3, ["old", "old", "new"]), "@final": .yes]
        watch.see([good, good], from: 200)
        #expect(watch.outcome().settled)
        #expect(watch.outcome().stages[0].redelivered == [])
        let bad: [String: Reading] = ["a": .count(4, ["old", "old", "new", "new"]), "@final": .yes]
        watch.see([bad, bad], from: 500)
        #expect(watch.status("a") == .duplicated)
    }

    @Test("one contrary look in settle starts it again; twice at most")
    func restarts() throws {
        var watch = try Self.watch([try Tell.match("a")], settle: 10_000)
        let good: [String: Reading] = ["a": .yes, "@final": .yes]
        let bad: [String: Reading] = ["a": .no, "@final": .yes]
        watch.see([good, bad, good, bad, good], from: 0)
        #expect(watch.restarts == 2)
        #expect(watch.settling == .running(since: 410))
        watch.see([bad, good], from: 500)
        guard case .abandoned = watch.settling else {
            Issue.record("\(watch.settling)")
            return
        }
        #expect(watch.outcome().notSettled?.contains("flickering") == true)
        #expect(watch.isFinished(now: 700, inFlight: ["p"]))
    }

    @Test("two contrary looks in settle are a regression")
    func regression() throws {
        var watch = try Self.watch([try Tell.match("a")], settle: 10_000)
        let good: [String: Reading] = ["a": .yes, "@final": .yes]
        let bad: [String: Reading] = ["a": .no, "@final": .yes]
        watch.see([good, bad, bad], from: 0)
        #expect(watch.status("a") == .regressed)
        #expect(watch.isFinished(now: 300, inFlight: []))
        watch.see([good, good], from: 300)
        #expect(watch.status("a") == .regressed)
    }

    @Test("two replicas that answer in turn are no regression when the fresh one's turn failed")
    func errorBetween() throws {
        var watch = try Self.watch([try Tell.match("a")], settle: 10_000)
        let good: [String: Reading] = ["a": .yes, "@final": .yes]
        let stale: [String: Reading] = ["a": .no, "@final": .yes]
        watch.observe(
            .saw(good, at: 0), .saw(stale, at: 100), .failed(at: 200), .saw(stale, at: 300), .saw(good, at: 400))
        #expect(watch.status("a") == .reached)
        #expect(watch.restarts == 1)
        watch.observe(.saw(stale, at: 500), .failed(at: 600), .saw(stale, at: 700), .saw(stale, at: 800))
        #expect(watch.status("a") == .regressed)
    }

    @Test("too few and then the wrong way are two contrary looks")
    func mixedContrary() throws {
        var watch = Watch(
            plan: try Tell.plan([try Tell.count("a", .changesBy(1), identity: false)], settle: 10_000), zero: 100,
            baseline: [.saw(["a": .count(5)], at: 0)])
        watch.endSteps(at: 100)
        watch.see(
            [["a": .count(6), "@final": .yes], ["a": .count(5), "@final": .yes], ["a": .count(4), "@final": .yes]],
            from: 100)
        #expect(watch.status("a") == .regressed)
    }

    @Test("settling needs a look of each probe at or after its end, in any order of their ends")
    func eachProbe() throws {
        var watch = try Self.watch(
            [try Tell.match("a", on: "q")], settle: 1000, probes: [ProbeRule(name: "p"), ProbeRule(name: "q")])
        watch.observe(.saw(["@final": .yes], at: 0), .saw(["a": .yes], on: "q", at: 5, for: 20))
        #expect(watch.settling == .notStarted)
        watch.observe(.saw(["@final": .yes], at: 20))
        #expect(watch.settling == .running(since: 30))
        // Begun before the end, ended after it.
        watch.observe(.saw(["a": .yes], on: "q", at: 1000, for: 600), .saw(["@final": .yes], at: 1030))
        #expect(!watch.outcome().settled)
        watch.observe(.saw(["a": .yes], on: "q", at: 1600))
        #expect(watch.outcome().settled)
    }

    @Test("an absent answer in settle is an answer: twice is a regression")
    func absentInSettle() throws {
        var watch = try Self.watch([try Tell.count("a")], settle: 10_000)
        watch.see([["a": .count(1, ["x"]), "@final": .yes]], from: 0)
        let plan = watch.plan
        func absent(_ start: Milliseconds) -> Look {
            Look(
                probe: "p", start: start, end: start + 10, outcome: .absent, status: 404,
                readings: plan.readings(of: "p", answer: nil))
        }
        watch.observe(absent(200))
        #expect(watch.status("a") == .reached)
        watch.observe(absent(300))
        #expect(watch.status("a") == .regressed)
    }

    @Test("a count that is no number any more is a contrary answer, not a green one")
    func nullInSettle() throws {
        var watch = try Self.watch([try Tell.count("a")], settle: 100)
        let gone: [String: Reading] = ["a": Reading(why: "nothing to count"), "@final": .yes]
        watch.see([["a": .count(1, ["x"]), "@final": .yes], gone], from: 0)
        #expect(!watch.outcome().settled)
        watch.see([gone], from: 200)
        #expect(watch.status("a") == .regressed)
    }

    @Test("a probe that refuses in settle ends it at once, and nothing is green")
    func rejected() throws {
        var watch = try Self.watch([try Tell.match("a")])
        watch.observe(.saw(["a": .yes, "@final": .yes], at: 0))
        watch.observe(.failed(.rejected, at: 100), .failed(.rejected, at: 200))
        #expect(!watch.isFinished(now: 250, inFlight: []))
        watch.observe(.failed(.rejected, at: 300))
        #expect(watch.isFinished(now: 310, inFlight: ["p"]))
        #expect(!watch.outcome().settled)
        #expect(watch.outcome().silent.map(\.rejected) == [true])
    }

    @Test("a forbidden state in settle leaves no second reason that it did not settle")
    func neverInSettle() throws {
        var plan = try Tell.plan([try Tell.match("a")])
        plan.never = [NeverRule(condition: try Tell.counted(.exactly(1)), text: "x")]
        var watch = Watch(plan: plan, zero: 0)
        watch.endSteps(at: 0)
        watch.see([["a": .yes, "@final": .yes], ["a": .yes, "@final": .yes, "@never.0": .count(1)]], from: 0)
        #expect(watch.outcome().sightings.count == 1)
        #expect(watch.outcome().notSettled == nil)
    }
}
