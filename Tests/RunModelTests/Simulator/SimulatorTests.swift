import Convergence
import Foundation
import RunModel
import Testing

/// Systems that nobody has written a row for.
///
/// `ENDSTATE_SIMULATOR_RUNS` sets how many; `ENDSTATE_SIMULATOR_SEED` makes one of them again and tells its story.
@Suite struct SimulatorTests {
    private static func number(_ name: String) -> Int? {
        ProcessInfo.processInfo.environment["ENDSTATE_SIMULATOR_" + name].flatMap(Int.init)
    }

    static let seeds: Range<Int> = number("SEED").map { $0..<$0 + 1 } ?? 0..<(number("RUNS") ?? 2000)

    @Test("no simulated run is a false green, and the first reason is the right one")
    func simulate() async throws {
        let tally = try await Self.tally()
        print(tally.table)
        tally.timelines.prefix(5).forEach { print($0) }
        #expect(tally.falseGreens == [], "seeds that passed and must not")
        #expect(tally.stuck == [], "seeds whose watch did not end")
        #expect(tally.missedEdges == [], "seeds in which no look started at a budget")
        #expect(tally.baseless == [], "seeds that are inconclusive although every probe always answered")
        #expect(tally.unexplainedReds == [], "seeds that failed and must not, and no lagging replica shows why")
        #expect(Double(tally.falseReds.count) <= Double(tally.runs) / 1000, "seeds that failed and must not")
        #expect(Double(tally.wrongReasons.count) <= Double(tally.failures) / 100, "seeds with another first reason")
        if Self.seeds.count >= 500 {
            #expect(tally.pollerGreens > 0, "a corpus that a first-match poller survives proves nothing")
        }
    }

    @Test("a run is made again by its seed")
    func repeatable() throws {
        for seed in [1, 230, 1999] as [UInt64] {
            var (one, two) = (try Simulation(seed: seed), try Simulation(seed: seed))
            one.run()
            two.run()
            #expect(one.events == two.events)
            #expect(one.timeline("").contains("DEADLINE"))
        }
    }

    private static func tally() async throws -> Tally {
        let width = 50
        return try await withThrowingTaskGroup(of: Tally.self) { group in
            for first in stride(from: seeds.lowerBound, to: seeds.upperBound, by: width) {
                group.addTask {
                    var tally = Tally()
                    for seed in first..<min(first + width, seeds.upperBound) {
                        var simulation = try Simulation(seed: UInt64(seed))
                        simulation.run()
                        tally.add(simulation)
                        if seeds.count == 1 { print(simulation.timeline("as asked for")) }
                    }
                    return tally
                }
            }
            return try await group.reduce(into: Tally()) { $0.add($1) }
        }
    }
}
