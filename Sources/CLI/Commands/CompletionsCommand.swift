import ArgumentParser

/// `endstate completions`: what a shell needs to complete the command line.
struct CompletionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions",
        abstract: "Print the completion script for a shell.",
        discussion: """
            bash, in ~/.bashrc:

              source <(endstate completions bash)

            zsh, in a folder of $fpath, before compinit is called:

              endstate completions zsh > ~/.zfunc/_endstate

            fish:

              endstate completions fish > ~/.config/fish/completions/endstate.fish
            """
    )

    /// The shells there are scripts for.
    enum Shell: String, CaseIterable, ExpressibleByArgument {
        case bash, zsh, fish

        var script: String {
            let shell: CompletionShell =
                switch self {
                case .bash: .bash
                case .zsh: .zsh
                case .fish: .fish
                }
            return Endstate.completionScript(for: shell)
        }
    }

    @Argument(help: "The shell: bash, zsh or fish.")
    var shell: Shell

    func run() async throws {
        Output.data(shell.script)
    }
}
