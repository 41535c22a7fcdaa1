import Synchronization

/// Numbers that only grow, from any thread: each is given once.
final class Counter: Sendable {
    private let count = Atomic<Int>(0)

    /// Adds one.
    ///
    /// - Returns: The new value.
    func increment() -> Int { count.add(1, ordering: .relaxed).newValue }
}
