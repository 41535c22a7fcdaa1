import ArgumentParser
import ScenarioModel

/// Which scenarios a command is about; the same for every command.
struct ScenarioSelection: ParsableArguments {
    @Argument(help: "Scenario files, or folders of them.", completion: .file(extensions: ["yaml", "yml"]))
    var paths: [String] = ["Scenarios"]

    @Option(
        name: .customLong("tag"), help: "Only scenarios with this tag; may be repeated.",
        completion: .custom { words, _, _ in TagCompletion.candidates(words) })
    var tags: [String] = []

    /// Reads the scenarios; every fault of every file is told at once.
    ///
    /// - Parameter extra: More to check once all are read.
    /// - Returns: The scenarios.
    /// - Throws: `ExitStatus.usage` when anything is wrong.
    func load(_ extra: ([Scenario]) -> [Diagnostic] = { _ in [] }) throws -> [Scenario] {
        var loaded = ScenarioLoader.load(paths, options: .init(tags: tags))
        loaded.diagnostics += extra(loaded.scenarios)
        if !loaded.diagnostics.isEmpty { Output.error(loaded.rendered(color: Output.colorsErrors)) }
        if loaded.hasErrors { throw ExitStatus.usage }
        return loaded.scenarios
    }
}
