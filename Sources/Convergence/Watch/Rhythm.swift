/// The pauses between looks of one probe (R6).
package struct Rhythm: Sendable, Hashable {
    /// The scenario's own pauses; empty means adaptive.
    private let list: [Milliseconds]
    private var position = 0
    private var pause: Milliseconds = Self.first
    private var isSettling = false
    private var random: SplitMix64

    /// The pause after the last look, with its jitter.
    package private(set) var next: Milliseconds = 0

    static let shortest: Milliseconds = 10
    static let first: Milliseconds = 50
    static let longest: Milliseconds = 2000
    static let firstInSettle: Milliseconds = 250
    static let longestInSettle: Milliseconds = 1000
    static let growth = 1.5
    static let jitter = 0.1

    /// Starts a rhythm.
    ///
    /// - Parameters:
    ///   - list: The scenario's pauses.
    ///   - seed: The seed of the jitter.
    package init(list: [Milliseconds], seed: UInt64) {
        // A pause of nothing would ask a service as fast as it can answer.
        self.list = list.map { max($0, Self.shortest) }
        random = SplitMix64(state: seed)
    }

    /// Takes the end of a look into account.
    ///
    /// - Parameter changed: Whether an answer said something new: then more is likely to follow soon.
    package mutating func observe(changed: Bool) {
        if isSettling || list.isEmpty {
            if changed { pause = isSettling ? Self.firstInSettle : Self.first }
            next = pause
            pause = min(pause * Self.growth, isSettling ? Self.longestInSettle : Self.longest)
        } else {
            next = list[min(position, list.count - 1)]
            position += 1
        }
        next *= 1 + Self.jitter * random.fraction()
    }

    /// Changes to the pauses of settling, from the short ones on.
    package mutating func startSettling() {
        isSettling = true
        next = Self.firstInSettle
        pause = Self.firstInSettle * Self.growth
    }
}

/// A small seeded generator (Steele, Lea and Flood 2014), so that a schedule can be repeated.
package struct SplitMix64: RandomNumberGenerator, Sendable, Hashable {
    private var state: UInt64

    /// Starts a sequence.
    package init(state: UInt64) {
        self.state = state
    }

    /// The next 64 bits.
    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number in 0..<1.
    package mutating func fraction() -> Double { Double(next() >> 11) * 0x1p-53 }
}
