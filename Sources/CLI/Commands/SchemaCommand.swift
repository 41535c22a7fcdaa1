import ArgumentParser
import JSONKit
import Reporting
import ScenarioModel

/// `endstate schema`: what an editor needs to complete and explain a scenario, and what a script can rely on.
struct SchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema of scenarios, or of run.json.",
        discussion: """
            With the schema an editor completes, explains and checks while you write. Put it beside the scenarios:

              endstate schema > Scenarios/scenario.schema.json

            and begin each scenario with this line, which the YAML language server of editors reads:

              # yaml-language-server: $schema=scenario.schema.json
            """
    )

    /// The formats that have a schema.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case scenario, run

        var schema: JSON {
            switch self {
            case .scenario: ScenarioSchema.json
            case .run: RunSchema.json
            }
        }
    }

    @Argument(help: "What is described: a scenario, or the run.json of a bundle.")
    var format = Format.scenario

    func run() async throws {
        Output.data(format.schema.serialized(pretty: true))
    }
}
