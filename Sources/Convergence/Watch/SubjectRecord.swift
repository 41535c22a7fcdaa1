/// The history of one lasting or passing subject, folded look by look.
///
/// A single contrary look of something that held is not believed until a second one confirms it (R12), so there are
/// two levels: `raw`, what the latest answer said, and `reached`, what is believed.
package struct SubjectRecord: Sendable, Hashable {
    /// What is tracked.
    package let subject: Subject
    /// The probe that speaks of it.
    package let probe: String
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
    /// The last answer before it was first reached that showed it was not (R15).
    package internal(set) var lastSeenUnreached: Span?
    /// When a lapse was confirmed.
    package internal(set) var lapsedAt: Milliseconds?
    /// A confirmed excess, with the count seen (R14).
    package internal(set) var excess: Int?
    /// A confirmed move of a count in the wrong direction.
    package internal(set) var movedBack: Int?
    /// Identities delivered more than once.
    package internal(set) var redelivered: Set<String> = []
    /// A redelivery seen in two looks.
    package internal(set) var redeliveryConfirmed = false
    /// The latest time that any reading carried.
    package internal(set) var time: Milliseconds?
    /// The latest reading.
    package internal(set) var reading: Reading?
    /// True once any answer gave a number or a truth value.
    package internal(set) var everRead = false

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

    /// What changed by a look.
    struct Change: Equatable {
        /// A doubt was refuted: the look before was a flicker.
        var flickered = false
        /// A lapse was confirmed.
        var lapsed = false
    }

    init(subject: Subject, probe: String) {
        self.subject = subject
        self.probe = probe
    }

    /// Reached or gone through.
    package var happened: Bool { reached || goneThrough }

    /// Folds one successful look.
    ///
    /// - Parameters:
    ///   - look: The look.
    ///   - assessment: What it says.
    ///   - passing: Whether the subject may go by.
    /// - Returns: What changed.
    mutating func observe(_ look: Look, _ assessment: Assessment, passing: Bool) -> Change {
        remember(look)
        // A state that may go by has happened once it was seen; what comes later is no contradiction, but an excess is.
        if passing, reached, assessment == .below { return Change() }
        switch assessment {
        case .reached: return hold(look)
        case .below: return miss(look)
        case .over: return exceed(look)
        case .wrongDirection: return moveBack(look)
        }
    }

    private mutating func remember(_ look: Look) {
        reading = look.readings[subject.key]
        time = reading?.time ?? time
        if reading?.holds != nil || reading?.count != nil { everRead = true }
        let repeated = Set(reading?.redelivered ?? [])
        if !redelivered.isDisjoint(with: repeated) { redeliveryConfirmed = true }
        redelivered.formUnion(repeated)
    }

    private mutating func hold(_ look: Look) -> Change {
        var change = Change()
        if unconfirmed != nil || lapsedAt != nil {
            flickers += 1
            change.flickered = true
        }
        unconfirmed = nil
        lapsedAt = nil
        arrive(look)
        return change
    }

    private mutating func arrive(_ look: Look) {
        if firstReached == nil { firstReached = Span(look) }
        reached = true
        if !raw { rawSince = look.start }
        raw = true
    }

    private mutating func miss(_ look: Look) -> Change {
        raw = false
        rawSince = nil
        guard reached else {
            if firstReached == nil { lastSeenUnreached = Span(look) }
            unconfirmed = nil
            return Change()
        }
        guard case .lapse(let since) = unconfirmed else {
            unconfirmed = .lapse(at: look.end)
            return Change()
        }
        unconfirmed = nil
        reached = false
        lapsedAt = since
        return Change(lapsed: true)
    }

    private mutating func exceed(_ look: Look) -> Change {
        // More than declared has arrived, so what was declared has, too.
        if firstReached == nil { firstReached = Span(look) }
        reached = true
        raw = false
        rawSince = nil
        if unconfirmed == .excess { excess = max(excess ?? 0, reading?.effectiveCount ?? 0) }
        unconfirmed = .excess
        return Change()
    }

    private mutating func moveBack(_ look: Look) -> Change {
        if unconfirmed == .movedBack { movedBack = reading?.effectiveCount }
        if firstReached == nil { lastSeenUnreached = Span(look) }
        unconfirmed = .movedBack
        raw = false
        rawSince = nil
        return Change()
    }
}
