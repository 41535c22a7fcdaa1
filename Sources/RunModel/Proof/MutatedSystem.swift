import Convergence

/// The recorded system with one thing gone wrong, to be looked at under a virtual clock.
struct MutatedSystem {
    let recorded: RecordedRun
    /// What went wrong; `nil` for the system as it was.
    let mutation: Mutation?
    /// A moment within the settle window of the system as it was, since time zero.
    let settling: Milliseconds

    private var plan: ConvergencePlan { recorded.plan }

    /// Whether it can be seen to go wrong: what went by unseen has nothing to be told otherwise, and what is seen so late
    /// that the other would be late, too, has no order of its own.
    var isVisible: Bool {
        switch mutation {
        case .duplicated(let subject), .repeated(let subject): return recorded.arrival(of: subject) != nil
        case .reversed(let subject, let other):
            guard recorded.arrival(of: subject) != nil, let stage = stage(subject) else { return false }
            // What was there before the trigger came after nothing.
            if heldBefore(subject) || heldBefore(.stage(other)) { return false }
            let isTold = clockTime(of: stage, before: other) != nil
            return isTold || reversal(of: .stage(other)) < budget(of: .stage(other))
        default: return true
        }
    }

    /// Makes the look of a probe; times count from time zero.
    func look(_ probe: String, at start: Milliseconds) -> Look {
        let end = start + recorded.latency(of: probe)
        if case .unanswered(let subject)? = mutation, condition(of: subject)?.probe == probe,
            start >= budget(of: subject) - 1
        {
            return Look(probe: probe, start: start, end: end, outcome: .transient, detail: "no answer, as assumed")
        }
        let answer = recorded.answer(probe, at: start)
        var look = Look(
            probe: probe, start: start, end: end, outcome: answer?.outcome ?? .absent, status: answer?.status,
            readings: answer?.readings ?? [:])
        for (subject, condition) in plan.subjects where condition.probe == probe {
            if let reading = reading(of: subject, condition, at: start) { look.readings[subject.key] = reading }
        }
        return look
    }

    /// What the mutation makes of a reading; `nil` where it leaves it alone.
    private func reading(of subject: Subject, _ condition: Condition, at time: Milliseconds) -> Reading? {
        switch mutation {
        case .dropped(subject), .unanswered(subject): return absent(subject, condition)
        case .late(let late) where subject == late || follows(subject, late):
            guard time >= lateness else { return absent(subject, condition) }
            return shifted(present(subject, condition), by: lateness - (recorded.arrival(of: late) ?? 0))
        case .duplicated(subject):
            return time < recorded.arrival(of: subject) ?? 0 ? nil : excess(subject, condition)
        case .repeated(subject): return time < settling ? nil : excess(subject, condition)
        case .reversed(subject, let other): return early(subject, condition, before: other)
        case .reversed(let early, let other) where subject == .stage(other) || follows(subject, .stage(other)):
            // Where times tell the order, it is enough that the one tells an earlier one.
            if let stage = stage(early), clockTime(of: stage, before: other) != nil { return nil }
            let arrival = recorded.arrival(of: .stage(other)) ?? 0
            guard time >= reversal(of: .stage(other)) else { return absent(subject, condition) }
            return shifted(present(subject, condition), by: max(0, reversal(of: .stage(other)) - arrival))
        case .revoked(subject): return time < settling ? nil : absent(subject, condition)
        case .forbidden(let index) where subject == .never(index): return forbidden(subject, condition)
        default: return nil
        }
    }

    // MARK: Times

    /// Within the time after the deadline in which late is told from missing (R8), where that is long enough for the look
    /// at the deadline to come before; else when nobody looks any more.
    private var lateness: Milliseconds {
        let slowest = plan.polledProbes.map(recorded.latency).max() ?? 0
        let half = plan.settle / 2
        return plan.within + (half > 3 * slowest + 100 ? half : plan.settle + 60_000)
    }

