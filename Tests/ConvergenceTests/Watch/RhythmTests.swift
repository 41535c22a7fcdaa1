import Convergence
import Testing

@Suite("The rhythm of looks (R6)")
struct RhythmTests {
    /// The pauses after so many looks.
    private static func pauses(_ rhythm: inout Rhythm, _ changes: [Bool]) -> [Milliseconds] {
        changes.map { changed in
            rhythm.observe(changed: changed)
            return rhythm.next
        }
    }

    private static func nominal(_ values: [Milliseconds], _ expected: [Milliseconds]) -> Bool {
        values.count == expected.count
            && zip(values, expected).allSatisfy { $0 >= $1 - 0.001 && $0 <= $1 * 1.1 + 0.001 }
    }

    @Test("it starts at 50 ms, grows by half to 2 s, and only ever waits up to a tenth longer", arguments: 0..<20)
    func adaptive(_ seed: UInt64) {
        var rhythm = Rhythm(list: [], seed: seed)
        let values = Self.pauses(&rhythm, Array(repeating: false, count: 12))
        let expected: [Milliseconds] = [
            50, 75, 112.5, 168.75, 253.125, 379.6875, 569.53125, 854.296875, 1281.4453125, 1922.16796875, 2000, 2000,
        ]
        #expect(Self.nominal(values, expected), "\(values)")
    }

    @Test("it starts small again when a reading changed")
    func reset() {
        var rhythm = Rhythm(list: [], seed: 3)
        let values = Self.pauses(&rhythm, [false, false, false, true, false, true])
        #expect(Self.nominal(values, [50, 75, 112.5, 50, 75, 50]), "\(values)")
    }

    @Test("a list of the scenario overrides it; its last pause repeats, and a change does not reset it")
    func list() {
        var rhythm = Rhythm(list: [1000, 2000, 5000], seed: 3)
        let values = Self.pauses(&rhythm, [false, true, false, false, true])
        #expect(Self.nominal(values, [1000, 2000, 5000, 5000, 5000]), "\(values)")
    }

    @Test("a pause of nothing in a list does not ask as fast as the service can answer")
    func zeroPause() {
        var rhythm = Rhythm(list: [0, -5], seed: 3)
        #expect(Self.pauses(&rhythm, [false, false]).allSatisfy { $0 >= 10 })
    }

    @Test("in settle it goes from 250 ms to 1 s, whatever the list", arguments: [[], [5000]] as [[Milliseconds]])
    func settle(_ list: [Milliseconds]) {
        var rhythm = Rhythm(list: list, seed: 3)
        _ = Self.pauses(&rhythm, [false, false, false, false])
        rhythm.startSettling()
        #expect(rhythm.next == 250)
        let values = Self.pauses(&rhythm, [false, false, false, false, true, false])
        #expect(Self.nominal(values, [375, 562.5, 843.75, 1000, 250, 375]), "\(values)")
    }

    @Test("jitter is spread, and the same seed repeats it")
    func jitter() {
        let firsts = (0..<200).map { seed -> Milliseconds in
            var rhythm = Rhythm(list: [], seed: UInt64(seed))
            rhythm.observe(changed: false)
            return rhythm.next
        }
        #expect(Set(firsts).count > 150)
        var one = Rhythm(list: [], seed: 9)
        var two = Rhythm(list: [], seed: 9)
        #expect(Self.pauses(&one, [false, true, false]) == Self.pauses(&two, [false, true, false]))
    }
}
