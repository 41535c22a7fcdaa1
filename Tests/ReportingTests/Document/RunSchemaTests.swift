import Foundation
import JSONKit
import Reporting
import RunModel
import TestSupport
import Testing

/// The published schema of `run.json`.
@Suite struct RunSchemaTests {
    private static let schema = JSONSchema(RunSchema.json, annotations: [SchemaPart.patternFault])
    private static let file = BundleFile(path: "journal.jsonl", size: 4096, sha256: String(repeating: "ab", count: 32))

    private static func document(_ name: String) throws -> JSON {
        let result = try #require(Scene.all.first { $0.name == name }).scene.result
        return try JSON(parsing: RunDocument(result, files: [file]).encoded())
    }

    @Test("the document of every run is valid", arguments: Scene.all.map(\.name))
    func valid(_ name: String) throws {
        #expect(Self.schema.faults(in: try Self.document(name)) == [])
    }

    @Test("the documents that are kept are valid")
    func kept() throws {
        let folder = URL(filePath: #filePath).appending(path: "../../Golden").standardized
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path())
            .filter { $0.hasPrefix("run-") && $0.hasSuffix(".json") }
        #expect(names.count >= 4)
        for name in names {
            let document = try JSON(parsing: Data(contentsOf: folder.appending(path: name)))
            #expect(Self.schema.faults(in: document) == [], "\(name)")
        }
    }

    @Test("a line of --json that tells the result is valid, too")
    func line() throws {
        let line = JSONLines.result(try Scene.queueSchema.result, folder: "/tmp/b", exitCode: 1)
        #expect(Self.schema.faults(in: try JSON(parsing: line)) == [])
    }

    @Test("what a later version adds does not make a document invalid")
    func additions() throws {
        var members = try #require(try Self.document("queue-schema").objectValue)
        members["added_later"] = 1
        members["format_version"] = "1.7"
        #expect(Self.schema.faults(in: .object(members)) == [])
    }

    /// What may go wrong with a document, and where an invalid one is blamed.
    static let mutations: [(name: String, place: String, change: @Sendable (inout [String: JSON]) -> Void)] = [
        ("a verdict that there is not", "/verdict", { $0["verdict"] = "green" }),
        ("no verdict", "/", { $0["verdict"] = nil }),
        ("another format", "/format_version", { $0["format_version"] = "2.0" }),
        ("stages as a map", "/stages", { $0["stages"] = [:] }),
        ("a reason without its code", "/reasons/0", { $0["reasons"] = [["verdict": "failed", "detail": "x"]] }),
        ("a digest that is none", "/files/0/sha256", { $0["files"] = [["path": "a", "size": 1, "sha256": "x"]] }),
        ("a duration in words", "/timings/duration_ms", { $0["timings"] = ["settled": true, "duration_ms": "5s"] }),
        ("a variable that is no text", "/environment/A", { $0["environment"] = ["A": 1] }),
        ("half an answer", "/looks/p", { $0["looks"] = ["p": ["count": 1]] }),
    ]

    @Test("a document that is not as it should be is invalid where it is wrong", arguments: mutations.indices)
    func invalid(_ row: Int) throws {
        let (name, place, change) = Self.mutations[row]
        var members = try #require(try Self.document("queue-schema").objectValue)
        change(&members)
        let faults = Self.schema.faults(in: .object(members))
        #expect(!faults.isEmpty, "\(name)")
        #expect(faults.allSatisfy { $0.hasPrefix("\(place):") }, "\(name): \(faults)")
    }

    @Test("the schema says of every time since when it is counted, and knows every signal that ends a run")
    func words() throws {
        let parts = try #require(RunSchema.json["$defs"]?.objectValue)
        for (part, schema) in parts {
            for (name, member) in schema["properties"]?.objectValue ?? [:] where name.hasSuffix("_ms") {
                let text = member["description"]?.stringValue ?? ""
                let isSaid = ["since", "from the trigger", "How long"].contains { text.contains($0) }
                #expect(isSaid, "\(part) \(name): \(text)")
            }
        }
        let signal = RunSchema.json["properties"]?["signal"]?["description"]?.stringValue ?? ""
        for name in ["SIGHUP", "SIGINT", "SIGTERM"] { #expect(signal.contains(name)) }
    }

    @Test("the schema names every member of the document, and requires those that are always there")
    func members() throws {
        var seen: Set<String> = []
        for example in Scene.all {
            var result = try example.scene.result
            result.dropped = [Dropped(what: "frames", count: 1)]
            try compare(RunDocument(result, files: [Self.file]), with: RunSchema.json, at: "", into: &seen)
        }
        let parts = try #require(RunSchema.json["$defs"]?.objectValue)
        #expect(seen.isSuperset(of: parts.keys), "no document has \(Set(parts.keys).subtracting(seen))")
    }

    /// Compares a value's stored properties with the members that its schema has.
    private func compare(_ value: Any, with part: JSON, at place: String, into seen: inout Set<String>) throws {
        var part = part
        if let name = part["$ref"]?.stringValue?.split(separator: "/").last.map(String.init) {
            seen.insert(name)
            part = try #require(RunSchema.json["$defs"]?[name])
        }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional:
            if let inner = mirror.children.first { try compare(inner.value, with: part, at: place, into: &seen) }
        case .collection:
            let items = try #require(part["items"], "\(place)")
            for child in mirror.children { try compare(child.value, with: items, at: place, into: &seen) }
        case .dictionary:
            let member = try #require(part["additionalProperties"], "\(place)")
            for child in mirror.children {
                let pair = Array(Mirror(reflecting: child.value).children)
                try compare(try #require(pair.last).value, with: member, at: place, into: &seen)
            }
        case .struct where part["properties"] != nil:
            let properties = try #require(part["properties"]?.objectValue, "\(place)")
            let names = mirror.children.compactMap(\.label)
            #expect(Set(names.map(Self.snakeCase)) == Set(properties.keys), "\(place)")
            let always = mirror.children.filter { Mirror(reflecting: $0.value).displayStyle != .optional }
            let required = (part["required"]?.arrayValue ?? []).compactMap(\.stringValue)
            #expect(Set(always.compactMap(\.label).map(Self.snakeCase)) == Set(required), "\(place)")
            for child in mirror.children {
                let name = Self.snakeCase(child.label ?? "")
                try compare(child.value, with: properties[name] ?? false, at: "\(place)/\(name)", into: &seen)
            }
        default: break
        }
    }

    /// The name that a property has in the document.
    private static func snakeCase(_ name: String) -> String {
        name.reduce(into: "") { text, character in
            text += character.isUppercase ? "_" + character.lowercased() : String(character)
        }
    }
}
