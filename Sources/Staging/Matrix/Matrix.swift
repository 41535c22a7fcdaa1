import Foundation

/// Faults, each with a run of the tool against it, told a line each in their order.
struct Matrix: Sendable {
    let faults: [Fault]
    let settings: MatrixRow.Settings

    /// Runs all rows.
    ///
    /// - Parameters:
    ///   - jobs: How many rows go on beside each other.
    ///   - say: Told each line, as soon as those before it are told.
    /// - Returns: How many rows came out otherwise than they should.
    func run(jobs: Int, say: (String) -> Void) async -> Int {
        await withTaskGroup(of: (Int, MatrixRow.Outcome).self) { group in
            var waiting = faults.enumerated().makeIterator()
            func begin() {
                guard let (index, fault) = waiting.next() else { return }
                group.addTask { [settings] in (index, await MatrixRow(fault: fault, settings: settings).run()) }
            }
            for _ in 0..<jobs { begin() }
            var outcomes: [Int: MatrixRow.Outcome] = [:]
            var (told, wrong) = (0, 0)
            for await (index, outcome) in group {
                begin()
                outcomes[index] = outcome
                while let next = outcomes.removeValue(forKey: told) {
                    for line in lines(of: next) { say(line) }
                    if !next.differences.isEmpty { wrong += 1 }
                    told += 1
                }
            }
            return wrong
        }
    }

    private func lines(of outcome: MatrixRow.Outcome) -> [String] {
        let document = outcome.document
        let first = document?.reasons.first
        let width = faults.map(\.name.count).max() ?? 0
        let cells = [
            (outcome.fault.name, width), (document?.verdict ?? "no verdict", 12), (first?.code ?? "", 17),
            (first?.boundary.map { "\($0.from) -> \($0.to)" } ?? "", 22), (document?.diagnosis?.nature ?? "", 12),
        ]
        let row = cells.map { $0.padding(toLength: max($1, $0.count), withPad: " ", startingAt: 0) }
        let seconds = outcome.duration.formatted(.units(allowed: [.seconds], fractionalPart: .show(length: 1)))
        return ["\(outcome.differences.isEmpty ? "✓" : "✗") \(row.joined(separator: "  "))  \(seconds)"]
            + outcome.differences.map { "    \($0)" }
    }
}