    /// Something that comes before what it follows: it is there from the start, and where its time is compared, that is
    /// earlier, too.
    private func early(_ subject: Subject, _ condition: Condition, before other: String) -> Reading {
        var reading = present(subject, condition)
        if let stage = stage(subject), let time = clockTime(of: stage, before: other) { reading.time = time }
        return reading
    }

    /// A time before that of another stage by more than their clock may err; `nil` where times are not compared (R15).
    private func clockTime(of stage: StageRule, before other: String) -> Milliseconds? {
        guard let other = plan.stage(other), let clock = plan.clock(of: stage), plan.clock(of: other) == clock,
            present(.stage(stage.name), stage.condition).time != nil,
            let time = present(.stage(other.name), other.condition).time
        else { return nil }
        let skew = plan.probes.filter { $0.clock == clock }.map(\.skew).max() ?? 0
        return time - max(1, skew) - 1000
    }

    private func heldBefore(_ subject: Subject) -> Bool {
        guard let condition = condition(of: subject) else { return false }
        return recorded.isThere(recorded.lastBefore(condition.probe)?.readings[subject.key], condition, subject)
    }

    private func stage(_ subject: Subject) -> StageRule? {
        if case .stage(let name) = subject { plan.stage(name) } else { nil }
    }

    /// When what ought to have come first comes: late enough to be seen missing after the other was seen.
    private func reversal(of subject: Subject) -> Milliseconds {
        var time = max(recorded.arrival(of: subject) ?? 0, min(1000, budget(of: subject) / 2))
        // What waits for a capture is not seen before; the pauses between looks have grown by then.
        if case .reversed(let early, _)? = mutation, let probe = condition(of: early)?.probe,
            let bound = recorded.boundAt[probe]
        {
            time = max(time, bound + 2500)
        }
        return time
    }

    private func budget(of subject: Subject) -> Milliseconds {
        guard case .stage(let name) = subject, let stage = plan.stage(name) else { return plan.within }
        return plan.budget(of: stage)
    }

    /// Whether a subject comes after another: nothing real overtakes what it follows.
    private func follows(_ subject: Subject, _ other: Subject) -> Bool {
        guard case .stage(let name) = other else { return false }
        if case .stage(let follower) = subject { return plan.successors(of: name).contains(follower) }
        return false
    }

    // MARK: Readings

    private func condition(of subject: Subject) -> Condition? {
        plan.subjects.first { $0.subject == subject }?.condition
    }

    private func absent(_ subject: Subject, _ condition: Condition) -> Reading {
        let before = recorded.lastBefore(condition.probe)?.readings[subject.key]
        if let before, !recorded.isThere(before, condition, subject) { return before }
        if case .count = condition.test { return Reading(count: 0, identities: []) }
        return Reading(holds: false, why: "not there, as assumed")
    }

    private func present(_ subject: Subject, _ condition: Condition) -> Reading {
        let seen = recorded.looks.last {
            $0.probe == condition.probe && $0.isSuccessful
                && recorded.isThere($0.readings[subject.key], condition, subject)
        }
        return seen?.readings[subject.key] ?? Reading(holds: true)
    }

    private func forbidden(_ subject: Subject, _ condition: Condition) -> Reading {
        switch condition.test {
        case .count(_, .exactly(let number)): Reading(count: number)
        case .count(_, .changesBy(let change)):
            Reading(count: (absent(subject, condition).count ?? 0).addingReportingOverflow(change).partialValue)
        case .match, .path: Reading(holds: true)
        }
    }

    /// One more of what is counted, with an identity of its own.
    private func excess(_ subject: Subject, _ condition: Condition) -> Reading {
        var reading = present(subject, condition)
        guard case .count(_, let rule) = condition.test else { return reading }
        var step = 1
        if case .changesBy(let change) = rule, change < 0 { step = -1 }
        reading.count = reading.count.map { $0 + step }
        if step > 0 { reading.identities?.append("a second one, as assumed") }
        return reading
    }

    private func shifted(_ reading: Reading, by delay: Milliseconds) -> Reading {
        var reading = reading
        reading.time = reading.time.map { $0 + delay }
        return reading
    }
}
