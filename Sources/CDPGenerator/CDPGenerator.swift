import Foundation

/// Makes Swift of Chromium's description of the DevTools protocol.
///
/// Run in the package's root: `snapshot [--from FILE | BROWSER [ARGUMENT…]]`, `generate` or `generate --check`.
@main
enum GeneratorCommand {
    private static let folder = URL(filePath: "Sources/CDP", directoryHint: .isDirectory)
    private static let usage = "usage: cdp-generator snapshot [--from FILE | BROWSER [ARGUMENT…]] | generate [--check]"

    static func main() async {
        do {
            try await run(Array(CommandLine.arguments.dropFirst()))
        } catch {
            say("cdp-generator: \(error)")
            exit(1)
        }
    }

    private static func run(_ arguments: [String]) async throws {
        switch arguments.first {
        case "snapshot" where arguments.count == 3 && arguments[1] == "--from":
            try keep(JSONDecoder().decode(ProtocolModel.self, from: Data(contentsOf: URL(filePath: arguments[2]))))
        case "snapshot":
            try await keep(
                Snapshot.take(
                    browser: arguments.dropFirst().first ?? "chromium", arguments: Array(arguments.dropFirst(2))))
        case "generate" where arguments.count == 1: try generate()
        case "generate" where arguments.dropFirst() == ["--check"]: try check()
        default: throw GeneratorError(usage)
        }
    }

    // MARK: Commands

    private static func keep(_ protocolModel: ProtocolModel) throws {
        let list = try String(contentsOf: folder.appending(path: "methods.txt"), encoding: .utf8)
        let model = try Selection(list: list).prune(protocolModel)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try (encoder.encode(model) + Data("\n".utf8)).write(to: folder.appending(path: "protocol.json"))
        say("protocol.json: \(model.browser ?? "a browser"), \(model.domains.count) domains")
    }

    private static func generate() throws {
        let files = try generated()
        let directory = folder.appending(path: "Generated")
        try? FileManager.default.removeItem(at: directory)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        for (name, text) in files { try Data(text.utf8).write(to: directory.appending(path: name)) }
        let lines = files.values.reduce(0) { $0 + $1.count(where: \.isNewline) }
        say("Generated: \(files.count) files, \(lines) lines")
    }

    private static func check() throws {
        let files = try generated()
        let directory = folder.appending(path: "Generated")
        let present = Set(try FileManager.default.contentsOfDirectory(atPath: directory.path()))
        let stale = Set(files.keys).union(present).filter { name in
            files[name] != (try? String(contentsOf: directory.appending(path: name), encoding: .utf8))
        }
        guard stale.isEmpty else {
            let names = stale.sorted().map { "Sources/CDP/Generated/\($0)" }.joined(separator: ", ")
            throw GeneratorError("not what protocol.json gives: \(names); run `make cdp-generate`")
        }
        say("Generated: all \(files.count) files are what protocol.json gives")
    }

    /// What the committed protocol gives; the installed browser has no say.
    private static func generated() throws -> [String: String] {
        let decoder = JSONDecoder()
        let model = try decoder.decode(
            ProtocolModel.self, from: Data(contentsOf: folder.appending(path: "protocol.json")))
        let patches = try decoder.decode([Patch].self, from: Data(contentsOf: folder.appending(path: "patch.json")))
        let list = try String(contentsOf: folder.appending(path: "methods.txt"), encoding: .utf8)
        // Pruned again after the corrections: a dropped property may have been the only way to a type.
        return Emitter(try Selection(list: list).prune(model.applying(patches))).files()
    }

    private static func say(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }
}
