import ArgumentParser

/// The embedded staging system: a small product of six services, to be verified by Endstate.
@main
struct Main: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "endstate-staging",
        abstract: "A small product of six services to verify: real where it matters, broken where you ask for it.",
        subcommands: [Up.self, ListFaults.self, ProveFaults.self, Serve.self])
}
