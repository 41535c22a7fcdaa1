import Foundation
import Reporting
import RunModel

/// GitHub Actions, as it describes itself to a step: annotations, the step's summary and its outputs.
struct GitHubActions {
    /// The repository's folder, absolute.
    private let workspace: String?
    /// The file that takes the step's summary.
    private let summary: String?
    /// The file that takes the step's outputs.
    private let outputs: String?

    /// What this process runs in; `nil` anywhere else.
    static let current = GitHubActions(ProcessInfo.processInfo.environment)

    private init?(_ environment: [String: String]) {
        guard environment["GITHUB_ACTIONS"] == "true" else { return nil }
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        workspace = value("GITHUB_WORKSPACE")
        summary = value("GITHUB_STEP_SUMMARY")
        outputs = value("GITHUB_OUTPUT")
    }

    /// A block of text in which the runner takes nothing for a command.
    func guarded(_ text: String) -> String { WorkflowCommand.block(text, token: Self.token) }

    /// Tells of all runs once they are over. What cannot be written is said in a line; no run fails by it.
    ///
    /// - Parameters:
    ///   - runs: The runs.
    ///   - json: Whether standard output is for JSON Lines and nothing else: annotations go to standard error then,
    ///     which the runner reads for commands just the same.
    ///   - redactors: What knows the secrets.
    func tell(_ runs: [FinishedRun], json: Bool, masking redactors: Redactors) {
        let directory = FileManager.default.currentDirectoryPath
        for line in Annotations.lines(runs, root: workspace, directory: directory).map({ redactors.mask($0) }) {
            if json { Output.error(line) } else { Output.data(line) }
        }
        let root = workspace ?? directory
        if let summary {
            // A step may run the command twice, and both go into one summary.
            let size = (try? FileManager.default.attributesOfItem(atPath: summary)[.size] as? NSNumber)?.intValue ?? 0
            let text = StepSummary.text(runs, from: root, limit: StepSummary.limit - size)
            append(redactors.mask(text), to: summary, "GITHUB_STEP_SUMMARY")
        }
        if let outputs {
            append(StepOutputs.text(runs, from: root, delimiter: Self.token), to: outputs, "GITHUB_OUTPUT")
        }
    }

    private func append(_ text: String, to path: String, _ name: String) {
        do {
            if !FileManager.default.fileExists(atPath: path) { try Data().write(to: URL(fileURLWithPath: path)) }
            let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            defer { try? file.close() }
            try file.seekToEnd()
            try file.write(contentsOf: Data(text.utf8))
        } catch {
            let reason = (error as NSError).localizedDescription
            Output.error("endstate: \(name) (\(path)) cannot be written: \(reason); the verdict is as it was told")
        }
    }

    /// Something that no text can have in it by chance or by intent.
    private static var token: String { "endstate-\(UUID().uuidString.lowercased())" }
}
