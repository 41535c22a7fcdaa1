/// Which run of a suite may start now: so many at a time, in file order, and some only alone.
///
/// Nobody overtakes: a run that has to be alone waits until those before it have ended, and those behind it wait for it,
/// so that none waits for ever.
package struct Schedule: Sendable, Hashable {
    private let isExclusive: [Bool]
    private let workers: Int
    private var next = 0
    private var going: Set<Int> = []

    /// Makes a schedule; nothing has started.
    ///
    /// - Parameters:
    ///   - exclusive: For each run, in file order, whether no other may go on beside it.
    ///   - workers: How many runs may go on at a time; at least one does.
    package init(exclusive: [Bool], workers: Int) {
        isExclusive = exclusive
        self.workers = max(1, workers)
    }

    /// The runs that have started and not ended, by their place in the file order.
    package var running: Set<Int> { going }

    /// Whether every run has ended.
    package var isOver: Bool { next == isExclusive.count && going.isEmpty }

    /// Starts the next run, if it may start now.
    ///
    /// - Returns: Its place in the file order; `nil` when one that is going has to end first, or all have started.
    package mutating func start() -> Int? {
        guard next < isExclusive.count, going.count < workers else { return nil }
        let mustBeAlone = isExclusive[next] || going.contains { isExclusive[$0] }
        guard going.isEmpty || !mustBeAlone else { return nil }
        defer { next += 1 }
        going.insert(next)
        return next
    }

    /// A run has ended.
    ///
    /// - Parameter run: Its place in the file order.
    package mutating func end(_ run: Int) {
        going.remove(run)
    }
}
