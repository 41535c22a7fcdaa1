import Foundation
import JSONKit
import Reporting
import RunModel
import Testing

/// `run.json` and `--json`.
@Suite struct RunDocumentTests {
    private static let file = BundleFile(path: "journal.jsonl", size: 4096, sha256: String(repeating: "ab", count: 32))

    @Test("the document of a run", arguments: ["passed", "queue-schema", "stale-page", "probe-unreachable"])
    func golden(_ name: String) throws {
        let result = try #require(Scene.all.first { $0.name == name }).scene.result
        let text = String(decoding: RunDocument(result, files: [Self.file]).encoded(), as: UTF8.self)
        try expectGolden(text, "run-\(name).json")
    }

    @Test("what was written is read again", arguments: Scene.all.map(\.name))
    func roundTrip(_ name: String) throws {
        var result = try #require(Scene.all.first { $0.name == name }).scene.result
        result.start?.environment = ["APP_URL": "http://a", "snake_case_name": "b", "camelCase": "c"]
        result.looks["work_flow"] = result.looks["workflow"]
        let document = RunDocument(result, files: [Self.file])
        #expect(try RunDocument(parsing: document.encoded()) == document)
        let json = try JSON(parsing: document.encoded())
        #expect(json["environment"]?["APP_URL"] == "http://a" && json["environment"]?["camelCase"] == "c")
        #expect(json["format_version"] == "1.0")
    }

    @Test("equal documents are equal text, and every name is in snake case")
    func names() throws {
        let first = RunDocument(try Scene.queueSchema.result).encoded()
        #expect(first == RunDocument(try Scene.queueSchema.result).encoded())
        var names: Set<String> = []
        func collect(_ value: JSON) {
            for (name, member) in value.objectValue ?? [:] {
                names.insert(name)
                collect(member)
            }
            for element in value.arrayValue ?? [] { collect(element) }
        }
        collect(try JSON(parsing: first))
        #expect(names.contains("reached_at_ms") && names.contains("ui_said_success"))
        #expect(names.allSatisfy { $0 == $0.lowercased() })
    }

    @Test("--json ends with a line that has the document, the bundle and the exit status")
    func lines() throws {
        let events = try Scene.queueSchema.events
        for event in events.prefix(20) {
            let line = JSONLines.line(event)
            #expect(line.last == UInt8(ascii: "\n") && line.count { $0 == UInt8(ascii: "\n") } == 1)
            #expect(try RunEvent(line: line.dropLast()) == event)
        }
        let last = JSONLines.result(try Scene.queueSchema.result, folder: "/tmp/b", exitCode: 1)
        #expect(last.count { $0 == UInt8(ascii: "\n") } == 1)
        let json = try JSON(parsing: last)
        #expect(json["kind"] == "result" && json["verdict"] == "failed" && json["exit_code"] == 1)
        #expect(json["bundle"] == "/tmp/b" && json["reasons"]?[0]?["boundary"]?["to"] == "worker")
    }
}
