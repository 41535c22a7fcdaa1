import ArgumentParser
import Foundation

/// The command `endstate`.
@main
struct Endstate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "endstate",
        abstract: "Prove that a user's action really arrives at its final state.",
        discussion: """
            A scenario drives a real browser through a workflow, then watches the back end until every stage has \
            happened, once, in order, in time, and checks that the page shows it.

            Exit status: 0 passed, 1 failed, 2 the command line or a scenario is wrong, 3 inconclusive, \
            129, 130 and 143 interrupted.
            """,
        version: Version.text,
        subcommands: [
            InitCommand.self, CheckCommand.self, ListCommand.self, RunCommand.self, ProveCommand.self,
            ShowCommand.self, ReportCommand.self, DoctorCommand.self, SchemaCommand.self, CompletionsCommand.self,
        ]
    )

    /// Parses, runs, and ends with the exit status of the contract: a wrong command line is 2, not `EX_USAGE`.
    static func main() async {
        StandardStreams.secure()
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let status as ExitStatus {
            status.exit()
        } catch {
            let text = fullMessage(for: error)
            guard exitCode(for: error).isSuccess else {
                Output.error(text)
                ExitStatus.usage.exit()
            }
            Output.data(text)
        }
    }
}
