import ArgumentParser
import Reporting
import ScenarioModel

/// `endstate list`: one line a scenario, for people and for `cut`.
struct ListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List scenarios: name, file, tags and outcome, separated by tabs."
    )

    @OptionGroup var selection: ScenarioSelection

    func run() async throws {
        for scenario in try selection.load() {
            let columns = [scenario.name, scenario.file, scenario.tags.joined(separator: ","), scenario.outcome ?? ""]
            Output.data(columns.map { PlainText.clean($0) }.joined(separator: "\t"))
        }
    }
}
