import Convergence
package import RunModel

/// What GitHub shows beside the lines of a scenario: one annotation for each run that did not pass.
package enum Annotations {
    /// How many of a kind are shown for one step; a further one is dropped without a word.
    package static let limit = 10

    /// The commands.
    ///
    /// - Parameters:
    ///   - runs: The runs, in the order in which they are told.
    ///   - root: The repository's folder, absolute: files are named from there; `nil` when it is not known.
    ///   - directory: Where the tool runs, absolute: files of scenarios are named from there.
    /// - Returns: A line each, the worst first, without newlines.
    package static func lines(_ runs: [FinishedRun], root: String?, directory: String) -> [String] {
        let place = Place(root: root, directory: directory)
        let failed = runs.filter { $0.result.verdict == .failed }
        let errors = failed + runs.filter { $0.result.verdict == .inconclusive }
        let warnings = runs.filter { $0.result.verdict == .interrupted }
        var lines = errors.prefix(limit).map { line("error", $0, place) }
        lines += warnings.prefix(limit).map { line("warning", $0, place) }
        let rest = max(0, errors.count - limit) + max(0, warnings.count - limit)
        if rest > 0 {
            let runs = rest == 1 ? "run" : "runs"
            let message = "\(rest) more \(runs) did not pass; GitHub shows ten, the step's summary has all of them"
            lines.append(WorkflowCommand.line("notice", [("title", "endstate")], message: message))
        }
        return lines
    }

    private struct Place {
        let root: String?
        let directory: String

        func ofRepository(_ path: String) -> String {
            PathText.relative(PathText.absolute(path, in: directory), to: root)
        }
    }

    private static func line(_ command: String, _ run: FinishedRun, _ place: Place) -> String {
        var properties: [(name: String, value: String)] = []
        if let start = run.result.start {
            let location = run.result.place
            properties.append(("file", PlainText.clean(place.ofRepository(location?.file ?? start.file))))
            if let location {
                properties += [("line", "\(location.line)"), ("col", "\(location.column)")]
            }
        }
        properties.append(("title", title(run.result)))
        var lines = VerdictText.answers(run.result, style: TerminalStyle())
        if let folder = run.folder { lines.append("bundle    \(PlainText.clean(place.ofRepository(folder)))") }
        let message = String(lines.joined(separator: "\n").prefix(maximumLength))
        return WorkflowCommand.line(command, properties, message: message)
    }

    /// Nobody reads more beside a line of code, and GitHub takes no more than 64 kB.
    private static let maximumLength = 4000

    private static func title(_ result: RunResult) -> String {
        let name = PlainText.clean(result.start?.title ?? "run")
        let reason = result.firstReason.map { reason in
            reason.code.rawValue + (reason.boundary.map { " at \(PlainText.clean($0.description))" } ?? "")
        }
        switch result.verdict {
        case .passed: return "\(name) passed"
        case .failed: return "\(name) failed: \(reason ?? "")"
        case .inconclusive: return "environment: \(name) is inconclusive: \(reason ?? "")"
        case .interrupted: return "\(name) was interrupted" + (result.signal.map { " by \(PlainText.clean($0))" } ?? "")
        }
    }
}
