import Foundation
import JSONKit
import ScenarioModel
import Testing

/// The schema and the decoder say the same of every key in every map of the language.
///
/// Every word that stands in the decoder's source is tried as a key, so that a key that is added there and not here
/// fails these tests, and the other way round.
@Suite("The schema and the decoder")
struct SchemaAgreementTests {
    /// Faults that do not lie in the shape of a scenario.
    private static let semantic: Set<String> = [
        "unknown-variable", "undeclared-variable", "unknown-probe", "unknown-stage", "stage-cycle", "duplicate-name",
        "count-not-filtered", "budget-too-long", "budget-contradiction", "no-base", "settle-zero", "file-not-found",
        "fragment-outside", "cases-differ",
    ]

    /// One value for each kind that there is.
    private static let values = [
        "x", "\"x\"", "", "\"\"", "true", "false", "1", "0", "-1", "1.5", "5s", "0s", "$.a", "url", "reload",
        "\"${uuid}\"",
        "\"https://a.test\"", "{}", "[]", "[x]", "[5s]", "[404]", "[reload]", "{ a: b }", "{ a: $.b }", "{ testid: x }",
        "{ url: x }", "{ get: \"https://a.test\" }", "{ run: [x] }", "{ probe: p, match: { a: 1 } }",
        "{ a: { from: url } }", "{ exists: true }", "x -> y", "forbidden", "strict", "{ name: x, do: [] }",
        "{ bearer: \"${uuid}\" }", "{ cert: x }", "{ x: 1, y: 1 }", "{ with: x }", "{ label: x, with: x }",
        "{ key: x }",
        "{ label: x, option: x }", "{ ui: { testid: x }, backend: { probe: p, path: $.a } }",
        "{ click: { testid: x } }",
        "[{ click: { testid: x } }]", "[{ http: { get: \"https://a.test\" } }]", "{ status: 200 }", "{ text: x }",
        "{ env: [A] }", "{ id: x, origins: [\"https://a.test\"] }", "[{ probe: p, match: { a: 1 } }]", "{ accept: x }",
        "accept", "{ a: { probe: p, match: { a: 1 } } }", "{ a: { http: { get: \"https://a.test\" } } }",
        "{ file: x, with: { a: b } }", "{ glob: x, containing: y }", "[{ plan: pro }]",
        "[{ when: { testid: x }, do: [reload] }]",
    ]

    @Test("each word of the decoder is a key of both or of neither", arguments: MapSite.all)
    func words(_ site: MapSite) throws {
        let keys = Self.keys
        let others = try Self.sourceWords.get().subtracting(keys).sorted()
        // What is refused for no other reason than being there is looked at all at once, everything else one by one.
        let unknown = Self.unknown(others + keys, at: site)
        let absent = keys.filter { !site.plain.contains("\($0):") }
        let seen = EditorView.faults(site.with(absent.map { "\($0): x" })) ?? []
        for word in others where !unknown.contains(word) {
            compare(site.with(word, "x"))
        }
        for key in keys {
            let isRefused = seen.contains { $0.contains("/\(key): nothing is allowed here") }
            if isRefused && !unknown.contains(key) {
                let text = site.with(key, "x")
                #expect(!Self.isRight(Self.faults(text)), "the decoder takes a key that the schema refuses:\n\(text)")
            } else if !isRefused {
                compare(site.with(key, "x"))
            }
        }
    }

    /// `ENDSTATE_SCHEMA_VALUES=all` tries every value of every key; a part of them is tried unless that is set.
    @Test("each key takes the same values in both", arguments: MapSite.all + MapSite.open)
    func values(_ site: MapSite) throws {
        let triesAll = ProcessInfo.processInfo.environment["ENDSTATE_SCHEMA_VALUES"] == "all"
        compare(site.plain)
        let unknown = Self.unknown(Self.keys, at: site)
        for (place, key) in Self.keys.enumerated() where !unknown.contains(key) && Self.isKnown(key, at: site) {
            for (number, value) in Self.values.enumerated() where triesAll || (number + place) % 29 == 0 {
                // `match: null` asks for JSON's null, and an editor cannot tell it from `match:` with nothing behind it.
                if key == "match", value.isEmpty { continue }
                compare(site.with(key, value))
            }
        }
    }

    /// The keys that the decoder refuses, all there at once, for no other reason than being there.
    private static func unknown(_ keys: [String], at site: MapSite) -> Set<String> {
        let told = faults(site.with(keys.map { "\($0): x" })).map(\.title)
        return Set(keys.filter { key in told.contains { $0.hasSuffix(" has no key `\(key)`") } })
    }

    /// Whether the decoder knows a key in a map, whatever it says of its value.
    private static func isKnown(_ key: String, at site: MapSite) -> Bool {
        let unknown: Set<String> = ["unknown-key", "unknown-step", "two-verbs", "wrong-place", "not-supported-yet"]
        return unknown.isDisjoint(with: faults(site.with(key, "x")).map(\.code.rawValue))
    }

    private static func faults(_ text: String) -> [Diagnostic] {
        ScenarioParser.parse(text, file: "x.yaml").diagnostics.filter(\.isError)
    }

    private static func isRight(_ faults: [Diagnostic]) -> Bool {
        semantic.isSuperset(of: faults.map(\.code.rawValue))
    }

    /// Compares what the decoder and an editor say of a scenario.
    private func compare(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
        let faults = Self.faults(text)
        let codes = Set(faults.map(\.code.rawValue))
        // What is no YAML, or has a key twice, no schema is asked about; credentials it knows by their place alone.
        guard !codes.contains("duplicate-key"), codes != ["secret-in-clear"], let seen = EditorView.faults(text) else {
            return
        }
        #expect(
            Self.isRight(faults) == seen.isEmpty,
            "check says \(faults.map { "\($0.code): \($0.title)" }), an editor says \(seen), of\n\(text)",
            sourceLocation: sourceLocation)
    }

    /// The words of the decoder's source.
    private static let sourceWords = Result {
        let folder = URL(filePath: #filePath).appending(path: "../../../../Sources/ScenarioModel/Decoding")
            .standardized
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return try Set(
            files.flatMap { file in
                try String(contentsOf: file, encoding: .utf8).matches(of: /"([a-z][a-z_]*)"/).map { String($0.1) }
            })
    }

    /// Every key that the schema names anywhere.
    private static let keys: [String] = {
        var keys: Set<String> = []
        func collect(_ part: JSON) {
            if let members = part["properties"]?.objectValue { keys.formUnion(members.keys) }
            for member in part.objectValue ?? [:] where member.key != "examples" { collect(member.value) }
            for element in part.arrayValue ?? [] { collect(element) }
        }
        collect(ScenarioSchema.json)
        return keys.sorted()
    }()
}
