import Convergence
import JSONKit
import RunModel
import Testing

/// Whether a scenario could have failed, from the journal of the run that it passed.
@Suite struct ProofTests {
    private static func proof(
        _ story: Story = .healthy,
        plan change: (inout ConvergencePlan) throws -> Void = { _ in }
    ) throws -> Proof {
        let player = Player.played(try Plans.upgrade(change: change), story)
        return try Proof(of: player.events)
    }

    @Test("every mutant of the upgrade is noticed, for the right reason")
    func upgrade() throws {
        let proof = try Self.proof()
        #expect(proof.survivors.map { "\($0.mutation.subject) \($0.mutation)" } == [])
        // Five stages dropped, late, revoked and unanswered, two counted twice and twice while settling, four orders,
        // the final state in four ways, one forbidden state.
        #expect(proof.trials.count == 5 * 4 + 2 * 2 + 4 + 4 + 1)
        // What is matched and not counted cannot be told from its repetition.
        #expect(proof.equivalent == 3 * 2)
    }

    @Test("each mutant comes to the reason of its kind")
    func reasons() throws {
        let proof = try Self.proof()
        func codes(_ isKind: (Mutation) -> Bool) -> Set<ReasonCode> {
            Set(proof.trials.filter { isKind($0.mutation) }.compactMap { $0.reason?.code })
        }
        #expect(codes { if case .dropped = $0 { true } else { false } } == [.stageMissing])
        #expect(codes { if case .late = $0 { true } else { false } } == [.stageLate])
        #expect(codes { if case .duplicated = $0 { true } else { false } } == [.stageDuplicated])
        #expect(codes { if case .repeated = $0 { true } else { false } } == [.stageDuplicated])
        #expect(codes { if case .reversed = $0 { true } else { false } } == [.stageMisordered])
        #expect(codes { if case .revoked = $0 { true } else { false } } == [.stageRegressed])
        #expect(codes { if case .unanswered = $0 { true } else { false } } == [.probeUnreachable])
        #expect(codes { if case .forbidden = $0 { true } else { false } } == [.neverSeen])
    }

    @Test("without settling, what comes or goes after convergence lives, and the line to blame is that of `settle`")
    func noSettling() throws {
        let plan = try Plans.upgrade(settle: 0)
        var player = Player(plan: plan, story: .healthy)
        player.play()
        let settle = SourceLocation(line: 40, column: 3)
        let events = player.events.map { event in
            guard case .plan = event.body else { return event }
            let places = [PlaceKey.settle: settle]
            return RunEvent(seq: event.seq, t: event.t, body: .plan(PlanResolved(plan: plan, places: places)))
        }
        let survivors = try Proof(of: events).survivors
        #expect(!survivors.isEmpty)
        for survivor in survivors {
            #expect(survivor.verdict == .passed && survivor.place == settle && survivor.remedy.contains("settle: 5s"))
        }
    }

    @Test("times of one clock are reversed as times, and a count is one too far in the direction it goes")
    func clocks() throws {
        let story = Story.but {
            $0.add(-950, ["stock": 7])
            $0.add(400, ["stock": 6])
            $0.add(700, ["processedAt": "2027-01-15T08:00:00.700Z"])
            $0.add(900, ["entitledAt": "2027-01-15T08:00:00.900Z"])
        }
        let proof = try Self.proof(story) { plan in
            plan.probes[0].clock = "staging"
            plan.stages[1].condition = try Plans.count("$.stock", .changesBy(-1))
            plan.stages[1].identity = nil
        }
        #expect(proof.survivors.map { "\($0.mutation.subject) \($0.mutation)" } == [])
    }

    @Test("two probes, and a time zero that no fraction hits: an instant does not get lost on its way")
    func fractions() throws {
        for zero in [590.809, 1362.481, 0.1 + 0.2, 1234.5678] {
            let player = Player.played(
                try Plans.upgrade { plan in
                    plan.probes.append(ProbeRule(name: "second", declaresAbsent: true))
                    plan.stages[4].condition = try Plans.count("$.events", .exactly(1), probe: "second")
                }, .healthy)
            let shift = zero - player.zero
            let events = player.events.map { event in
                var event = event
                event.t += shift
                if case .look(var taken) = event.body {
                    taken.look.start += shift
                    taken.look.end += shift
                    event.body = .look(taken)
                }
                return event
            }
            let survivors = try Proof(of: events).survivors
            #expect(survivors.map { "\($0.mutation.subject) \($0.mutation): \($0.verdict)" } == [], "\(zero)")
        }
    }

    @Test("a run that did not pass proves nothing")
    func unprovable() throws {
        let missing = Player.played(try Plans.upgrade(), .but { $0.drop("events") })
        let error = #expect(throws: Proof.Unprovable.self) { try Proof(of: missing.events) }
        #expect(error?.description.contains("stage_missing") == true)
        let covered = Player.played(try Plans.upgrade(), .but { $0.dispatched = false })
        #expect(throws: Proof.Unprovable.self) { try Proof(of: covered.events) }
    }

    @Test("the rest is given up as soon as nobody wants it any more, and then nothing is proven")
    func givenUp() throws {
        let player = Player.played(try Plans.upgrade(), .healthy)
        var asked = 0
        let error = #expect(throws: Proof.Unprovable.self) {
            try Proof(of: player.events) {
                asked += 1
                return asked <= 3
            }
        }
        #expect(error?.description == "given up after 3 of 33" && asked == 4)
    }

    @Test("of every simulated system that passes, each mutant is noticed")
    func simulated() throws {
        var proofs = 0
        for seed in 0..<100 {
            var simulation = try Simulation(seed: UInt64(seed))
            simulation.run()
            guard simulation.result?.verdict == .passed else { continue }
            // A network that fails by itself is told again without its failures.
            guard let proof = try? Proof(of: simulation.events) else { continue }
            proofs += 1
            // Without settling what comes later lives, and is told so.
            let unsettled = proof.survivors.filter { $0.remedy.contains("settle: 5s") }
            #expect(simulation.plan.settle == 0 || unsettled.isEmpty)
            let survivors = proof.survivors.filter { !$0.remedy.contains("settle: 5s") }.map {
                "\($0.mutation.subject) \($0.mutation): \($0.verdict)"
            }
            #expect(survivors == [], "seed \(seed)")
        }
        #expect(proofs > 25)
    }
}
