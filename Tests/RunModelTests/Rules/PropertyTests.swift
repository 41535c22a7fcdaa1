import Convergence
import JSONKit
import RunModel
import Testing

/// What has to hold of every journal, whatever it tells.
@Suite struct PropertyTests {
    static let cases: [Case] =
        BeforeTriggerTests.cases + TimeTests.cases + StateTests.cases + VerdictTests.cases + GapTests.cases
        + LostTriggerTests.cases
    static let passing = cases.filter { $0.verdict == .passed }

    @Test("no part of a journal is a pass, and no journal is one before the system has settled", arguments: cases)
    func prefixes(_ row: Case) throws {
        let events = Player.played(try row.plan(), row.story()).events
        var fold = RunFold()
        for (offset, event) in events.enumerated() {
            fold.apply(event)
            if offset < events.count - 1 {
                #expect(fold.result().verdict != .passed, "after event \(offset)")
            }
            let result = fold.result(complete: true)
            #expect(result.verdict != .passed || result.watch?.settled == true)
            #expect((result.verdict == .passed) == (result.firstReason == nil && result.verdict != .interrupted))
        }
    }

    @Test("an answer less never proves a failure", arguments: passing)
    func fewerLooks(_ row: Case) throws {
        let story = row.story()
        let events = Player.played(try row.plan(), story).events
        for index in events.indices where events[index].isLook {
            // Of replicas that answer in turn a lost line may leave two contrary answers in a row.
            if story.staleReplica == nil {
                var dropped = events
                dropped.remove(at: index)
                #expect(RunFold.result(of: dropped).verdict != .failed, "without event \(index)")
            }
            let others: [Look.Outcome] = index.isMultiple(of: 4) ? [.notFound, .rejected] : []
            for outcome in [.transient] + others {
                var failed = events
                failed[index] = events[index].failing(outcome)
                #expect(RunFold.result(of: failed).verdict != .failed, "event \(index) \(outcome)")
            }
        }
    }

    @Test("an error at every look from some time on is never a pass", arguments: passing)
    func silence(_ row: Case) throws {
        let events = Player.played(try row.plan(), row.story()).events
        for start in events.indices where events[start].isLook {
            let mute = events.enumerated().map { $0.offset < start ? $0.element : $0.element.failing(.transient) }
            #expect(RunFold.result(of: mute).verdict != .passed, "from event \(start)")
        }
    }

    @Test("the watch that drove a run and the one that judges it say the same", arguments: cases)
    func foldAndLive(_ row: Case) throws {
        let player = Player.played(try row.plan(), row.story())
        guard let live = player.watch else { return }
        var fold = RunFold()
        for event in player.events { fold.apply(event) }
        let folded = try #require(fold.watch)
        #expect(folded.outcome() == live.outcome())
        #expect(folded.settling == live.settling && folded.restarts == live.restarts)
        #expect(folded.records == live.records && folded.probes == live.probes)
    }

    @Test("a journal that went through its text is judged the same", arguments: cases)
    func text(_ row: Case) throws {
        let events = Player.played(try row.plan(), row.story()).events
        let read = try events.map { try RunEvent(line: try $0.line()) }
        #expect(read == events)
        let (first, second) = (RunFold.result(of: events), RunFold.result(of: read))
        #expect(first.verdict == second.verdict && first.reasons == second.reasons && first.stages == second.stages)
        #expect(first.diagnosis == second.diagnosis)
    }

    @Test("a stage that is taken out of every answer is not passed over", arguments: passing)
    func droppedStage(_ row: Case) throws {
        let plan = try row.plan()
        let events = Player.played(plan, row.story()).events
        for stage in plan.stages where !stage.passing {
            let mutant = events.map { event in
                event.mapLook { $0.readings[stage.name] = Reading(holds: false, count: 0, identities: []) }
            }
            #expect(RunFold.result(of: mutant).verdict != .passed, "\(stage.name)")
        }
    }

