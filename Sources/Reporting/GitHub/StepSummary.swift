import Convergence
package import RunModel

/// The summary of a step on GitHub's page: every run in a table, then the answers and stages of those that did not pass.
package enum StepSummary {
    /// How many bytes a step's summary may have; one of more than 1 MiB is not shown at all.
    package static let limit = 900_000

    /// The summary.
    ///
    /// - Parameters:
    ///   - runs: The runs, in the order in which they are told.
    ///   - directory: The folder that bundles are named from, absolute.
    ///   - limit: How many bytes it may have.
    /// - Returns: GitHub's Markdown. What does not fit is left out run by run, and this is said.
    package static func text(_ runs: [FinishedRun], from directory: String?, limit: Int = limit) -> String {
        let title = "## Endstate: \(SuiteText.tally(runs.map(\.result)))\n"
        let table = [header] + runs.map { row($0, directory) }
        // The worst first, should there be no room for all.
        let order: [Verdict] = [.failed, .inconclusive, .interrupted]
        let details = order.flatMap { verdict in runs.filter { $0.result.verdict == verdict } }
            .map { "\n" + detail($0, directory) }
        var text = title + "\n"
        var left = limit - text.utf8.count - reserve
        var missing = 0
        for part in table + details {
            // Nothing comes after what is left out, or the rest would look whole.
            guard missing == 0, part.utf8.count <= left else {
                missing += 1
                continue
            }
            text += part
            left -= part.utf8.count
        }
        guard missing > 0 else { return text }
        let note = "\nThere is more than GitHub shows: \(missing) rows and sections are left out; see the bundles.\n"
        return note.utf8.count <= reserve + left ? text + note : ""
    }

    /// Room for saying that something is missing.
    private static let reserve = 200

    private static let header =
        MarkdownText.row(["", "scenario", "verdict", "took", "reason", "boundary", "bundle"])
        + MarkdownText.row(Array(repeating: "---", count: 7))

    private static func row(_ run: FinishedRun, _ directory: String?) -> String {
        let result = run.result
        return MarkdownText.row([
            Symbols.unicode.sign(result.verdict).text, code(name(result)), result.verdict.rawValue,
            result.duration.elapsedText, result.firstReason?.code.rawValue ?? "",
            code(result.firstReason?.boundary?.description ?? ""),
            code(run.folder.map { PathText.relative($0, to: directory) } ?? ""),
        ])
    }

    private static func detail(_ run: FinishedRun, _ directory: String?) -> String {
        let result = run.result
        let reason = result.firstReason.map { reason in
            ": \(reason.code.rawValue)" + (reason.boundary.map { " at \(MarkdownText.code($0.description))" } ?? "")
        }
        let sign = Symbols.unicode.sign(result.verdict).text
        var text = "### \(sign) \(MarkdownText.code(name(result))) \(result.verdict.rawValue)\(reason ?? "")\n\n"
        text += MarkdownText.block(VerdictText.answers(result, style: TerminalStyle(width: width)))
        if !result.stages.isEmpty { text += "\n" + stages(result) }
        if let folder = run.folder {
            text += "\nBundle: \(MarkdownText.code(PathText.relative(folder, to: directory)))\n"
        }
        return text
    }

    /// Code is not wrapped on GitHub's page.
    private static let width = 110

    private static func stages(_ result: RunResult) -> String {
        let titles = ["", "stage", "status", "reached", "budget", "boundary", "what was seen"]
        let rows = result.stages.map { stage in
            MarkdownText.row([
                Symbols.unicode.sign(stage.status).text,
                stage.subject == .final ? "final state" : code(stage.subject.description), stage.status.words,
                stage.reachedAt.map { "+\($0.asText)" } ?? "-", stage.budget.asText,
                code(stage.boundary?.description ?? ""), stage.status.isGood ? "" : code(stage.detail.shortened),
            ])
        }
        return MarkdownText.row(titles) + MarkdownText.row(["---", "---", "---", "--:", "--:", "---", "---"])
            + rows.joined()
    }

    private static func name(_ result: RunResult) -> String { result.start?.title ?? "run" }

    private static func code(_ text: String) -> String { MarkdownText.code(text, isCell: true) }
}
