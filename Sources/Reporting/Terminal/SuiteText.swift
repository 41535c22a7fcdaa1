package import Convergence
import RunModel

/// The summary of several runs: one line each, below it what to open of one that did not pass, and their sum.
package enum SuiteText {
    /// The summary.
    ///
    /// - Parameters:
    ///   - runs: The runs in the order in which they are told.
    ///   - duration: How long all of them took.
    ///   - style: What it goes to.
    /// - Returns: Text with a newline at its end. A link is never broken, or a terminal could not open it.
    package static func block(_ runs: [SuiteRun], duration: Milliseconds, style: TerminalStyle) -> String {
        let names = runs.map { PlainText.clean($0.result.start?.title ?? "run") }
        let width = names.map { PlainText.columns($0) }.max() ?? 0
        var lines = zip(runs, names).flatMap { run, name in
            let line = row(run.result, name: name, width: width, style: style)
            return linked(line, run, column: width + reasonColumn, style: style)
        }
        lines += [""] + StyledText(sum(runs.map(\.result), duration: duration), .strong).lines(style)
        return lines.map { $0 + "\n" }.joined()
    }

    /// Where what speaks against a run begins, behind the widest name.
    private static let reasonColumn = 28

    /// A row with what there is to open: of a run that passed its bundle, on the same line where there is room; of any
    /// other its report, or the bundle where it has none, on a line of its own.
    private static func linked(
        _ row: StyledText, _ run: SuiteRun, column: Int, style: TerminalStyle
    ) -> [String] {
        guard let link = link(run) else { return row.lines(style, hanging: 2) }
        if run.result.verdict == .passed {
            var line = row
            line.pad(to: column)
            line.add(link, .faint)
            if line.columns <= style.width ?? .max { return line.lines(style.unbroken) }
        }
        return row.lines(style, hanging: 2) + (StyledText("  ") + StyledText(link, .faint)).lines(style.unbroken)
    }

    /// What there is to open of a run: of one that passed its bundle, of any other its report, or the bundle where it has
    /// none.
    static func link(_ run: SuiteRun) -> String? {
        run.folder.map { folder in
            let hasReport = run.result.verdict != .passed && run.files.contains(VerdictText.reportFile)
            return FileLink.text(hasReport ? "\(folder)/\(VerdictText.reportFile)" : folder)
        }
    }

    /// Sign, name, verdict, duration, and what speaks against it.
    private static func row(_ result: RunResult, name: String, width: Int, style: TerminalStyle) -> StyledText {
        let sign = style.symbols.sign(result.verdict)
        var line = StyledText("\(sign.text) ", sign.ink)
        line.add(name, .strong)
        line.pad(to: width + 4)
        line.add(result.verdict.rawValue, sign.ink)
        line.pad(to: width + 18)
        line.add(result.duration.elapsedText, .faint)
        if let reason = result.firstReason {
            line.pad(to: width + reasonColumn)
            line.add(reason.code.rawValue)
            if let boundary = reason.boundary { line.add(" at \(PlainText.clean(boundary.description))") }
        }
        return line
    }

    private static func sum(_ results: [RunResult], duration: Milliseconds) -> String {
        // Several runs of one scenario are not several scenarios.
        let isVaried = results.contains { $0.start?.variation != nil }
        let noun = isVaried ? "run" : "scenario"
        return "\(results.count) \(noun)\(results.count == 1 ? "" : "s"): \(tally(results)) in \(duration.elapsedText)"
    }

    /// How many runs there are of each verdict: `1 passed, 2 failed`.
    static func tally(_ results: [RunResult]) -> String {
        Verdict.allCases.compactMap { verdict -> String? in
            let count = results.count { $0.verdict == verdict }
            return count == 0 ? nil : "\(count) \(verdict.rawValue)"
        }.joined(separator: ", ")
    }
}
