import Convergence

/// A run that passed, as its journal tells it: the system under test as a function of time.
struct RecordedRun: Sendable {
    let plan: ConvergencePlan
    /// Time zero, since the run started.
    let zero: Milliseconds
    /// Where the plan's subjects stand in the scenario.
    let places: [String: SourceLocation]
    /// The looks made before the trigger.
    let baseline: [Look]
    /// The counts that `changes_by` starts from, by ``Subject/key``.
    let bases: [String: Base]
    /// The looks made after it, in order; times count from the start of the run.
    let looks: [Look]
    /// When the steps beside the polling had ended, since time zero.
    let stepsEnd: Milliseconds
    /// Everything but the looks after the trigger and what followed settling.
    let story: [RunEvent]

    /// Reads a journal; `nil` when the trigger was not dispatched, or there is no plan.
    ///
    /// - Parameter events: All of it.
    init?(_ events: [RunEvent]) {
        var fold = RunFold()
        for event in events { fold.apply(event) }
        guard let plan = fold.plan, let trigger = fold.trigger else { return nil }
        self.plan = plan
        zero = trigger.zero
        places = fold.places
        baseline = fold.baseline
        bases = Baseline(plan: plan, looks: fold.baseline).bases
        looks = events.compactMap { event in
            guard case .look(let taken) = event.body, taken.purpose == .converge else { return nil }
            return taken.look
        }
        let converge = events.first { $0.body == .phase(PhaseEntered(.converge)) }?.t ?? trigger.zero
        stepsEnd = max(0, converge - trigger.zero)
        let later = Set(
            fold.steps.filter { $0.started.phase == .then || $0.started.phase == .teardown }.map(\.started.index))
        story = events.filter { Self.isOfStory($0.body, stepsAfter: later) }
    }

    /// Whether an event comes before the polling, or beside it.
    private static func isOfStory(_ body: RunEvent.Body, stepsAfter later: Set<Int>) -> Bool {
        switch body {
        case .look(let taken): taken.purpose == .baseline
        case .phase(let entered): ![.converge, .settle, .then, .teardown].contains(entered.phase)
        case .stepStarted(let step): !later.contains(step.index)
        case .stepLog(let log): !later.contains(log.index)
        case .stepFinished(let step): !later.contains(step.index)
        case .agreement, .browserExited, .runFinished: false
        default: true
        }
    }

    /// The answer a probe gave last by a time.
    ///
    /// - Parameters:
    ///   - probe: The probe's name.
    ///   - time: Since time zero.
    /// - Returns: The look; `nil` when it had not answered by then.
    func answer(_ probe: String, at time: Milliseconds) -> Look? {
        looks.last { $0.probe == probe && $0.isSuccessful && $0.start - zero <= time }
            ?? lastBefore(probe)
    }

    /// The last answer of a probe before the trigger.
    func lastBefore(_ probe: String) -> Look? { baseline.last { $0.probe == probe && $0.isSuccessful } }

    /// Whether a reading shows a subject there, once.
    func isThere(_ reading: Reading?, _ condition: Condition, _ subject: Subject) -> Bool {
        Assessment(reading, condition: condition, base: bases[subject.key]) == .reached
    }

    /// When a subject was first seen there, since time zero; `nil` for what never was, or was before the trigger.
    func arrival(of subject: Subject) -> Milliseconds? {
        guard let condition = plan.subjects.first(where: { $0.subject == subject })?.condition else { return nil }
        return looks.first { look in
            look.probe == condition.probe && look.isSuccessful
                && isThere(look.readings[subject.key], condition, subject)
        }.map { $0.start - zero }
    }

    /// How long a look of a probe takes.
    func latency(of probe: String) -> Milliseconds {
        let lengths = looks.filter { $0.probe == probe && $0.isSuccessful }.map { $0.end - $0.start }.sorted()
        return lengths.isEmpty ? 10 : max(1, lengths[lengths.count / 2])
    }

    /// When probes could be asked that had to wait for a capture.
    var boundAt: [String: Milliseconds] {
        var times: [String: Milliseconds] = [:]
        for probe in plan.probes where probe.boundAfterTrigger {
            times[probe.name] = looks.first { $0.probe == probe.name }.map { $0.start - zero }
        }
        return times
    }
}
