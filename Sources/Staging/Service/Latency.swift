import Synchronization

/// The time a hop between two services may take, in milliseconds.
struct LatencyRange: Codable, Sendable, Equatable {
    var minimum: Int
    var maximum: Int

    static let none = LatencyRange(minimum: 0, maximum: 0)
    static let realistic = LatencyRange(minimum: 100, maximum: 400)

    init(minimum: Int, maximum: Int) {
        self.minimum = minimum
        self.maximum = maximum
    }

    /// Reads `0`, `250` or `100-400`. Nil for anything else, for more than a minute, or when the range is reversed.
    init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard let first = parts.first, let minimum = first, let last = parts.last, let maximum = last, parts.count <= 2,
            (0...60_000).contains(minimum), (minimum...60_000).contains(maximum)
        else { return nil }
        self.init(minimum: minimum, maximum: maximum)
    }
}

/// Draws the length of each hop of one service from a seeded generator.
final class Latency: Sendable {
    private let range: LatencyRange
    private let generator: Mutex<SeededGenerator>

    init(range: LatencyRange, seed: UInt64) {
        self.range = range
        generator = Mutex(SeededGenerator(seed: seed))
    }

    /// Waits as long as the next hop takes.
    func hop() async throws {
        guard range.maximum > 0 else { return }
        let milliseconds = generator.withLock { Int.random(in: range.minimum...range.maximum, using: &$0) }
        try await Task.sleep(for: .milliseconds(milliseconds))
    }
}