    @Test("a second effect is a failure, in whatever look it appears", arguments: passing)
    func duplicatedStage(_ row: Case) throws {
        let plan = try row.plan()
        let events = Player.played(plan, row.story()).events
        for stage in plan.stages {
            guard case .count(_, .exactly(let number)) = stage.condition.test else { continue }
            let identities = (0...number).map { "effect \($0)" }
            let excess = Reading(count: number + 1, identities: identities)
            for mutant in Mutants(events, stage: stage.name, becomes: excess) {
                #expect(mutant.result.verdict != .passed, "\(stage.name) from \(mutant.start)")
                if mutant.count > 1 { #expect(mutant.result.firstReason?.code == .stageDuplicated) }
            }
        }
    }

    @Test("a stage taken back for good is not passed over, in whatever look it happens", arguments: passing)
    func revokedStage(_ row: Case) throws {
        let plan = try row.plan()
        let events = Player.played(plan, row.story()).events
        for stage in plan.stages where !stage.passing {
            let gone = Reading(holds: false, count: 0, identities: [])
            for mutant in Mutants(events, stage: stage.name, becomes: gone) {
                #expect(mutant.result.verdict != .passed, "\(stage.name) from \(mutant.start)")
            }
        }
    }

    @Test("a signal or a kill at any moment is an interrupted run", arguments: 0..<80)
    func interrupted(_ moment: Int) throws {
        let time = Double(moment) * 50
        let plan = try Plans.upgrade()
        let end = Player.result(plan, .healthy).duration - 1000
        for story in [Story.but { $0.interruptedAt = time }, .but { $0.killedAt = time }] {
            let result = Player.result(plan, story)
            #expect(result.verdict == (time >= end ? .passed : .interrupted))
            guard result.verdict == .interrupted else { continue }
            #expect(result.reasons.isEmpty, "\(result.reasons)")
            #expect(result.diagnosis?.lines.allSatisfy { !$0.isEmpty } == true)
        }
    }

    @Test("the hard stop at any moment is inconclusive, and blames nobody else")
    func stopped() throws {
        let plan = try Plans.upgrade()
        for time in stride(from: 0.0, to: 3000, by: 100) {
            let result = Player.result(plan, .but { $0.stoppedAt = time })
            #expect(result.verdict == .inconclusive)
            #expect(result.reasons.map(\.code) == [.timedOut], "\(result.reasons)")
        }
    }

    @Test("events in any order, twice or not at all never stop the fold", arguments: 0..<60)
    func scrambled(_ seed: UInt64) throws {
        var random = SplitMix64(state: seed)
        let row = Self.cases[Int(seed) * 7 % Self.cases.count]
        var events = Player.played(try row.plan(), row.story()).events
        for _ in 0..<10 where !events.isEmpty {
            let (one, two) = (
                Int.random(in: events.indices, using: &random), Int.random(in: events.indices, using: &random)
            )
            switch Int.random(in: 0...2, using: &random) {
            case 0: events.swapAt(one, two)
            case 1: events.insert(events[one], at: two)
            default: events.remove(at: one)
            }
        }
        let result = RunFold.result(of: events)
        #expect(result.verdict != .passed || result.watch?.settled == true)
    }
}

/// A journal with what it says of one stage changed from some look on, for every third look.
private struct Mutants: Sequence {
    let mutants: [(start: Int, count: Int, result: RunResult)]

    init(_ events: [RunEvent], stage: String, becomes reading: Reading) {
        let looks = events.indices.filter { events[$0].speaks(of: stage) }
        mutants = stride(from: 0, to: looks.count, by: 3).map { offset in
            var mutant = events
            for index in looks[offset...] { mutant[index] = events[index].mapLook { $0.readings[stage] = reading } }
            return (looks[offset], looks.count - offset, RunFold.result(of: mutant))
        }
    }

    func makeIterator() -> some IteratorProtocol<(start: Int, count: Int, result: RunResult)> {
        mutants.makeIterator()
    }
}

extension RunEvent {
    /// An answer after the trigger that says something of a stage.
    func speaks(of stage: String) -> Bool {
        guard isLook, case .look(let taken) = body else { return false }
        return taken.look.readings[stage] != nil
    }

    /// A look after the trigger.
    var isLook: Bool {
        guard case .look(let taken) = body else { return false }
        return taken.purpose == .converge
    }

    /// The event with its look changed, if it is one after the trigger.
    func mapLook(_ change: (inout Look) -> Void) -> RunEvent {
        guard case .look(var taken) = body, taken.purpose == .converge else { return self }
        change(&taken.look)
        return RunEvent(seq: seq, t: t, body: .look(taken))
    }

    /// The event with its look turned into an error.
    func failing(_ outcome: Look.Outcome) -> RunEvent {
        mapLook {
            $0.outcome = outcome
            $0.readings = [:]
            $0.detail = "502 Bad Gateway"
        }
    }
}
