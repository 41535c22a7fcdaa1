import Convergence
import RunModel

/// One run as a test case.
struct JUnitCase {
    let run: FinishedRun
    let name: String
    let directory: String?

    private var result: RunResult { run.result }

    /// The element.
    var tag: XMLTag {
        XMLTag(
            "testcase",
            [
                ("classname", "endstate"), ("name", name),
                ("file", result.start.map { PlainText.clean(result.place?.file ?? $0.file) }),
                ("line", result.start == nil ? nil : result.place.map { "\($0.line)" }),
                ("time", JUnitReport.seconds(result.duration)),
            ],
            .tags([problem, output].compactMap(\.self)))
    }

    /// Why the run did not pass.
    private var problem: XMLTag? {
        let element: String
        switch result.verdict {
        case .passed: return nil
        case .failed: element = "failure"
        case .inconclusive, .interrupted: element = "error"
        }
        return XMLTag(
            element, [("message", message), ("type", result.firstReason?.code.rawValue ?? result.verdict.rawValue)],
            .text(Self.withoutAttachments(text)))
    }

    private var message: String {
        guard let reason = result.firstReason else {
            return result.signal.map { "interrupted by \(PlainText.clean($0))" }
                ?? "the journal ends before the run did"
        }
        let place = reason.boundary.map { "\($0): " } ?? ""
        return PlainText.clean(place + reason.detail.shortened)
    }

    /// GitLab shows the text alone, so the five answers stand there, in the first five lines.
    private var text: String { VerdictText.block(result, style: TerminalStyle()) }

    private var output: XMLTag {
        var lines = attachments.map { "[[ATTACHMENT|\($0)]]" }
        if run.folder == nil {
            lines.append("Nothing was kept of this run: it was run with --artifacts never.")
        } else if result.verdict == .passed, !run.files.contains(where: { $0.hasPrefix("blobs/") }) {
            lines.append(
                "Of a run that passed only run.json, the journal and report.html are kept; --artifacts always keeps all."
            )
        }
        return XMLTag("system-out", [], .text("\n" + lines.map { $0 + "\n" }.joined()))
    }

    /// What to open, the most telling first: GitLab shows one.
    private var attachments: [String] {
        guard let folder = run.folder else { return [] }
        var names = run.files.filter { $0 == VerdictText.reportFile }
        if let picture = result.failurePicture.map({ "blobs/\($0)" }), run.files.contains(picture) {
            names.append(picture)
        }
        // Written after all others, so no list has it yet.
        names.append(RunDocument.fileName)
        return names.map { PathText.relative("\(folder)/\($0)", to: directory) }.filter(Self.isSafe)
    }

    /// Brackets and bars would end the mark, a control character the line.
    private static func isSafe(_ path: String) -> Bool {
        !path.unicodeScalars.contains { "[]|".unicodeScalars.contains($0) } && PlainText.clean(path) == path
    }

    /// Text of others that attaches nothing.
    private static func withoutAttachments(_ text: String) -> String {
        text.replacingScalars("[[ATTACHMENT", with: "[ [ATTACHMENT")
    }
}
