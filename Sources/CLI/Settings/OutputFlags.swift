import ArgumentParser
import Recording

extension ArtifactPolicy: ExpressibleByArgument {}

/// What is written, where, and how it looks.
struct OutputFlags: ParsableArguments {
    @Option(help: "What is kept of a run: always, on-failure, never. (default: on-failure; with --repeat, always)")
    var artifacts: ArtifactPolicy?

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

    @Flag(name: [.customShort("q"), .long], help: "No progress; of each run its verdict, answers and notes.")
    var quiet = false

    /// The same as a value.
    ///
    /// - Parameter keepsAll: Whether also runs that pass are kept whole, unless the command line says otherwise.
    /// - Returns: The settings.
    func settings(keepsAll: Bool) -> OutputSettings {
        OutputSettings(
            artifacts: artifacts ?? (keepsAll ? .always : .onFailure), output: output, json: json, quiet: quiet)
    }
}
