import Convergence
import RunModel

extension Simulation {
    /// True when a probe did not always answer at once and with the truth: then nobody need be sure.
    var isTroubled: Bool {
        network.lines.values.contains { $0.flaky > 0 || !$0.outages.isEmpty || $0.replica != nil || $0.slow > 0 }
    }

    /// The run in the order of its times, for a reader who has to understand it.
    func timeline(_ title: String) -> String {
        var entries: [(at: Milliseconds, text: String)] = [
            (terms.stepsEnd, "steps end"), (terms.within, "DEADLINE"), (end, "the watch ends"),
        ]
        if terms.firstBudget < terms.within { entries.append((terms.firstBudget, "budget of received")) }
        for (name, track) in system.tracks {
            for effect in track.effects { entries.append((effect.at, "* \(name) [\(effect.identity)]")) }
            for gap in track.gaps { entries.append((gap.from, "* \(name) gone until \(gap.to.asText)")) }
        }
        for exchange in exchanges {
            let look = exchange.look
            let answers = look.readings.sorted { $0.key < $1.key }.map { key, reading in
                let value = reading.count.map {
                    "\($0)\(reading.effectiveCount == $0 ? "" : " distinct \(reading.effectiveCount ?? 0)")"
                }
                return "\(key)=\(value ?? (reading.holds == true ? "yes" : "no"))"
            }
            let text = look.isSuccessful ? answers.joined(separator: " ") : look.complaint
            entries.append((look.end, "  \(look.probe) (from \(Int(look.start))): \(text)"))
        }
        var lines = ["--- seed \(seed): \(title)", "faults: \(system.faults.joined(separator: "; "))"]
        lines.append("settle \(terms.settle.asText), skew \(terms.skew.asText), timed \(terms.timed.sorted())")
        for (probe, line) in network.lines.sorted(by: { $0.key < $1.key }) {
            lines.append("probe \(probe): \(line)")
        }
        lines += entries.sorted { $0.at < $1.at }.map { "\(Int($0.at))".leadingPad + " " + $0.text }
        if let result {
            lines.append("verdict \(result.verdict.rawValue)")
            lines += result.reasons.map { "  \($0.code.rawValue) \($0.stage ?? ""): \($0.detail)" }
            lines += result.notes.map { "  note: \($0)" }
        }
        return lines.joined(separator: "\n")
    }
}

extension String {
    fileprivate var leadingPad: String { String(repeating: " ", count: max(0, 7 - count)) + self }
}
