import ArgumentParser
import Foundation
import JSONKit

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
            guard exitCode(for: error).isSuccess else {
                Output.error(fullMessage(for: unknownCommand(in: CommandLine.arguments) ?? error))
                ExitStatus.usage.exit()
            }
            Output.data(fullMessage(for: error))
        }
    }

    /// What is said of a command that does not exist; the parser only knows that there is an argument too many.
    ///
    /// - Parameter arguments: A command line that could not be read, the tool's own name first.
    /// - Returns: The error; nothing where the first word is a command, or none.
    private static func unknownCommand(in arguments: [String]) -> ValidationError? {
        let names = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
        guard let word = arguments.dropFirst().first, !word.hasPrefix("-"), !names.contains(word) else { return nil }
        let meant = StringDistance.nearest(to: word, in: names).map { "Did you mean '\($0)'?" }
        let known = "The commands are \(names.joined(separator: ", "))."
        return ValidationError("Unknown command '\(word)'. \(meant ?? known)")
    }
}
