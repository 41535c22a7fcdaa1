import Convergence
import Testing

@Suite("Which came first (R15)")
struct OrderTests {
    private enum Expected: Equatable { case kept, reversed, unclear, none }

    private static func order(
        clocks: (String?, String?) = (nil, nil),
        skew: Milliseconds = 0,
        passing: Bool = false,
        _ looks: [Look]
    ) throws -> Expected {
        var (first, second) = (try Tell.match("a", passing: passing), try Tell.match("b", on: "q", after: ["a"]))
        (first.clock, second.clock) = clocks
        let probes = [ProbeRule(name: "p", clock: clocks.0, skew: skew), ProbeRule(name: "q")]
        var watch = Watch(plan: try Tell.plan([first, second], probes: probes), zero: 0)
        for look in looks { watch.observe(look) }
        switch watch.order(of: second, after: first) {
        case .kept: return .kept
        case .reversed: return .reversed
        case .indistinguishable: return .unclear
        case nil: return .none
        }
    }

    private static func a(_ reading: Reading, at start: Milliseconds, for length: Milliseconds = 10) -> Look {
        .saw(["a": reading], at: start, for: length)
    }

    private static func b(_ reading: Reading, at start: Milliseconds, for length: Milliseconds = 10) -> Look {
        .saw(["b": reading], on: "q", at: start, for: length)
    }

    @Test("by observation: only a look begun after the one was seen proves that the other was missing")
    func observed() throws {
        #expect(try Self.order([Self.a(.yes, at: 0), Self.b(.no, at: 10), Self.b(.yes, at: 100)]) == .kept)
        #expect(try Self.order([Self.a(.yes, at: 0, for: 50), Self.b(.no, at: 10), Self.b(.yes, at: 100)]) == .unclear)
        #expect(try Self.order([Self.b(.yes, at: 0), Self.a(.no, at: 10), Self.a(.yes, at: 100)]) == .reversed)
        #expect(try Self.order([Self.b(.yes, at: 0, for: 50), Self.a(.no, at: 10), Self.a(.yes, at: 100)]) == .unclear)
        #expect(try Self.order([Self.a(.yes, at: 0), Self.b(.yes, at: 0)]) == .unclear)
        #expect(try Self.order([Self.b(.yes, at: 0)]) == .none)
    }

    @Test("a passing predecessor that was missing may have gone by, which is no reversal")
    func passing() throws {
        let looks = [Self.b(.yes, at: 0), Self.a(.no, at: 10), Self.a(.yes, at: 100)]
        #expect(try Self.order(passing: true, looks) == .unclear)
        #expect(try Self.order(passing: true, [Self.b(.yes, at: 0)]) == .unclear)
    }

    @Test(
        "by one clock: apart by more than a millisecond, or than the declared skew",
        arguments: [
            (0, 5000, 5002, .kept), (0, 5000, 5001, .unclear), (0, 5000, 5000, .unclear), (0, 5000, 4999, .unclear),
            (0, 5000, 4998, .reversed), (50, 5000, 4951, .unclear), (50, 5000, 4949, .reversed),
            (50, 5000, 5051, .kept), (50, 5000, 5050, .unclear),
        ] as [(Milliseconds, Milliseconds, Milliseconds, Expected)])
    private func clocked(
        _ skew: Milliseconds,
        _ first: Milliseconds,
        _ second: Milliseconds,
        _ expected: Expected
    ) throws {
        // What was observed says the opposite and does not count.
        let looks = [Self.b(.yes.at(second), at: 0), Self.a(.no, at: 10), Self.a(.yes.at(first), at: 100)]
        #expect(try Self.order(clocks: ("db", "db"), skew: skew, looks) == expected)
    }

    @Test("times of two clocks, or only one time, leave it to what was observed")
    func twoClocks() throws {
        let looks = [Self.b(.yes.at(1000), at: 0), Self.a(.no, at: 10), Self.a(.yes.at(5000), at: 100)]
        #expect(try Self.order(clocks: ("db", "other"), looks) == .reversed)
        #expect(try Self.order(clocks: ("db", nil), looks) == .reversed)
        let one = [Self.a(.yes.at(5000), at: 0), Self.b(.no, at: 10), Self.b(.yes, at: 100)]
        #expect(try Self.order(clocks: ("db", "db"), one) == .kept)
    }

    @Test("a redelivery after the successor does not turn the order around")
    func redelivered() throws {
        let looks = [
            Self.a(.yes.at(1000), at: 0), Self.b(.yes.at(2000), at: 100), Self.a(.yes.at(9000), at: 200),
        ]
        #expect(try Self.order(clocks: ("db", "db"), looks) == .kept)
    }

    @Test("a time told before the stage happened is not its time")
    func earlierTime() throws {
        let looks = [Self.b(.no.at(500), at: 0), Self.a(.yes.at(1000), at: 100), Self.b(.yes.at(2000), at: 200)]
        #expect(try Self.order(clocks: ("db", "db"), looks) == .kept)
        let without = [Self.b(.no.at(500), at: 0), Self.a(.yes.at(1000), at: 100), Self.b(.yes, at: 200)]
        #expect(try Self.order(clocks: ("db", "db"), without) == .unclear)
        let filledIn = without + [Self.b(.yes.at(2000), at: 300)]
        #expect(try Self.order(clocks: ("db", "db"), filledIn) == .kept)
    }

    @Test("a passing state that nobody saw is placed by the time it left behind")
    func unseenTime() throws {
        let kept = [Self.a(.no.at(1000), at: 0), Self.b(.yes.at(2000), at: 100)]
        #expect(try Self.order(clocks: ("db", "db"), passing: true, kept) == .kept)
        let reversed = [Self.a(.no.at(3000), at: 0), Self.b(.yes.at(2000), at: 100)]
        #expect(try Self.order(clocks: ("db", "db"), passing: true, reversed) == .reversed)
    }

    @Test(
        "any number a service writes as a time can be compared and told",
        arguments: [1e300, -1e300, .infinity] as [Milliseconds])
    func absurd(_ time: Milliseconds) throws {
        let looks = [Self.a(.yes.at(time), at: 0), Self.b(.yes.at(2000), at: 100)]
        _ = try Self.order(clocks: ("db", "db"), looks)
        #expect(!time.asText.isEmpty)
    }

    @Test(
        "a length of time reads as one does",
        arguments: [
            (0, "0 ms"), (0.4, "0 ms"), (840, "840 ms"), (999.6, "1 s"), (1000, "1 s"), (2140, "2.1 s"),
            (60_000, "60 s"), (75_260, "75.3 s"), (-40, "-40 ms"),
        ] as [(Milliseconds, String)])
    func text(_ length: Milliseconds, _ expected: String) {
        #expect(length.asText == expected)
    }
}
