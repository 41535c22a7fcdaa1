import Foundation
import JSONKit
import TestSupport
import Testing

/// `endstate schema`: what editors and scripts are given.
@Suite(.timeLimit(.minutes(15)))
struct SchemaTests {
    private let workplace: Workplace

    init() throws { workplace = try Workplace() }

    @Test("The schemas that the repository publishes are those that the tool prints", arguments: ["scenario", "run"])
    func published(_ name: String) async throws {
        let ending = try await endstate("schema", name, in: workplace)
        #expect(ending.status == 0 && ending.errors.isEmpty)
        let text = ending.output.map { $0 + "\n" }.joined()
        let folder = name == "run" ? "Artifacts" : "Scenarios"
        let file = URL(filePath: #filePath).appending(path: "../../../\(folder)/\(name).schema.json").standardized
        if ProcessInfo.processInfo.environment["ENDSTATE_UPDATE_GOLDEN"] == "1" { try Data(text.utf8).write(to: file) }
        #expect(try String(contentsOf: file, encoding: .utf8) == text, "ENDSTATE_UPDATE_GOLDEN=1 writes it anew")
        let schema = try JSON(parsing: Data(text.utf8))
        #expect(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema")
    }

    @Test("The scenario's schema is printed unless another is asked for, and none that there is not")
    func format() async throws {
        let both = (
            try await endstate("schema", in: workplace).output,
            try await endstate("schema", "scenario", in: workplace).output
        )
        #expect(both.0 == both.1 && both.0.count > 100)
        let wrong = try await endstate("schema", "bundle", in: workplace)
        #expect(wrong.status == 2 && wrong.output.isEmpty)
        for word in ["bundle", "scenario", "run"] { #expect(wrong.says(word), "\(wrong.errors)") }
    }

    @Test("Every key that an editor completes in a scenario is explained")
    func descriptions() async throws {
        let schema = try JSON(parsing: Data(try await endstate("schema", in: workplace).output.joined().utf8))
        var bare: [String] = []
        func collect(_ part: JSON, at place: String) {
            if part["additionalProperties"] == false {
                for (name, key) in part["properties"]?.objectValue ?? [:]
                where key["description"] == nil && key["const"] == nil && key["allOf"]?[0]?["description"] == nil {
                    bare.append("\(place)/\(name)")
                }
            }
            // What only rules something out explains nothing.
            for (name, member) in part.objectValue ?? [:] where !["if", "not", "examples", "vacuous"].contains(name) {
                collect(member, at: "\(place)/\(name)")
            }
            for (index, element) in (part.arrayValue ?? []).enumerated() { collect(element, at: "\(place)/\(index)") }
        }
        collect(schema, at: "")
        #expect(bare.isEmpty)
    }

    @Test(
        "The run.json of a run is what its schema says",
        arguments: [SampleApplication.Ailment.none, .twice, .stalePage, .noButton])
    func run(_ ailment: SampleApplication.Ailment) async throws {
        let application = try SampleApplication(ailment)
        try workplace.write(SampleScenario().text, as: "s.yaml")
        let ending = try await endstate("run", "s.yaml", in: workplace, environment: application.environment)
        #expect(ending.status == (ailment == .none ? 0 : 1))
        let printed = try await endstate("schema", "run", in: workplace).output.joined()
        let document = try #require(try workplace.bundle().run)
        #expect(JSONSchema(try JSON(parsing: Data(printed.utf8))).faults(in: document) == [])
    }
}
