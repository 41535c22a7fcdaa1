import ArgumentParser

/// `endstate init`: a first scenario, to be made one's own.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write a scenario to start from, with a comment for each section.",
        discussion: "It is right as it stands. Exit status 2 when the file is there already."
    )

    @Argument(
        help: ArgumentHelp(
            "The file to write, or a folder for it (default: \(ScenarioTemplate.folder)/\(ScenarioTemplate.name).yaml).",
            valueName: "path"),
        completion: .file(extensions: ["yaml", "yml"]))
    var path: String?

    @Option(help: "What the scenario is called; else it is called like its file.")
    var name: String?

    @Flag(help: "Replace a file that is there already.")
    var force = false

    func run() async throws {
        do throws(NewScenario.Refusal) {
            let scenario = try NewScenario(path: path, name: name)
            try scenario.write(replaces: force)
            Output.data(Self.whatNext(scenario.path))
        } catch {
            Output.error("endstate: \(error)")
            throw ExitStatus.usage
        }
    }

    private static func whatNext(_ path: String) -> String {
        let file = ShellWord.quoted(path)
        return """
            Wrote \(path): an upgrade from Free to Pro. Put your own workflow in its place, then:

              endstate check \(file)
              endstate doctor
              endstate run \(file) --env-file staging.env

            staging.env holds what the scenario needs, readable by you alone (chmod 600):

              APP_URL=https://app.staging.example.com
              API_URL=https://api.staging.example.com
              TEST_PASSWORD=...
            """
    }
}
