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

    @Test("the second answer's boundary is that of the first reason, in every report", arguments: Scene.all.map(\.name))
    func boundary(_ name: String) throws {
        let run = try Scene.finished(name)
        guard let answer = run.result.diagnosis?.boundary else { return }
        let place = String(answer.prefix { $0 != ":" })
        let isNamed = place.contains(" -> ")
        let json = try JSON(parsing: RunDocument(run.result).encoded())
        let told = json["reasons"]?[0]?["boundary"]
        let ends = [told?["from"]?.stringValue, told?["to"]?.stringValue].compactMap(\.self)
        #expect(ends.joined(separator: " -> ") == (isNamed ? place : ""))
        let property = "<property name=\"boundary\" value=\"\(place.replacing(">", with: "&gt;"))\"/>"
        #expect(JUnitReport.text([run], from: nil).contains(property) == isNamed)
        let headline = VerdictText.block(run.result, style: TerminalStyle()).split(separator: "\n")[5]
        #expect(headline.contains(" at \(place) after ") == isNamed, "\(headline)")
        let scene = try #require(Scene.all.first { $0.name == name }).scene
        let title = try #require(try ReportPage(scene).contents(of: "title").first)
        #expect(title.hasSuffix(" at \(place.replacing(" -> ", with: "\u{A0}→ "))") == isNamed, "\(title)")
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
