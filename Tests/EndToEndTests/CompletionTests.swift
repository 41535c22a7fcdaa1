import Foundation
import TestSupport
import Testing
import Transport

/// `endstate completions`: what the shells make of it.
@Suite(.timeLimit(.minutes(15)))
struct CompletionTests {
    private let workplace: Workplace

    init() throws { workplace = try Workplace() }

    @Test(
        "bash completes commands, flags, their values, files and tags",
        arguments: [
            ("endstate ru", ["run"]), ("endstate sch", ["schema"]), ("endstate run --ar", ["--artifacts"]),
            ("endstate run --artifacts ", ["always", "on-failure", "never"]),
            ("endstate run --env-file sta", ["staging.env"]), ("endstate check s", ["s.yaml"]),
            ("endstate run --tag ", ["billing", "canary", "release"]), ("endstate run s.yaml --tag ", ["one"]),
            ("endstate completions ", ["bash", "zsh", "fish"]), ("endstate schema ", ["scenario", "run"]),
            ("endstate init --n", ["--name"]), ("endstate run --output Sce", ["Scenarios"]),
        ])
    func bash(_ line: String, _ expected: [String]) async throws {
        try StagingSystem.copyScenarios(to: workplace.url.appending(path: "Scenarios"))
        try workplace.write("", as: "staging.env")
        var sample = SampleScenario()
        sample.needs += "\ntags: [one]"
        try workplace.write(sample.text, as: "s.yaml")
        let replies = try await Self.shell(
            """
            source <(endstate completions bash)
            COMP_LINE=$0
            COMP_POINT=${#COMP_LINE}
            read -ra COMP_WORDS <<<"$COMP_LINE"
            case $COMP_LINE in *' ') COMP_WORDS+=('') ;; esac
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _endstate endstate "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
            printf '%s\\n' "${COMPREPLY[@]}"
            """, [line], in: workplace)
        #expect(Set(replies.lines) == Set(expected))
        #expect(replies.status == 0 && replies.lines.count == expected.count)
    }

    @Test("bash reads the script without complaint")
    func syntax() async throws {
        let check = try await Self.shell("endstate completions bash | bash -n", in: workplace)
        #expect(check.status == 0 && check.lines.isEmpty, "\(check.lines)")
    }

    @Test("Every shell's script knows every command", arguments: ["bash", "zsh", "fish"])
    func scripts(_ shell: String) async throws {
        let help = try await endstate("--help", in: workplace).output
        let commands = help.drop { $0 != "SUBCOMMANDS:" }.dropFirst()
            .compactMap { $0.firstMatch(of: #/^  ([a-z]+) /#).map { String($0.1) } }
        #expect(commands.count >= 7, "\(help)")
        let ending = try await endstate("completions", shell, in: workplace)
        #expect(ending.status == 0 && ending.errors.isEmpty)
        for command in commands {
            #expect(ending.output.contains { $0.contains(command) }, "\(command) is not in the script for \(shell)")
        }
    }

    @Test("A shell that there is no script for is told, with those there are", arguments: [["csh"], []])
    func unknown(_ arguments: [String]) async throws {
        let ending = try await withTool(["completions"] + arguments, in: workplace) { try await $0.ended() }
        #expect(ending.status == 2 && ending.output.isEmpty)
        for shell in ["bash", "zsh", "fish"] { #expect(ending.says(shell), "\(ending.errors)") }
    }

    /// Runs a script of bash that finds the tool on its path.
    private static func shell(
        _ script: String, _ arguments: [String] = [], in workplace: Workplace
    ) async throws -> (status: Int32?, lines: [String]) {
        let folder = URL(filePath: try builtProduct("endstate")).deletingLastPathComponent().path()
        var environment = workplace.environment
        environment["PATH"] = "\(folder):\(environment["PATH"] ?? "")"
        let child = try ChildProcess.spawn(
            "bash", arguments: ["--norc", "-c", script] + arguments, environment: environment,
            workingDirectory: workplace.url.path(), standardOutput: .collect(limit: 1 << 20),
            standardError: .collect(limit: 1 << 16))
        guard case .exited(let status) = await child.waitForExit(until: .now + .seconds(60)) else {
            await child.terminate(grace: .zero)
            throw Unexpected("bash did not end")
        }
        let output = await child.collectedOutput(until: .now + .seconds(30)).data
        let errors = await child.collectedError(until: .now + .seconds(30)).data
        let lines = String(decoding: output + errors, as: UTF8.self).split(separator: "\n").map(String.init)
        return (status, lines)
    }
}
