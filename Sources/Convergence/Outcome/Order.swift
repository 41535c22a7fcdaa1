/// What is known of the order of a stage and one that it comes after (R15).
package enum Order: Sendable, Hashable {
    /// The predecessor came first.
    case kept
    /// The stage came first, by so much on one clock, or by observation.
    case reversed(String)
    /// The two cannot be told apart, and why.
    case indistinguishable(String)
}

extension Watch {
    /// Two times on one clock that differ by no more than this are equal (R15).
    static let clockTolerance: Milliseconds = 1

    /// Compares two stages that both happened.
    ///
    /// Times count only where one clock wrote both; between clocks only what was observed counts, and an observation
    /// proves an order only when a look that began after the one had been seen still showed the other missing.
    ///
    /// - Parameters:
    ///   - stage: The later one by declaration.
    ///   - predecessor: The one it comes `after`.
    /// - Returns: `nil` when one of them did not happen: then there is no order to judge.
    package func order(of stage: StageRule, after predecessor: StageRule) -> Order? {
        guard let own = records[.stage(stage.name)], let other = records[.stage(predecessor.name)], own.happened,
            other.happened
        else { return nil }
        if heldBefore.contains(stage.name) || heldBefore.contains(predecessor.name) {
            return .indistinguishable("one of them held before the trigger")
        }
        if let clock = plan.clock(of: stage), clock == plan.clock(of: predecessor), let mine = own.time,
            let theirs = other.time
        {
            let lead = theirs - mine
            let tolerance = tolerance(of: clock)
            if lead > tolerance { return .reversed("\(lead.rounded(.up).asText) earlier by the clock `\(clock)`") }
            if lead < -tolerance { return .kept }
            return .indistinguishable("within \(tolerance.asText) of each other by the clock `\(clock)`")
        }
        guard let mine = own.firstReached, let theirs = other.firstReached else {
            return .indistinguishable("one of them was never seen itself")
        }
        if let absent = own.lastSeenUnreached, absent.start >= theirs.end { return .kept }
        if let absent = other.lastSeenUnreached, absent.start >= mine.end, !predecessor.passing {
            return .reversed("it was seen while \(predecessor.name) was still missing")
        }
        return .indistinguishable("first seen too close together to tell")
    }
}

extension Watch {
    /// By how much two times of one clock may differ without meaning anything (R15).
    func tolerance(of clock: String) -> Milliseconds {
        plan.probes.reduce(Self.clockTolerance) { $1.clock == clock ? max($0, $1.skew) : $0 }
    }
}

extension Milliseconds {
    /// A length of time for a message: `840 ms`, `2.1 s`.
    package var asText: String {
        // What a service writes into a time can be any number.
        guard abs(self) < 1e15 else { return "\(self) ms" }
        if rounded() < 1000 { return "\(Int(rounded())) ms" }
        let tenths = Int((self / 100).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s"
    }
}
