import Convergence
import RunModel

/// What a run still waits for when the time for its stages is over, or everything is decided.
enum Overtime: Equatable {
    /// Whether what did not come in time comes late (R8).
    case lateness(watched: Milliseconds, of: Milliseconds)
    /// The steps beside the polling, which go on (R2).
    case steps
    /// Probes that have not answered since the time that counts (R7).
    case answers(of: [String])
    /// Everything was there, but not in one round of looks (R11).
    case togetherness
    /// Nothing more: what there is to see of it is kept.
    case evidence
}

extension ProgressState {
    /// What the run still waits for.
    ///
    /// - Parameter now: The time since the run started.
    /// - Returns: `nil` while stages have time left, and when none is awaited.
    func overtime(now: Milliseconds) -> Overtime? {
        guard isWaiting, let watch = fold.watch else { return nil }
        if watch.isFinished(now: now, inFlight: []) { return .evidence }
        guard now >= watch.deadline else { return nil }
        let isMissed = !watch.missedDeadline.isEmpty
        let edge = isMissed ? watch.deadline + watch.plan.settle : watch.deadline
        if isMissed, now < edge { return .lateness(watched: now - watch.deadline, of: watch.plan.settle) }
        if watch.stepsEnded == nil { return .steps }
        let silent = watch.plan.polledProbes.filter { name in
            guard let probe = watch.probes[name], probe.rejection == nil else { return false }
            return (probe.latestSuccessfulStart ?? -.infinity) < edge
        }
        return silent.isEmpty ? .togetherness : .answers(of: silent)
    }
}

extension ProgressText {
    /// Why a run goes on although the time for its stages is over.
    ///
    /// - Parameters:
    ///   - overtime: What it waits for.
    ///   - state: How the run is going.
    ///   - room: How many columns there are; where they are few, it is said in fewer words.
    /// - Returns: The words.
    func words(_ overtime: Overtime, _ state: ProgressState, room: Int) -> String {
        let past = state.fold.plan.map { "past its \($0.within.asText), " } ?? ""
        let (long, short): (String, String)
        switch overtime {
        case .lateness(let watched, let whole):
            let share = "\(Self.tenths(watched)) of \(whole.asText)"
            (long, short) = ("\(past)watching whether it comes late: \(share)", "late or missing? \(share)")
        case .steps:
            let step = state.step.map { ": step \($0.number)  \(PlainText.clean($0.shortName))" } ?? ""
            (long, short) = ("\(past)the steps go on\(step)", "the steps go on")
        case .answers(let probes):
            let names = probes.map(PlainText.clean).joined(separator: ", ")
            (long, short) = ("\(past)waiting for an answer of probe \(names)", "no answer of \(names)")
        case .togetherness:
            (long, short) = ("\(past)waiting for everything to hold at once", "not all at once yet")
        case .evidence: (long, short) = ("nothing more to wait for, taking evidence", "taking evidence")
        }
        return PlainText.columns(long) <= room ? long : short
    }
}
