import Foundation
import JSONKit
import Testing

/// The JSONPath Compliance Test Suite (jsonpath-standard/jsonpath-compliance-test-suite), read from the folder that
/// `ENDSTATE_TEST_DATA` names.
private struct ComplianceSuite {
    let cases: [JSON]

    static let file = ProcessInfo.processInfo.environment["ENDSTATE_TEST_DATA"].map { folder in
        URL(filePath: folder).appending(path: "jsonpath/cts.json")
    }

    init() throws {
        let file = try #require(Self.file)
        let suite = try JSON(parsing: Data(contentsOf: file))
        cases = try #require(suite["tests"]?.arrayValue)
    }
}

@Suite(
    "JSONPath compliance suite",
    .enabled(if: ComplianceSuite.file != nil, "skipped: no test data")
)
struct ComplianceTests {
    @Test("every case of the suite gives one of its results, values and paths alike")
    func everyCase() throws {
        let cases = try ComplianceSuite().cases
        #expect(cases.count >= 703)
        for test in cases {
            let name = try #require(test["name"]?.stringValue)
            let selector = try #require(test["selector"]?.stringValue)
            if test["invalid_selector"] == true {
                #expect(throws: JSONPathError.self, "\(name): \(selector)") { try JSONPath(selector) }
                continue
            }
            let document = try #require(test["document"])
            let results = test["results"]?.arrayValue ?? [test["result"] ?? .null]
            let paths = test["results_paths"]?.arrayValue ?? [test["result_paths"] ?? .null]
            do {
                let query = try JSONPath(selector)
                let nodes = query.nodes(in: document)
                let values = JSON.array(nodes.map(\.value))
                #expect(results.contains(values), "\(name): \(selector) gave \(values)")
                #expect(query.values(in: document) == nodes.map(\.value), "\(name): \(selector)")
                let places = JSON.array(nodes.map { .string($0.path) })
                #expect(paths.contains(places), "\(name): \(selector) gave \(places)")
            } catch {
                Issue.record("\(name): \(selector) was refused: \(error)")
            }
        }
    }
}
