import Foundation
import TestSupport
import Testing

/// The README is the shop window: every command in it is run, and its scenario is checked.
@Suite(.timeLimit(.minutes(10)))
struct ReadmeTests {
    private static var root: URL { URL(filePath: #filePath).appending(path: "../../..").standardized }

    /// The fenced blocks, each with its language.
    private static var blocks: [(language: String, lines: [String])] {
        get throws {
            let text = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
            var blocks: [(language: String, lines: [String])] = []
            var isOpen = false
            for line in text.components(separatedBy: "\n") {
                if line.hasPrefix("```") {
                    if !isOpen { blocks.append((String(line.dropFirst(3)), [])) }
                    isOpen.toggle()
                } else if isOpen {
                    blocks[blocks.count - 1].lines.append(line)
                }
            }
            return blocks
        }
    }

    /// The lines that begin with one of these words, also behind a crontab's five fields or a workflow's `run:`.
    private static func commands(of programs: [String]) throws -> [[String]] {
        try blocks.flatMap(\.lines).compactMap { line in
            // A comment is for readers.
            var words = line.prefix { $0 != "#" }.split(separator: " ").map(String.init)
            if line.hasPrefix("//") { return nil }
            if words.first == "*/10" { words.removeFirst(5) }
            if words.starts(with: ["-", "run:"]) { words.removeFirst(2) }
            if words.first == "run:" { words.removeFirst() }
            if words.first == "-" { words.removeFirst() }
            if words.starts(with: ["steps", "{", "sh"]) {
                words = words[3...].map { $0.trimmingCharacters(in: CharacterSet(charactersIn: "'}")) }
                words.removeAll(where: \.isEmpty)
            }
            guard let program = words.first, programs.contains(program) else { return nil }
            return Array(words.prefix { $0 != "||" && $0 != ">" })
        }
    }

    @Test("Every command of endstate in the README does what the README says")
    func commands() async throws {
        let commands = try Self.commands(of: ["endstate"])
        #expect(commands.count >= 12)
        let staging = try await StagingSystem.shared()
        // One after another in one place, as a reader would.
        let workplace = try Workplace()
        for name in ["Scenarios", "scenarios"] {
            try StagingSystem.copyScenarios(to: workplace.url.appending(path: name))
        }
        let variables = staging.environment.map { "\($0.key)=\($0.value)\n" }.sorted().joined()
        for name in ["staging.env", "canary.env"] {
            try workplace.write(variables, as: name)
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o600], ofItemAtPath: workplace.url.appending(path: name).path())
        }
        // The same for three servers of builds is run once; what settles need not settle for long.
        var seen: Set<[String]> = []
        for command in commands where seen.insert(command).inserted {
            var arguments = command.dropFirst().map { $0.replacing("/srv/", with: workplace.url.path() + "/") }
            if ["run", "prove"].contains(arguments.first) { arguments += ["--settle", "500ms"] }
            let ending = try await withTool(
                arguments, in: workplace, environment: staging.environment
            ) { try await $0.ended() }
            let told: Comment = "\(command.joined(separator: " ")): \(ending.all.joined(separator: " | "))"
            #expect(ending.status == 0, told)
        }
    }

    @Test("Every target of make in the README is one of the Makefile's")
    func targets() async throws {
        let commands = try Self.commands(of: ["make"])
        #expect(commands.contains { $0 == ["make", "demo"] } && commands.contains { $0 == ["make", "test"] })
        for command in commands {
            let status = try await runTool("make", ["--dry-run"] + command.dropFirst(), in: Self.root)
            #expect(status == 0, "\(command)")
        }
    }

    @Test("The scenario in the README has no fault")
    func scenario() async throws {
        let yaml = try #require(try Self.blocks.first { $0.lines.first?.hasPrefix("scenario:") == true })
        let workplace = try Workplace()
        try workplace.write(yaml.lines.joined(separator: "\n") + "\n", as: "readme.yaml")
        let ending = try await endstate("check", "readme.yaml", in: workplace)
        #expect(ending.status == 0, "\(ending.all.joined(separator: "\n"))")
    }
}
