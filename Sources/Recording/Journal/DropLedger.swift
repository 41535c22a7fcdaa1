import RunModel

/// What was left out, and how much of it has been said.
///
/// While the journal is full not every drop may add a line to it: a kind is said again when as much again has been
/// left out, so that the lines are few and a journal that just stops still tells half of it.
struct DropLedger {
    /// Whether everything is said at once, because nothing comes after it.
    var isClosing = false
    private var unsaid: [String: Int] = [:]
    private var said: [String: Int] = [:]

    /// Counts one.
    mutating func add(_ what: String) { unsaid[what, default: 0] += 1 }

    /// What is to be said now; it counts as said.
    ///
    /// - Parameter isScarce: Whether there is little room for saying it.
    /// - Returns: What, sorted by its name.
    mutating func due(isScarce: Bool) -> [Dropped] {
        guard !unsaid.isEmpty else { return [] }
        let due = unsaid.filter { isClosing || !isScarce || $0.value >= said[$0.key, default: 0] }
        for (what, count) in due {
            unsaid[what] = nil
            said[what, default: 0] += count
        }
        return due.sorted { $0.key < $1.key }.map { Dropped(what: $0.key, count: $0.value) }
    }
}
