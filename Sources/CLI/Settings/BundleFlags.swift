import ArgumentParser
import Recording

/// Where bundles go, and how much is told, for commands that say themselves what they found.
struct BundleFlags: ParsableArguments {
    @Option(help: "The folder of all bundles.", completion: .directory)
    var output = OutputFlags.defaultRoot

    @Flag(help: "Print JSON Lines on standard output.")
    var json = false

    @Flag(name: [.customShort("q"), .long], help: "No progress.")
    var quiet = false

    /// The same as a value; everything is kept.
    var settings: OutputSettings {
        OutputSettings(artifacts: .always, output: output, json: false, quiet: quiet || json)
    }
}
