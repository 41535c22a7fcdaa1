/// The history of one lasting or passing subject, folded look by look.
///
/// A single contrary look of something that held is not believed until a second one confirms it (R12), so there are
/// two levels: `raw`, what the latest answer said, and `reached`, what is believed.
package struct SubjectRecord: Sendable, Hashable {
    /// What is tracked.
    package let subject: Subject
    /// The probe that speaks of it.
    package let probe: String
    /// Whether it may go by (R11).
    let passing: Bool
    /// Whether the same identity twice breaks its rule (R14).
    let forbidsRedelivery: Bool
    /// Identities that were there twice before the trigger: no doing of this run.
    let repeatedBefore: Set<String>
    /// The look in which it was first seen reached.
    package internal(set) var firstReached: Span?
    /// Believed to be reached.
    package internal(set) var reached = false
    /// What the latest answer said.
    package internal(set) var raw = false
    /// The start of the look since which `raw` has been true without a break.
    package internal(set) var rawSince: Milliseconds?
    /// A passing state that was never seen itself, but whose successor was (R11).
    package internal(set) var goneThrough = false
    /// A contrary look, not yet confirmed.
    package internal(set) var unconfirmed: Doubt?
    /// True, false, true again: how often (R12).
    package internal(set) var flickers = 0
    /// The look that proved it was not reached at its budget (R8).
    package internal(set) var lateProof: Span?
    /// A look at or after the converge deadline showed it not reached (R8).
    package internal(set) var missedDeadline = false
    /// It was first seen so long after its budget, with nothing but errors before, that nobody can say when it came.
    package internal(set) var blindSpot: BlindSpot?
    /// The last answer before it was first reached that showed it was not (R15).
    package internal(set) var lastSeenUnreached: Span?
    /// When a lapse was confirmed.
    package internal(set) var lapsedAt: Milliseconds?
    /// A confirmed excess, with the count seen (R14).
    package internal(set) var excess: Int?
    /// When the look ended that first showed a confirmed excess.
    package internal(set) var excessAt: Milliseconds?
    /// A confirmed move of a count in the wrong direction.
    package internal(set) var movedBack: Int?
    /// Identities delivered more than once.
    package internal(set) var redelivered: Set<String> = []
    /// A redelivery seen in two looks.
    package internal(set) var redeliveryConfirmed = false
    /// When it happened by the system's own clock: the time that was told when it was first seen reached, because a
    /// redelivery or an update later on does not make it happen later.
    package internal(set) var time: Milliseconds?
    /// The latest reading.
    package internal(set) var reading: Reading?
    /// True once any answer gave a number or a truth value.
    package internal(set) var everRead = false

    private var timeIsOfArrival = false
    /// An error came after the doubt: the next answer may be another replica's, so it is no confirmation.
    private var lostTrack = false

    /// When a look ran.
    package struct Span: Sendable, Hashable {
        /// Its start.
        package var start: Milliseconds
        /// Its end.
        package var end: Milliseconds

        init(_ look: Look) {
            start = look.start
            end = look.end
        }
    }

    /// What an unconfirmed look claimed.
    package enum Doubt: Sendable, Hashable {
        /// That it no longer holds.
        case lapse(at: Milliseconds)
        /// That there is more than declared.
        case excess
        /// That a count moved the wrong way.
        case movedBack
    }

    /// A stretch around a budget in which a probe gave no answer.
    package struct BlindSpot: Sendable, Hashable {
        /// When the first answer after it was asked for.
        package var until: Milliseconds
        /// What the last look without an answer said.
        package var detail: String
    }

    /// What changed by a look.
    struct Change: Equatable {
        /// A doubt was refuted: the look before was a flicker.
        var flickered = false
        /// A lapse was confirmed.
        var lapsed = false
    }

    init(
        subject: Subject,
        probe: String,
        passing: Bool = false,
        forbidsRedelivery: Bool = false,
        repeatedBefore: Set<String> = []
    ) {
        self.subject = subject
        self.probe = probe
        self.passing = passing
        self.forbidsRedelivery = forbidsRedelivery
        self.repeatedBefore = repeatedBefore
    }

    /// Reached or gone through.
    package var happened: Bool { reached || goneThrough }

    /// True while something that was seen once waits for a second look.
    package var isDoubtful: Bool {
        if unconfirmed != nil { return true }
        return forbidsRedelivery && !redeliveryConfirmed && !repeated.isEmpty
    }

    /// Identities that the latest answer has more than once, by this run's doing.
    private var repeated: Set<String> { Set(reading?.redelivered ?? []).subtracting(repeatedBefore) }

    /// Folds one successful look.
    ///
    /// - Parameters:
    ///   - look: The look.
    ///   - assessment: What it says.
    /// - Returns: What changed.
    mutating func observe(_ look: Look, _ assessment: Assessment) -> Change {
        remember(look, assessment)
        defer { lostTrack = false }
        switch assessment {
        case .reached: return hold(look)
        // A state that may go by has happened once it was seen; that it is gone refutes an excess.
        case .below where passing && reached: return refute()
        case .below: return miss(look)
        case .over: return exceed(look)
        case .wrongDirection: return moveBack(look)
        }
    }

    /// Takes a look without an answer into account.
    mutating func loseTrack() { lostTrack = true }

    private mutating func remember(_ look: Look, _ assessment: Assessment) {
        reading = look.readings[subject.key]
        if reading?.holds != nil || reading?.count != nil { everRead = true }
        if !timeIsOfArrival, let told = reading?.time {
            time = told
            timeIsOfArrival = reached || assessment == .reached || assessment == .over
        }
        let repeated = repeated
        if !redelivered.isDisjoint(with: repeated) { redeliveryConfirmed = true }
        redelivered.formUnion(repeated)
    }

    private mutating func refute() -> Change {
        let change = Change(flickered: unconfirmed != nil || lapsedAt != nil)
        if change.flickered { flickers += 1 }
        unconfirmed = nil
        lapsedAt = nil
        return change
    }

    private mutating func hold(_ look: Look) -> Change {
        let change = refute()
        arrive(look)
        if !raw { rawSince = look.start }
        raw = true
        return change
    }

    private mutating func arrive(_ look: Look) {
        reached = true
        guard firstReached == nil else { return }
        firstReached = Span(look)
        // A time told before it happened is the time of something else.
        if !timeIsOfArrival { time = nil }
    }

    private mutating func miss(_ look: Look) -> Change {
        raw = false
        rawSince = nil
        guard reached else {
            if firstReached == nil { lastSeenUnreached = Span(look) }
            unconfirmed = nil
            return Change()
        }
        return confirmLapse(look) ?? Change()
    }

    /// Notes a look that contradicts what was reached; the second one in a row confirms it.
    private mutating func confirmLapse(_ look: Look) -> Change? {
        var since = look.end
        if case .lapse(let first) = unconfirmed { since = first }
        guard unconfirmed != nil, !lostTrack else {
            unconfirmed = .lapse(at: since)
            return nil
        }
        unconfirmed = nil
        reached = false
        lapsedAt = since
        return Change(lapsed: true)
    }

    private mutating func exceed(_ look: Look) -> Change {
        // More than declared has arrived, so what was declared has, too.
        arrive(look)
        raw = false
        rawSince = nil
        if unconfirmed == .excess, !lostTrack {
            excess = max(excess ?? 0, reading?.effectiveCount ?? 0)
        } else if excess == nil {
            excessAt = look.end
        }
        unconfirmed = .excess
        return Change()
    }

    private mutating func moveBack(_ look: Look) -> Change {
        raw = false
        rawSince = nil
        if firstReached == nil { lastSeenUnreached = Span(look) }
        let confirmed = unconfirmed == .movedBack && !lostTrack
        if confirmed { movedBack = reading?.effectiveCount }
        let change = reached && !passing && !confirmed ? confirmLapse(look) : nil
        unconfirmed = .movedBack
        return change ?? Change()
    }
}
