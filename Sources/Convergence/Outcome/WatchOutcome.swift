/// What a watch proved, subject by subject.
package struct WatchOutcome: Sendable, Hashable {
    /// Every stage in file order, then the final state.
    package var stages: [StageOutcome]
    /// Forbidden states that were seen.
    package var sightings: [Watch.Sighting]
    /// Whether the system settled: everything held from start to end of the window.
    package var settled: Bool
    /// When settling began for the last time, since time zero.
    package var settleStarted: Milliseconds?
    /// How often settling started again.
    package var restarts: Int
    /// Everything was reached, yet the end of settling was not seen.
    package var notSettled: String?
    /// Probes that kept an answer back where one was needed.
    package var silent: [SilentProbe]
    /// Pairs whose order cannot be told although the scenario asks for it strictly, in words.
    package var unknownOrders: [String]
    /// When the last look ended, since time zero.
    package var lastLook: Milliseconds?
    /// When any reading last changed, since time zero.
    package var lastChange: Milliseconds?
    /// Whether the back end has shown anything since time zero: a stage that was not there before, a forbidden state, or
    /// any other reading that differs from the one before.
    package var moved: Bool
    /// A rule was broken for good, so the rest was not waited for.
    package var contradicted: Bool

    /// A probe that did not say what had to be known.
    package struct SilentProbe: Sendable, Hashable {
        /// Its name.
        package var name: String
        /// It refused, rather than failed.
        package var rejected: Bool
        /// What it last said, or why it was never asked.
        package var detail: String
        /// Whether it was asked at all.
        package var wasAsked = true
    }
}

/// What a watch proved of one stage, or of the final state.
package struct StageOutcome: Sendable, Hashable {
    /// The subject.
    package var subject: Subject
    /// The probe that speaks of it.
    package var probe: String
    /// The boundary it proves.
    package var boundary: Boundary?
    /// The judgement.
    package var status: Status
    /// When it was first seen reached, since time zero.
    package var reachedAt: Milliseconds?
    /// By when it had to be, since time zero.
    package var budget: Milliseconds
    /// The latest reading.
    package var reading: Reading?
    /// What had to be counted, if anything.
    package var expected: Condition.CountRule?
    /// The baseline's count for `changes_by`.
    package var base: Int?
    /// How often it flickered.
    package var flickers: Int
    /// Identities that were delivered again.
    package var redelivered: [String]
    /// When it happened by the tool's own clock, since time zero, where that clock wrote its time.
    package var ownTime: Milliseconds?
    /// What the judgement rests on, in one line; empty when there is nothing to say.
    package var detail: String
    /// What cannot be told about its order.
    package var orderNotes: [String]

    /// The judgements of a stage.
    package enum Status: String, Sendable, Hashable, Codable, CaseIterable {
        /// Reached in time, and still there.
        case reached
        /// A passing state that was not seen itself but must have been there (R11).
        case goneThrough = "gone_through"
        /// Shown not reached at the deadline, and not within the time after it.
        case missing
        /// Shown not reached at its budget; came later, or may have.
        case late
        /// More often than declared.
        case duplicated
        /// Before something it has to come after.
        case misordered
        /// Reached, then confirmed gone.
        case regressed
        /// Nobody could be asked when it mattered (R10).
        case unknown
        /// The watch ended before it was due.
        case pending

        /// Reached as declared.
        package var isGood: Bool { self == .reached || self == .goneThrough }

        /// Proven wrong.
        package var isBad: Bool {
            switch self {
            case .missing, .late, .duplicated, .misordered, .regressed: true
            case .reached, .goneThrough, .unknown, .pending: false
            }
        }
    }
}
