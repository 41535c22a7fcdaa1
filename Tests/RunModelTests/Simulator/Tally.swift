import Convergence
import RunModel

/// What came of many simulated runs.
struct Tally {
    var runs = 0
    /// Truth, then verdict, then how many.
    var verdicts: [Standing: [Verdict: Int]] = [:]
    var poller: [Standing: [Bool: Int]] = [:]
    var falseGreens: [UInt64] = []
    var falseReds: [UInt64] = []
    var unexplainedReds: [UInt64] = []
    var wrongReasons: [UInt64] = []
    var baseless: [UInt64] = []
    var stuck: [UInt64] = []
    var missedEdges: [UInt64] = []
    /// Runs that failed and whose first reason was compared.
    var failures = 0
    var looks = 0
    /// Why runs were inconclusive although the system was right.
    var doubts: [ReasonCode: Int] = [:]
    var timelines: [String] = []

    /// How a run stands by the truth.
    enum Standing: String, CaseIterable {
        case right, wrong
        /// Neither can be told from what anybody could see: what came after a budget and before the first answer that was
        /// asked for at it (R8), after the settle window and before the watch ended, in an order too close to tell (R15),
        /// or was out of sight when it was looked for first (R12).
        case unclear
    }

    var pollerGreens: Int { poller[.wrong]?[true] ?? 0 }

    /// Adds a run.
    mutating func add(_ simulation: Simulation) {
        guard let result = simulation.result else { return }
        let truth = Truth(simulation)
        let facts = truth.mustNotPass
        let standing: Standing = !facts.isEmpty ? .wrong : truth.isRight ? .right : .unclear
        runs += 1
        looks += simulation.exchanges.count
        verdicts[standing, default: [:]][result.verdict, default: 0] += 1
        poller[standing, default: [:]][FirstMatch.passes(simulation), default: 0] += 1
        if standing == .right, result.verdict == .inconclusive, let code = result.firstReason?.code {
            doubts[code, default: 0] += 1
        }
        if simulation.isStuck { note(\.stuck, simulation, "did not end") }
        if !truth.missedEdges.isEmpty {
            note(\.missedEdges, simulation, "NO LOOK at the budget of \(truth.missedEdges)")
        }
        switch (standing, result.verdict) {
        case (.wrong, .passed): note(\.falseGreens, simulation, "FALSE GREEN: \(facts.joined(separator: ", "))")
        case (.right, .failed):
            note(\.falseReds, simulation, "FALSE RED: \(truth.staleProofs)")
            if truth.staleProofs.isEmpty { unexplainedReds.append(simulation.seed) }
        case (_, .inconclusive) where !simulation.isTroubled: note(\.baseless, simulation, "INCONCLUSIVE without cause")
        case (_, .failed):
            failures += 1
            let expected = truth.firstReason
            let reason = result.firstReason
            if reason?.code != expected?.code || reason?.stage != expected?.stage {
                let words = expected.map { "\($0.code.rawValue) \($0.stage)" } ?? "none"
                note(\.wrongReasons, simulation, "ANOTHER REASON: expected \(words)")
            }
        default: break
        }
    }

    private mutating func note(_ list: WritableKeyPath<Tally, [UInt64]>, _ simulation: Simulation, _ what: String) {
        self[keyPath: list].append(simulation.seed)
        timelines.append(simulation.timeline(what))
    }

    /// Adds another tally.
    mutating func add(_ other: Tally) {
        runs += other.runs
        looks += other.looks
        failures += other.failures
        doubts.merge(other.doubts, uniquingKeysWith: +)
        verdicts.merge(other.verdicts) { $0.merging($1, uniquingKeysWith: +) }
        poller.merge(other.poller) { $0.merging($1, uniquingKeysWith: +) }
        falseGreens += other.falseGreens
        falseReds += other.falseReds
        unexplainedReds += other.unexplainedReds
        wrongReasons += other.wrongReasons
        baseless += other.baseless
        stuck += other.stuck
        missedEdges += other.missedEdges
        timelines += other.timelines
    }

    /// The numbers, side by side with a first-match poller's.
    var table: String {
        func row(_ title: String, _ cells: [Int]) -> String {
            title.padding(to: 30) + cells.map { "\($0)".leading(to: 10) }.joined()
        }
        var lines = ["simulator: \(runs) runs, \(looks) looks"]
        lines.append("the system was".padding(to: 30) + Standing.allCases.map { $0.rawValue.leading(to: 10) }.joined())
        for verdict in [Verdict.passed, .failed, .inconclusive] {
            lines.append(row("endstate \(verdict.rawValue)", Standing.allCases.map { verdicts[$0]?[verdict] ?? 0 }))
        }
        for (title, passes) in [("first match passed", true), ("first match failed", false)] {
            lines.append(row(title, Standing.allCases.map { poller[$0]?[passes] ?? 0 }))
        }
        let why = doubts.sorted { $0.value > $1.value }.map { "\($0.key.rawValue) \($0.value)" }
        lines.append("inconclusive though right: \(why.joined(separator: ", "))")
        let right = failures - wrongReasons.count
        lines.append("first reason right in \(right) of \(failures) failures")
        lines.append("false greens: \(falseGreens.count), of a first-match poller: \(pollerGreens)")
        lines.append(
            "false reds: \(falseReds.count) \(falseReds), of a first-match poller: \(poller[.right]?[false] ?? 0)")
        return lines.joined(separator: "\n")
    }
}

extension String {
    fileprivate func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
    fileprivate func leading(to width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}
