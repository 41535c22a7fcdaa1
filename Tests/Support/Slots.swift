/// So many at a time; the others wait their turn.
package final class Slots: Sendable {
    private let free: Watched<Int>

    /// Makes so many slots.
    package init(_ count: Int) {
        free = Watched(count)
    }

    /// Runs a closure when there is a slot, which it has for its length.
    ///
    /// - Returns: What the closure returns.
    /// - Throws: What the closure throws; ``Unmet`` when the task is cancelled before it is its turn.
    package func enter<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        try await free.first { free -> Void? in
            guard free > 0 else { return nil }
            free -= 1
            return ()
        }
        defer { free.change { $0 += 1 } }
        return try await body()
    }
}
