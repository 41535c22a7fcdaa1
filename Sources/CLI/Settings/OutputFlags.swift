import ArgumentParser
import Foundation
import Recording
import Reporting
import Transport

extension ArtifactPolicy: ExpressibleByArgument {}

/// What is written, where, and how it looks.
struct OutputFlags: ParsableArguments {
    @Option(help: "What is kept of a run: always, on-failure, never.")
    var artifacts: ArtifactPolicy = .onFailure

    @Option(help: "The folder of all bundles.", completion: .directory)
    var output = OutputFlags.defaultRoot

    /// The folder of all bundles unless another is named.
    static let defaultRoot = "Artifacts"

    @Option(help: "Write a JUnit report of all runs to this file.", completion: .file(extensions: ["xml"]))
    var junit: String?

    // A discussion would be set at an indent of its own.
    @Flag(
        help: """
            Print JSON Lines on standard output: every event, then the result. Of several scenarios each line also says \
            by "run" whose it is, and a last line of kind "suite" sums up.
            """)
    var json = false

    @Flag(name: [.customShort("q"), .long], help: "No progress.")
    var quiet = false

    /// How standard error looks.
    var progressStyle: TerminalStyle { Self.style(of: STDERR_FILENO) }

    /// How standard output looks.
    var verdictStyle: TerminalStyle { Self.style(of: STDOUT_FILENO) }

    private static func style(of descriptor: Int32) -> TerminalStyle {
        let environment = ProcessInfo.processInfo.environment
        // COLUMNS wins, as it does in other tools.
        let columns = environment["COLUMNS"].flatMap { Int($0) } ?? TerminalSize.columns(of: descriptor)
        return TerminalStyle(
            isTTY: isatty(descriptor) == 1, columns: columns, rows: TerminalSize.rows(of: descriptor),
            environment: environment)
    }
}
