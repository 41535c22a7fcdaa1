import Convergence
import Foundation
package import RunModel

/// `junit.xml`: runs as the test reports of CI servers read them.
///
/// There is no one format. This is the schema of Ant's reports, which all readers descend from, and beside it what GitLab
/// and Jenkins look for: `file` and `line` of a case, and its own `system-out` with `[[ATTACHMENT|path]]`, each alone on
/// its line. A broken workflow is a `failure`; where nothing was proven it is an `error`, and so is an interruption.
package enum JUnitReport {
    /// The name of the file in a bundle.
    package static let fileName = "junit.xml"

    /// The report of one run.
    ///
    /// - Parameter record: The run.
    /// - Returns: The file.
    package static func file(_ record: RunRecord) -> ReportFile {
        let text = text([FinishedRun(record)], from: record.workingDirectory)
        return ReportFile(path: fileName, contents: Array(text.utf8))
    }

    /// The report of several runs, a suite each: what a suite says of itself (time, browser, correlation ID) is a run's.
    ///
    /// - Parameters:
    ///   - runs: The runs, in the order in which they are told.
    ///   - directory: Where the tool runs, absolute: attachments are named from there. GitLab and Jenkins take it for
    ///     the project's folder.
    /// - Returns: XML 1.0 with a newline at its end.
    package static func text(_ runs: [FinishedRun], from directory: String?) -> String {
        var seen: [String: Int] = [:]
        let suites = runs.enumerated().map { id, run in
            let name = PlainText.clean(run.result.start?.title ?? "run")
            let count = seen[name, default: 0] + 1
            seen[name] = count
            // Of two cases with one name GitLab shows the first and drops the other.
            return suite(run, id: id, name: count == 1 ? name : "\(name) (\(count))", directory)
        }
        return XMLTag("testsuites", [("name", "endstate")] + counts(runs.map(\.result)), .tags(suites)).document
    }

    private static func suite(_ run: FinishedRun, id: Int, name: String, _ directory: String?) -> XMLTag {
        let result = run.result
        let attributes: [(name: String, value: String?)] = [
            ("name", name), ("package", "endstate"), ("id", "\(id)"), ("timestamp", timestamp(result)),
            ("hostname", "localhost"),
        ]
        return XMLTag(
            "testsuite", attributes + counts([result]),
            .tags([
                properties(run, directory), JUnitCase(run: run, name: name, directory: directory).tag,
                XMLTag("system-out"), XMLTag("system-err"),
            ]))
    }

    /// How many there are of each kind, and how long they took.
    private static func counts(_ results: [RunResult]) -> [(name: String, value: String?)] {
        let failures = results.count { $0.verdict == .failed }
        let errors = results.count { $0.verdict == .inconclusive || $0.verdict == .interrupted }
        return [
            ("tests", "\(results.count)"), ("failures", "\(failures)"), ("errors", "\(errors)"), ("skipped", "0"),
            ("time", seconds(results.reduce(0) { $0 + $1.duration })),
        ]
    }

    private static func properties(_ run: FinishedRun, _ directory: String?) -> XMLTag {
        let result = run.result
        let values: [(String, String?)] = [
            ("outcome", result.start?.outcome), ("verdict", result.verdict.rawValue),
            ("reason", result.firstReason?.code.rawValue), ("boundary", result.firstReason?.boundary?.description),
            ("run_id", result.start?.runID), ("correlation_id", result.start?.correlationID),
            ("browser", result.browser?.version), ("tool", result.start?.tool), ("platform", result.start?.platform),
            ("bundle", run.folder.map { PathText.relative($0, to: directory) }),
        ]
        let tags = values.compactMap { name, value -> XMLTag? in
            guard let value, !value.isEmpty else { return nil }
            return XMLTag("property", [("name", name), ("value", PlainText.clean(value))])
        }
        return XMLTag("properties", [], .tags(tags))
    }

    /// A length of time in seconds, whatever the locale; none for one that no run takes.
    static func seconds(_ time: Milliseconds) -> String {
        let whole = max(0, time).whole ?? 0
        let rest = "\(whole % 1000)"
        return "\(whole / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
    }

    /// When the run started, in UTC; the schema wants no zone behind it.
    private static func timestamp(_ result: RunResult) -> String {
        let date = result.start?.wallClock.momentSince1970 ?? Date(timeIntervalSince1970: 0)
        return String(date.formatted(Date.ISO8601FormatStyle()).prefix { $0 != "Z" })
    }
}
