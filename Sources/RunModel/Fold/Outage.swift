package import Convergence

/// Looks of one probe in a row that brought no answer, up to the last one.
package struct Outage: Sendable, Hashable {
    /// When the first of them began, since the run started.
    package private(set) var since: Milliseconds
    /// How many there are.
    package private(set) var looks = 0
    /// What was wrong with the last one, in one line.
    package private(set) var complaint = ""

    /// Begins; no look is counted yet.
    init(since: Milliseconds) { self.since = since }

    /// Counts a look that brought no answer.
    mutating func add(_ look: Look) {
        looks += 1
        complaint = look.complaint
    }

    /// How many looks, since when, and what the last one brought, as the end of a sentence.
    ///
    /// - Parameter zero: Time zero.
    /// - Returns: The words, without a full stop.
    func words(since zero: Milliseconds) -> String {
        let start = "+\(max(0, since - zero).asText)"
        guard looks > 1 else { return "the look at \(start) failed: \(complaint)" }
        return "\(looks) looks failed since \(start), the last: \(complaint)"
    }
}
