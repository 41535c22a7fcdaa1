import Foundation
import ScenarioModel
import Testing

/// Every scenario in the repository, as an editor sees it.
@Suite("The schema and the scenarios of the repository")
struct ShippedScenarioTests {
    private static let root = URL(filePath: #filePath).appending(path: "../../../..").standardized

    /// Scenarios that are right, by their path.
    static let right: [String] =
        ["Scenarios", "Sources/CLI/Templates"].flatMap { yaml(in: $0) }
        + ["passing", "failing", "inconclusive"].flatMap { golden($0) } + ["README.md"]

    /// Scenarios that are wrong.
    static let wrong = golden("invalid")

    /// Wrong scenarios that a schema cannot refuse, each with the reason.
    static let beyond: [String: String] = {
        // An editor refuses what is no YAML before it asks a schema.
        let unreadable =
            ["yaml-traps"]
            + ["alias", "braces", "brackets", "colon", "comment", "escape", "tab"].map { "trap-\($0)" }
        return Dictionary(uniqueKeysWithValues: unreadable.map { ($0, "it is no YAML") })
            .merging(["environment": "the file is right; the variables that it needs are not set"]) { $1 }
    }()

    @Test("a scenario that is right is right to an editor", arguments: right)
    func valid(_ path: String) throws {
        let text = try Self.text(of: path)
        #expect(ScenarioParser.parse(text, file: path).scenario != nil)
        #expect(EditorView.faults(text) == [])
    }

    /// Fragments that scenarios of the repository use.
    static let fragments = yaml(in: "Scenarios/fragments")

    @Test("a fragment is right, too, and no scenario", arguments: fragments)
    func fragment(_ path: String) throws {
        let text = try Self.text(of: path)
        let parsed = ScenarioParser.parse(text, file: path)
        #expect(parsed.isFragment && parsed.diagnostics.isEmpty)
        #expect(EditorView.faults(text) == [])
    }

    @Test("a scenario that is wrong is refused, or it is said why it cannot be", arguments: wrong)
    func invalid(_ path: String) throws {
        let name = URL(filePath: path).deletingLastPathComponent().lastPathComponent
        let faults = EditorView.faults(try Self.text(of: path))
        if Self.beyond[name] != nil {
            #expect(faults == nil || faults == [], "it is refused after all: take it off the list")
        } else {
            #expect(faults?.isEmpty == false)
        }
    }

    @Test("there are scenarios of every kind, and no reason is left over")
    func complete() {
        #expect(Self.right.count >= 12 && Self.wrong.count >= 5)
        let names = Self.wrong.map { URL(filePath: $0).deletingLastPathComponent().lastPathComponent }
        #expect(Set(Self.beyond.keys).isSubset(of: names))
    }

    private static func golden(_ outcome: String) -> [String] {
        let folder = "Tests/EndToEndTests/Golden/\(outcome)"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path())) ?? []
        return names.sorted().map { "\(folder)/\($0)/scenario.yaml" }
    }

    private static func yaml(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path())) ?? []
        return names.filter { $0.hasSuffix(".yaml") }.sorted().map { "\(folder)/\($0)" }
    }

    /// A scenario's text; of a page, its first block that is one.
    private static func text(of path: String) throws -> String {
        let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
        guard path.hasSuffix(".md") else { return text }
        let fence = "```yaml\nscenario:"
        let start = try #require(text.range(of: fence), "there is no scenario in \(path)")
        let rest = text[start.lowerBound...].dropFirst("```yaml\n".count)
        return String(rest[..<(try #require(rest.range(of: "\n```")).lowerBound)]) + "\n"
    }
}
