/// The watch over the back end from time zero on: a fold over looks that decides what is believed and when to stop.
///
/// A value without clock or I/O. The runner feeds it looks as they end and asks it what to do next; the verdict feeds
/// the same looks from the journal and asks it what they proved. Both see the same facts because nothing else goes in.
package struct Watch: Sendable {
    /// What has to become true.
    package let plan: ConvergencePlan
    /// Time zero: just before the trigger's last input command was sent (R1).
    package let zero: Milliseconds
    /// The counts that `changes_by` starts from, by `Subject.key`.
    package let bases: [String: Base]
    /// What is known of each polled probe, by name.
    package internal(set) var probes: [String: ProbeRecord] = [:]
    /// What is known of each stage and of the final state.
    package internal(set) var records: [Subject: SubjectRecord] = [:]
    /// Forbidden states that were seen.
    package internal(set) var sightings: [Sighting] = []
    /// When the steps beside the polling had ended (R2).
    package internal(set) var stepsEnded: Milliseconds?
    /// Where settling stands.
    package internal(set) var settling: Settling = .notStarted
    /// How often settling started again because of a flicker.
    package internal(set) var restarts = 0
    /// When it last did.
    package internal(set) var restartedAt: Milliseconds?
    /// Lasting subjects whose lapse was confirmed while settling.
    package internal(set) var regressed: Set<Subject> = []
    /// Probes that cannot be asked yet because a capture is missing.
    package internal(set) var unbound: Set<String> = []
    /// Stages that held before the trigger and may: nothing is known of when they came.
    package let heldBefore: Set<String>
    /// The probes that are looked at, in file order.
    let polled: [String]
    /// The rhythm of each probe.
    var rhythms: [String: Rhythm] = [:]

    /// Settling begins again at most this often (R12).
    package static let maximumRestarts = 2

    /// A forbidden state, seen.
    package struct Sighting: Sendable, Hashable {
        /// Its place in the scenario's list.
        package var index: Int
        /// When the look that saw it ended.
        package var at: Milliseconds
    }

    /// Where settling stands (R16).
    package enum Settling: Sendable, Hashable {
        /// Not everything holds yet, or the steps are still running.
        case notStarted
        /// Everything has held since then.
        case running(since: Milliseconds)
        /// Everything held from start to end.
        case done(since: Milliseconds, at: Milliseconds)
        /// A confirmed lapse ended it.
        case broken(at: Milliseconds)
        /// Too many flickers: what the system's state is cannot be told.
        case abandoned(at: Milliseconds)
    }

    /// Begins a watch.
    ///
    /// - Parameters:
    ///   - plan: The plan.
    ///   - zero: Time zero.
    ///   - baseline: The looks made before the trigger.
    ///   - seed: The seed of the schedule's jitter; it never changes what is judged.
    package init(plan: ConvergencePlan, zero: Milliseconds, baseline: [Look] = [], seed: UInt64 = 0) {
        self.plan = plan
        self.zero = zero
        polled = plan.polledProbes
        bases = Baseline(plan: plan, looks: baseline).bases
        heldBefore = Set(
            plan.stages.filter { stage in
                let look = baseline.last { $0.probe == stage.condition.probe && $0.isSuccessful }
                let reading = look?.readings[Subject.stage(stage.name).key]
                return Assessment(reading, condition: stage.condition, base: nil) == .reached
            }.map(\.name))
        for (offset, name) in polled.enumerated() {
            let before = baseline.last { $0.probe == name && $0.isSuccessful }
            probes[name] = ProbeRecord(name: name, baseline: before)
            rhythms[name] = Rhythm(list: plan.poll, seed: seed &+ UInt64(offset))
            if plan.probes.contains(where: { $0.name == name && $0.boundAfterTrigger }) { unbound.insert(name) }
        }
        for stage in plan.stages {
            let before = probes[stage.condition.probe]?.lastSuccess?.readings[Subject.stage(stage.name).key]
            records[.stage(stage.name)] = SubjectRecord(
                subject: .stage(stage.name), probe: stage.condition.probe, passing: stage.passing,
                forbidsRedelivery: stage.redeliveryForbidden, repeatedBefore: Set(before?.redelivered ?? []))
        }
        records[.final] = SubjectRecord(subject: .final, probe: plan.final.probe)
    }

    /// The converge deadline.
    package var deadline: Milliseconds { zero + plan.within }

    /// The instant by which a subject has to be reached.
    package func budget(of subject: Subject) -> Milliseconds {
        guard case .stage(let name) = subject, let stage = plan.stage(name) else { return deadline }
        return zero + plan.budget(of: stage)
    }

    /// Folds one look, whatever it brought.
    package mutating func observe(_ look: Look) {
        let before = probes[look.probe]
        probes[look.probe]?.observe(look)
        unbound.remove(look.probe)
        rhythms[look.probe]?.observe(changed: probes[look.probe]?.lastChange != before?.lastChange)
        guard look.isSuccessful else {
            for (subject, record) in records where record.probe == look.probe { records[subject]?.loseTrack() }
            return
        }
        var changes: [Subject: SubjectRecord.Change] = [:]
        for (subject, condition) in plan.subjects where condition.probe == look.probe {
            changes[subject] = observe(look, subject: subject, condition: condition)
        }
        noteBlindSpots(look, after: before?.last)
        passThrough()
        proveLateness(look)
        settle(after: look, changes: changes)
    }

    /// Notes that the steps beside the polling have ended, well or badly (R2).
    package mutating func endSteps(at time: Milliseconds) {
        guard stepsEnded == nil else { return }
        stepsEnded = time
        startSettling(at: time)
    }

    /// Notes that every capture a probe needs has been made (R2).
    package mutating func bind(probe: String) {
        unbound.remove(probe)
    }

    private mutating func observe(
        _ look: Look,
        subject: Subject,
        condition: Condition
    ) -> SubjectRecord.Change? {
        let assessment = Assessment(look.readings[subject.key], condition: condition, base: bases[subject.key])
        switch subject {
        case .given: return nil
        case .never(let index):
            if assessment == .reached || assessment == .over, !sightings.contains(where: { $0.index == index }) {
                sightings.append(Sighting(index: index, at: look.end))
            }
            return nil
        case .final, .stage: return records[subject]?.observe(look, assessment)
        }
    }

    /// A passing state counts as gone through when something that comes after it was reached (R11). What held before
    /// the trigger already came after nothing.
    private mutating func passThrough() {
        for stage in plan.stages where stage.passing && records[.stage(stage.name)]?.happened == false {
            let followed = plan.successors(of: stage.name).contains {
                !heldBefore.contains($0) && records[.stage($0)]?.reached == true
            }
            if followed { records[.stage(stage.name)]?.goneThrough = true }
        }
    }

    /// A look that began at or after a budget and shows the subject not reached proves that it was not in time (R8).
    ///
    /// What had been there in time and lapsed is late only where it has to be there, at the deadline (R12).
    private mutating func proveLateness(_ look: Look) {
        let knewOfMiss = !missedDeadline.isEmpty
        for (subject, record) in records where record.probe == look.probe && !record.happened {
            let missed = look.start >= deadline
            if missed { records[subject]?.missedDeadline = true }
            let isLate = missed || (record.firstReached == nil && look.start >= budget(of: subject))
            if isLate, record.lateProof == nil { records[subject]?.lateProof = SubjectRecord.Span(look) }
        }
        guard !knewOfMiss, !missedDeadline.isEmpty else { return }
        // The time after the deadline is as long as settling, and is watched as closely: late is not missing.
        for name in polled { rhythms[name]?.startSettling() }
    }

    /// Errors around a budget excuse nothing: what is first seen only after R7's patience with them came at a time
    /// that nobody knows, which is neither in time nor late (R10).
    private mutating func noteBlindSpots(_ look: Look, after previous: Look?) {
        guard let previous, !previous.isSuccessful else { return }
        for (subject, record) in records where record.probe == look.probe {
            guard record.firstReached?.start == look.start, record.lateProof == nil,
                look.start > budget(of: subject) + Self.edgePatience
            else { continue }
            records[subject]?.blindSpot = SubjectRecord.BlindSpot(until: look.start, detail: previous.complaint)
        }
    }
}
