import Convergence

/// Whether a scenario could have failed: the run it passed, told again with one thing gone wrong each time.
///
/// The journal's readings are replayed under a virtual clock, so that nothing is run again. What judges a mutant is what
/// judges a run.
package struct Proof: Sendable {
    /// One mutant and what became of it.
    package struct Trial: Sendable {
        /// What was made to go wrong.
        package let mutation: Mutation
        /// What a run would have come to.
        package let verdict: Verdict
        /// Its first reason.
        package let reason: Reason?
        /// Whether the run noticed, for the right reason.
        package let isKilled: Bool
        /// Where in the scenario stands what lets it live.
        package let place: SourceLocation?
        /// What to write instead; empty for a mutant that was killed.
        package let remedy: String
    }

    /// Every mutant, in the order of the stages.
    package let trials: [Trial]
    /// How many mutants were left out because they look the same by rule.
    package let equivalent: Int

    /// The mutants that would have passed, or failed for another reason.
    package var survivors: [Trial] { trials.filter { !$0.isKilled } }

    /// Why a journal proves nothing about its scenario.
    package struct Unprovable: Error, CustomStringConvertible {
        /// In one line.
        package let description: String
    }

    /// Tries every mutant of a run.
    ///
    /// - Parameters:
    ///   - events: The journal of a run that passed.
    ///   - isWanted: Asked before each mutant; the rest is given up once it is not.
    /// - Throws: ``Unprovable`` when the run did not pass, or cannot be told again, or not everything was tried.
    package init(of events: [RunEvent], while isWanted: () -> Bool = { true }) throws(Unprovable) {
        guard let recorded = RecordedRun(events) else {
            throw Unprovable(description: "the trigger was not dispatched, so there is nothing to tell again")
        }
        // As it was: where it settles is where a late effect would be.
        let healthy = Replay(recorded: recorded, mutation: nil, settling: .infinity)
        let (result, settleStart) = healthy.run()
        guard result.verdict == .passed, let settleStart else {
            let why = result.firstReason.map { "\($0.code.rawValue), \($0.detail)" } ?? result.verdict.rawValue
            throw Unprovable(description: "the recorded run, told again, does not pass: \(why)")
        }
        // Without a settle window nobody looks on: what comes later comes when the run is over.
        let settle = recorded.plan.settle
        let settling = settleStart + (settle > 0 ? settle / 2 : 2000)
        let (mutations, equivalent) = recorded.plan.mutations
        let replays = mutations.map { Replay(recorded: recorded, mutation: $0, settling: settling) }
            .filter(\.system.isVisible)
        self.equivalent = equivalent + mutations.count - replays.count
        var trials: [Trial] = []
        for replay in replays {
            guard isWanted() else {
                throw Unprovable(description: "given up after \(trials.count) of \(replays.count)")
            }
            if let mutation = replay.mutation { trials.append(Trial(mutation, replay.run().result, recorded)) }
        }
        self.trials = trials
    }
}

extension Proof.Trial {
    fileprivate init(_ mutation: Mutation, _ result: RunResult, _ recorded: RecordedRun) {
        self.mutation = mutation
        verdict = result.verdict
        reason = result.firstReason
        let isRight = result.reasons.contains { reason in
            mutation.expected.contains(reason.code)
                && (reason.stage == nil || reason.stage == mutation.subject.description)
        }
        isKilled = verdict != .passed && isRight
        guard !isKilled else {
            place = nil
            remedy = ""
            return
        }
        let needsSettling =
            switch mutation {
            case .repeated, .revoked: recorded.plan.settle == 0
            default: false
            }
        place = recorded.places[needsSettling ? PlaceKey.settle : mutation.subject.key]
        remedy = needsSettling ? "watch on after convergence: write `settle: 5s`" : mutation.remedy
    }
}

extension Mutation {
    /// What to look at where one lives although the run settles.
    fileprivate var remedy: String {
        switch self {
        case .dropped, .late, .unanswered: "make the stage's condition false until the trigger has had its effect"
        case .duplicated, .repeated: "count it by its identities: `count`, `identity` and `exactly: 1`"
        case .reversed: "let its `time` be compared: name the probe's `clock`"
        case .revoked: "let it last: leave out `passing: true`"
        case .forbidden: "make the pattern match the forbidden state"
        }
    }
}

/// Keys of ``PlanResolved/places`` beside those of the subjects.
package enum PlaceKey {
    /// Where `settle` stands, or what it belongs to.
    package static let settle = "@settle"
    /// Where the trigger stands.
    package static let trigger = "@trigger"
}

/// One telling of a recorded run.
private struct Replay {
    let recorded: RecordedRun
    let mutation: Mutation?
    let settling: Milliseconds

    var system: MutatedSystem { MutatedSystem(recorded: recorded, mutation: mutation, settling: settling) }

    /// Tells it.
    ///
    /// - Returns: What it comes to, and when it settled, since time zero.
    func run() -> (result: RunResult, settleStart: Milliseconds?) {
        let system = system
        let watch = VirtualWatch(
            plan: recorded.plan, zero: recorded.zero, baseline: recorded.baseline, stepsEnd: recorded.stepsEnd,
            boundAt: recorded.boundAt)
        var told: [(time: Milliseconds, body: RunEvent.Body)] = []
        let ending = watch.run(ask: system.look) { event in
            switch event {
            case .stepsEnded(let time): told.append((time, .phase(PhaseEntered(.converge))))
            case .looked(let look): told.append((look.end, .look(LookTaken(look: look, purpose: .converge))))
            }
        }
        let end = recorded.zero + ending.at
        var events = recorded.story.filter { $0.t <= end }.map { (time: $0.t, body: $0.body) } + told
        events = events.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(
            \.element)
        events.append((end, .runFinished(RunFinished(verdict: .passed, reason: nil))))
        var fold = RunFold()
        for (seq, event) in events.enumerated() { fold.apply(RunEvent(seq: seq, t: event.time, body: event.body)) }
        return (fold.result(), ending.watch.outcome().settleStarted)
    }
}
