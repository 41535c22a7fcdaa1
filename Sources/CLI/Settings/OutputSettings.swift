import Foundation
import Recording
import Reporting
import Transport

/// What is written of runs, where, and how it looks.
struct OutputSettings {
    /// What is kept of a run.
    var artifacts: ArtifactPolicy
    /// The folder of all bundles.
    var output: String
    /// Whether standard output is JSON Lines.
    var json: Bool
    /// Whether no progress is told.
    var quiet: Bool

    /// How standard error looks.
    var progressStyle: TerminalStyle { Self.style(of: STDERR_FILENO) }

    /// How standard output looks.
    static var verdictStyle: TerminalStyle { style(of: STDOUT_FILENO) }

    /// How standard output looks.
    var verdictStyle: TerminalStyle { Self.verdictStyle }

    private static func style(of descriptor: Int32) -> TerminalStyle {
        let environment = ProcessInfo.processInfo.environment
        // COLUMNS wins, as it does in other tools.
        let columns = environment["COLUMNS"].flatMap { Int($0) } ?? TerminalSize.columns(of: descriptor)
        return TerminalStyle(
            isTTY: isatty(descriptor) == 1, columns: columns, rows: TerminalSize.rows(of: descriptor),
            environment: environment)
    }
}
