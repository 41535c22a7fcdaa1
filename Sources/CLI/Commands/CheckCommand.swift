import ArgumentParser
import ScenarioModel

/// `endstate check`: every fault of every scenario, and nothing started.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check scenarios without running anything.",
        discussion: "Reports every fault of every file at once. Exit status 2 when there is one."
    )

    @OptionGroup var selection: ScenarioSelection

    func run() async throws {
        let scenarios = try selection.load()
        Output.data("\(scenarios.count) \(scenarios.count == 1 ? "scenario is" : "scenarios are") right")
    }
}
