import Convergence

/// Everything that is left to chance in a simulated run, repeatable by its seed.
struct Dice {
    private var generator: SplitMix64

    init(seed: UInt64) {
        generator = SplitMix64(state: seed &* 0x9E37_79B9 &+ 1)
        _ = generator.next()
    }

    /// True with a probability.
    mutating func chance(_ probability: Double) -> Bool { generator.fraction() < probability }

    /// A number between two others.
    mutating func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * generator.fraction() }

    /// One of several.
    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[min(elements.count - 1, Int(generator.fraction() * Double(elements.count)))]
    }

    /// A stream of its own, so that one more roll here changes nothing elsewhere.
    mutating func split() -> Dice { Dice(seed: generator.next()) }
}
