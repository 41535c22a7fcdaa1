import Convergence

/// What a test does that polls until everything matches once: the first match is the verdict.
struct FirstMatch {
    /// Pauses as such a poller takes them.
    static let pauses: [Milliseconds] = [100, 250, 500, 1000]

    /// Whether it passes on the same system, through the same network.
    static func passes(_ simulation: Simulation) -> Bool {
        guard var fresh = try? Simulation(seed: simulation.seed) else { return false }
        return fresh.passesAtFirstMatch()
    }
}

extension Simulation {
    fileprivate mutating func passesAtFirstMatch() -> Bool {
        var now: Milliseconds = 0
        var turn = 0
        while now <= terms.within {
            let looks = plan.polledProbes.map { snapshot($0, at: now) }
            let readings = looks.reduce(into: [:]) { $0.merge($1.readings) { first, _ in first } }
            if now >= terms.stepsEnd, looks.allSatisfy(\.isSuccessful), matches(readings) { return true }
            now = (looks.map(\.end).max() ?? now) + FirstMatch.pauses[min(turn, FirstMatch.pauses.count - 1)]
            turn += 1
        }
        return false
    }

    private func matches(_ readings: [String: Reading]) -> Bool {
        guard readings[Subject.never(0).key]?.holds != true, readings[Subject.final.key]?.holds == true else {
            return false
        }
        // What goes by cannot be asked for by a poller that wants all at once.
        return plan.stages.filter { !$0.passing }.allSatisfy { stage in
            let base = stage.name == "charged" ? terms.base ?? 0 : 0
            guard let count = readings[stage.name]?.effectiveCount else { return readings[stage.name]?.holds == true }
            return count == base + 1
        }
    }
}
