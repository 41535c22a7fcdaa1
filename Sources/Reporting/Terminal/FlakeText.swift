package import Convergence
import RunModel

/// The summary of many runs of the same: how they differ, and how close each stage comes to its budget.
package enum FlakeText {
    /// The summary.
    ///
    /// - Parameters:
    ///   - runs: The runs; those of one scenario, in one variation, are told together.
    ///   - duration: How long all of them took.
    ///   - style: What it goes to.
    /// - Returns: Text with a newline at its end.
    package static func block(_ runs: [SuiteRun], duration: Milliseconds, style: TerminalStyle) -> String {
        var groups: [(name: String, runs: [SuiteRun])] = []
        for run in runs {
            let name = groupName(run.result)
            if let index = groups.firstIndex(where: { $0.name == name }) {
                groups[index].runs.append(run)
            } else {
                groups.append((name, [run]))
            }
        }
        var lines = groups.flatMap { told(PlainText.clean($0.name), $0.runs, style) }
        let sum = "\(runs.count) runs: \(SuiteText.tally(runs.map(\.result))) in \(duration.elapsedText)"
        lines += StyledText(sum, .strong).lines(style)
        return lines.map { $0 + "\n" }.joined()
    }

    private static func groupName(_ result: RunResult) -> String {
        guard var start = result.start else { return "run" }
        start.repetition = nil
        return start.title
    }

    private static func told(_ name: String, _ runs: [SuiteRun], _ style: TerminalStyle) -> [String] {
        let results = runs.map(\.result)
        var line = StyledText(name, .strong)
        line.add("  \(runs.count) runs: \(SuiteText.tally(results))")
        if Set(results.map(\.verdict)).count > 1 { line.add("  flaky", .doubt) }
        let others = runs.filter { $0.result.verdict != .passed }
        let blocks = [line.lines(style), times(results, style)] + (others.isEmpty ? [] : [rows(others, style)])
        return blocks.filter { !$0.isEmpty }.flatMap { $0 + [""] }
    }

    /// What did not pass, a line each with what there is to open.
    private static func rows(_ runs: [SuiteRun], _ style: TerminalStyle) -> [String] {
        runs.flatMap { run -> [String] in
            let sign = style.symbols.sign(run.result.verdict)
            var line = StyledText("  \(sign.text) ", sign.ink)
            line.add("#\(run.result.start?.repetition ?? 0)")
            line.pad(to: 11)
            line.add(run.result.verdict.rawValue, sign.ink)
            line.pad(to: 25)
            if let reason = run.result.firstReason {
                line.add(reason.code.rawValue)
                if let boundary = reason.boundary { line.add(" at \(PlainText.clean(boundary.description))") }
            }
            guard let link = SuiteText.link(run) else { return line.lines(style, hanging: 4) }
            let below = StyledText("    ") + StyledText(link, .faint)
            return line.lines(style, hanging: 4) + below.lines(style.unbroken)
        }
    }

    /// When the stages were reached: in the middle, at the latest, and by when they had to be.
    private static func times(_ results: [RunResult], _ style: TerminalStyle) -> [String] {
        let stages = results.first { !$0.stages.isEmpty }?.stages ?? []
        let rows = stages.compactMap { stage -> [String]? in
            let times = results.compactMap { result in
                result.stages.first { $0.subject == stage.subject }?.reachedAt
            }.sorted()
            guard let last = times.last else { return nil }
            return [
                stage.subject == .final ? "final state" : PlainText.clean(stage.subject.description),
                "+\(times[times.count / 2].asText)", "+\(last.asText)", stage.budget.asText,
            ]
        }
        guard !rows.isEmpty else { return [] }
        let table = [["stage", "median", "latest", "budget"]] + rows
        let setter = ColumnSetter(table, numbers: [1, 2, 3])
        return table.enumerated().flatMap { number, cells in
            var line = StyledText("  ")
            let ink: StyledText.Ink = number == 0 ? .faint : .plain
            setter.add(cells, inks: [ink, ink, ink, .faint], columns: Array(cells.indices), to: &line)
            return line.lines(style)
        }
    }
}
