import Convergence
import Testing

@Suite("When to look, and when to stop (R1, R6, R7, R8)")
struct ScheduleTests {
    /// Everything holds from a time on.
    private static func arriving(
        _ keys: [String] = ["a", "@final"],
        at time: Milliseconds,
        latency: Milliseconds = 10
    ) -> (String, Milliseconds, Int) -> Look {
        { probe, start, _ in
            let reading: Reading = start + latency / 2 >= time ? .yes : .no
            return .saw(
                Dictionary(uniqueKeysWithValues: keys.map { ($0, reading) }), on: probe, at: start, for: latency)
        }
    }

    @Test("the first look starts at time zero and the next after the end of the last")
    func first() throws {
        var pacer = Pacer(try Tell.plan([try Tell.match("a")]), answer: Self.arriving(at: 3000, latency: 400))
        pacer.run()
        #expect(pacer.faults == [])
        #expect(pacer.looks.first?.start == 0)
        for (earlier, later) in zip(pacer.looks, pacer.looks.dropFirst()) { #expect(later.start >= earlier.end + 50) }
    }

    @Test("a look starts at every budget that is still open, at the deadline, and at the end of the time after it")
    func edges() throws {
        let plan = try Tell.plan([try Tell.match("a", within: 1234), try Tell.match("b", within: 4321)])
        var pacer = Pacer(plan, answer: Self.arriving(["a", "b", "@final"], at: .infinity, latency: 0))
        pacer.run()
        #expect(pacer.faults == [])
        for edge in [1234, 4321, 10_000, 12_000.0] { #expect(pacer.looks.contains { $0.start == edge }, "\(edge)") }
        #expect(pacer.finishedAt == 12_000)
    }

    @Test("a budget that was met needs no look of its own")
    func metBudget() throws {
        let plan = try Tell.plan([try Tell.match("a", within: 5000)], within: 60_000, settle: 1000)
        var pacer = Pacer(plan, answer: Self.arriving(["a"], at: 100, latency: 0))
        pacer.run()
        #expect(!pacer.looks.contains { $0.start == 5000 })
    }

    @Test("a look starts at the end of settling")
    func settleEdge() throws {
        var pacer = Pacer(try Tell.plan([try Tell.match("a")]), answer: Self.arriving(at: 500))
        pacer.run()
        let started = try #require(pacer.watch.outcome().settleStarted)
        #expect(pacer.looks.last?.start == started + 2000)
        #expect(pacer.watch.outcome().settled)
    }

    @Test("an error at an edge is tried again every 250 ms for three seconds")
    func retry() throws {
        var pacer = Pacer(try Tell.plan([try Tell.match("a")])) { probe, start, _ in
            start >= 10_000 ? .failed(at: start) : .saw(["a": .no, "@final": .no], at: start)
        }
        pacer.run()
        #expect(pacer.faults == [])
        let retries = pacer.looks.filter { $0.start >= 10_000 && $0.start <= 13_000 }
        #expect(retries.count == 12)
        for (earlier, later) in zip(retries, retries.dropFirst()) { #expect(later.start == earlier.end + 250) }
        #expect(pacer.finishedAt.map { $0 > 13_000 && $0 < 13_300 } == true)
        #expect(pacer.watch.status("a") == .unknown)
    }

    @Test("Retry-After is obeyed at an edge, and a probe that wants to be left alone for longer is not waited for")
    func retryAfter() throws {
        for (pause, expected) in [(1500.0, StageOutcome.Status.reached), (60_000, .unknown)] {
            var pacer = Pacer(try Tell.plan([try Tell.match("a")])) { probe, start, _ in
                if start < 9_900 { return .saw(["a": .no, "@final": .no], at: start) }
                return start < 11_000
                    ? .failed(at: start, retryAfter: pause) : .saw(["a": .yes, "@final": .yes], at: start)
            }
            pacer.run()
            #expect(pacer.faults == [])
            let failure = try #require(pacer.looks.first { !$0.isSuccessful })
            #expect(!pacer.looks.contains { $0.start > failure.start && $0.start < failure.end + pause })
            #expect(pacer.watch.status("a") == expected)
            #expect(pacer.finishedAt.map { $0 < 16_000 } == true)
        }
    }

    @Test("looks of several slow probes that overlap in turn do not keep a watch up for ever")
    func overlapping() throws {
        let names = ["p", "q", "r"]
        let plan = try Tell.plan(
            try names.map { try Tell.match("on " + $0, on: $0) }, probes: names.map { ProbeRule(name: $0) })
        let lengths: [String: Milliseconds] = ["p": 7000, "q": 8300, "r": 9700]
        var pacer = Pacer(plan) { probe, start, _ in
            .saw(["on \(probe)": .no, "@final": .no], on: probe, at: start, for: lengths[probe] ?? 0)
        }
        pacer.run()
        #expect(pacer.faults == [])
        #expect(pacer.finishedAt.map { $0 < 45_000 } == true, "\(pacer.finishedAt ?? -1)")
        #expect(pacer.watch.status("on q") == .missing)
    }

    @Test("a probe held up by a slow look at the deadline is still asked once after it")
    func slowAtDeadline() throws {
        let plan = try Tell.plan([try Tell.match("a")], within: 3000, settle: 500)
        var pacer = Pacer(plan) { probe, start, number in
            // The second look takes as long as a look may.
            number == 1 ? .failed(at: start, for: 10_000) : .saw(["a": .no, "@final": .no], at: start)
        }
        pacer.run()
        #expect(pacer.faults == [])
        #expect(pacer.watch.status("a") == .missing)
    }

    @Test("a probe held up by a slow look at the end of settling is still asked once after it")
    func slowAtSettleEnd() throws {
        var pacer = Pacer(try Tell.plan([try Tell.match("a")])) { probe, start, number in
            .saw(["a": .yes, "@final": .yes], at: start, for: number == 3 ? 9000 : 10)
        }
        pacer.run()
        #expect(pacer.faults == [])
        #expect(pacer.watch.outcome().settled)
    }

    @Test("when one probe misses the deadline another that fails there is still tried again")
    func otherProbeAtDeadline() throws {
        let plan = try Tell.plan(
            [try Tell.match("a", on: "q"), try Tell.match("b", after: ["a"])],
            probes: [ProbeRule(name: "p"), ProbeRule(name: "q")], settle: 0)
        var pacer = Pacer(plan) { probe, start, _ in
            if probe == "p" { return .saw(["b": .no, "@final": .no], at: start) }
            return start < 11_000 ? .failed(on: probe, at: start) : .saw(["a": .no], on: probe, at: start)
        }
        pacer.run()
        #expect(pacer.faults == [])
        // Without q's word the missing stage behind it would be unknown.
        #expect(pacer.watch.status("a") == .missing)
        #expect(pacer.watch.status("b") == .missing)
    }

    @Test("steps that end after the deadline leave the time to see everything hold together")
    func lateSteps() throws {
        let plan = try Tell.plan(
            [try Tell.match("a"), try Tell.match("b", on: "q")],
            probes: [ProbeRule(name: "p"), ProbeRule(name: "q")])
        var watch = Watch(plan: plan, zero: 0)
        let (first, second): ([String: Reading], [String: Reading]) = (["a": .yes, "@final": .yes], ["b": .yes])
        watch.observe(.saw(first, at: 9000), .saw(second, on: "q", at: 9000), .saw(first, at: 28_000))
        // A flicker, and its confirmation is under way when the steps end.
        watch.observe(.saw(["b": .no], on: "q", at: 29_000))
        watch.endSteps(at: 30_000)
        watch.observe(.saw(second, on: "q", at: 29_110, for: 2000))
        #expect(watch.next(now: 31_110, inFlight: []) == .look(["p"]))
        watch.observe(.saw(first, at: 31_110))
        #expect(watch.settling == .running(since: 31_120))
    }

    @Test("settling starts again as often past the deadline as before it")
    func restartPastDeadline() throws {
        let plan = try Tell.plan(
            [try Tell.match("a", on: "q")], probes: [ProbeRule(name: "p"), ProbeRule(name: "q")], within: 1000,
            settle: 5000)
        var flickers: Set<Int> = []
        var pacer = Pacer(plan) { probe, start, number in
            guard probe == "q" else { return .saw(["@final": .yes], at: start) }
            let restart = start > 7000 ? 2 : start > 2500 ? 1 : 0
            let isContrary = restart > 0 && flickers.insert(restart).inserted
            return .saw(["a": isContrary ? .no : .yes], on: probe, at: start)
        }
        pacer.run()
        #expect(pacer.faults == [])
        #expect(pacer.watch.restarts == 2)
        #expect(pacer.watch.outcome().settled, "\(pacer.watch.outcome().notSettled ?? "")")
    }

    @Test("without a settle window every probe answers once more after the round that converged")
    func zeroSettle() throws {
        var pacer = Pacer(try Tell.plan([try Tell.match("a")], settle: 0), answer: Self.arriving(at: 500))
        pacer.run()
        let started = try #require(pacer.watch.outcome().settleStarted)
        #expect(pacer.watch.outcome().settled)
        #expect(pacer.looks.filter { $0.start >= started }.count == 1)
        #expect(pacer.finishedAt.map { $0 < 1000 } == true)
    }

    @Test("a probe that needs a capture is not asked before it, nor waited for when the capture never comes")
    func binding() throws {
        let plan = try Tell.plan(
            [try Tell.match("a"), try Tell.match("b", on: "q")],
            probes: [ProbeRule(name: "p"), ProbeRule(name: "q", boundAfterTrigger: true)])
        var bound = Pacer(plan, stepsEnd: 14_500, bindings: [("q", 14_000)]) { probe, start, _ in
            .saw(["a": .yes, "b": .yes, "@final": .yes], on: probe, at: start)
        }
        bound.run()
        #expect(bound.faults == [])
        #expect(bound.looks(of: "q").first?.start == 14_000)
        #expect(bound.watch.outcome().settled)
        var never = Pacer(plan, stepsEnd: 500) { probe, start, _ in
            .saw(["a": .yes, "b": .yes, "@final": .yes], on: probe, at: start)
        }
        never.run()
        #expect(never.faults == [])
        #expect(never.looks(of: "q").isEmpty)
        #expect(never.watch.status("b") == .unknown)
        #expect(never.watch.outcome().silent.first?.detail.contains("capture") == true)
    }

    @Test("a straggler that fails is not asked as fast as it can fail")
    func straggler() throws {
        let plan = try Tell.plan(
            [try Tell.match("a"), try Tell.match("b", on: "q")],
            probes: [ProbeRule(name: "p"), ProbeRule(name: "q")])
        var pacer = Pacer(plan) { probe, start, number in
            if probe == "q" && number > 0 { return .failed(on: probe, at: start, for: 0) }
            return .saw(["a": start > 300 ? .yes : .no, "b": .yes, "@final": .yes], on: probe, at: start)
        }
        pacer.run()
        #expect(pacer.faults == [])
        #expect(pacer.looks(of: "q").count < 70)
        #expect(pacer.watch.outcome().notSettled?.contains("probe q (502 Bad Gateway)") == true)
    }

    @Test("whatever the probes do, a watch asks for nothing twice, never spins, and ends", arguments: 0..<150)
    func ends(_ seed: UInt64) throws {
        var random = SplitMix64(state: seed)
        let names = ["p", "q", "r"].prefix(Int.random(in: 1...3, using: &random))
        let stages = try names.flatMap { name in
            [
                try Tell.match("m" + name, on: name, within: 2500, passing: Bool.random(using: &random)),
                try Tell.count(
                    "c" + name, on: name, passing: Bool.random(using: &random),
                    redeliveryForbidden: Bool.random(using: &random)),
            ]
        }
        let plan = try Tell.plan(
            stages, probes: names.map { ProbeRule(name: $0) }, within: 5000,
            settle: [0, 500, 3000].randomElement(using: &random) ?? 0,
            poll: [[], [0], [700]].randomElement(using: &random) ?? [])
        let trouble = Double.random(in: 0...1, using: &random)
        let latencies: [Milliseconds] = [0, 20, 900, 4000]
        let latency = latencies.randomElement(using: &random) ?? 0
        var dice = random
        var pacer = Pacer(plan, stepsEnd: Double.random(in: 0...9000, using: &random), seed: seed) { probe, start, _ in
            let length = latency * Double.random(in: 0...2, using: &dice)
            guard Double.random(in: 0...1, using: &dice) > trouble * 0.6 else {
                let outcome: Look.Outcome =
                    [.transient, .notFound, .rejected].randomElement(using: &dice) ?? .transient
                let pause: Milliseconds? = Int.random(in: 0...9, using: &dice) == 0 ? 2500 : nil
                return .failed(outcome, on: probe, at: start, for: length, retryAfter: pause)
            }
            let holds = Double.random(in: 0...1, using: &dice) > trouble * 0.4
            let number = holds ? 1 : Int.random(in: 0...2, using: &dice)
            let readings: [String: Reading] = [
                "m" + probe: holds ? .yes : .no, "@final": .yes,
                "c" + probe: .count(number, Array(repeating: "x", count: number)),
            ]
            return .saw(readings, on: probe, at: start, for: length)
        }
        pacer.run(until: 90_000)
        #expect(pacer.faults == [])
        let contrary: Set<StageOutcome.Status> = [.duplicated, .regressed, .missing, .pending]
        let outcome = pacer.watch.outcome()
        if outcome.settled { #expect(outcome.stages.allSatisfy { !contrary.contains($0.status) }) }
    }
}
