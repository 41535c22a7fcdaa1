import Foundation
import Reporting
import RunModel
import Testing

/// The schema of Ant's reports, where it and `xmllint` are at hand.
enum JUnitSchema {
    static var path: String? {
        let data = ProcessInfo.processInfo.environment["ENDSTATE_TEST_DATA"].map { $0 + "/schemas/junit/JUnit.xsd" }
        let isThere = data.map { FileManager.default.fileExists(atPath: $0) } ?? false
        return isThere && FileManager.default.isExecutableFile(atPath: xmllint) ? data : nil
    }

    static let xmllint = "/usr/bin/xmllint"
}

/// `junit.xml` against the schema of Ant's reports.
///
/// The schema knows neither `file` and `line` nor a case's own output, and gives all suites together no attributes. Every
/// reader of today looks for those, so they are taken out before the rest is held to the schema.
@Suite(.enabled(if: JUnitSchema.path != nil, "needs ENDSTATE_TEST_DATA and xmllint"))
struct JUnitSchemaTests {
    @Test("the report is valid, but for what every reader expects beside the schema")
    func valid() throws {
        let runs = try Scene.all.map { try Scene.finished($0.name) }
        for runs in [runs, [runs[0]], [FinishedRun(result: RunFold().result())], []] {
            let root = try #require(ParsedXML.root(of: JUnitReport.text(runs, from: JUnitTests.project)))
            root.attributes = [:]
            for testCase in root.children.flatMap({ $0.all("testcase") }) {
                testCase.attributes["file"] = nil
                testCase.attributes["line"] = nil
                testCase.children.removeAll { $0.name == "system-out" }
            }
            #expect(try Self.validate(root.xml) == 0)
        }
    }

    @Test("the schema refuses what is none of it, so that its silence says something")
    func refuses() throws {
        #expect(try Self.validate("<testsuites><testsuite name=\"a\"/></testsuites>") != 0)
    }

    private static func validate(_ xml: String) throws -> Int32 {
        let file = FileManager.default.temporaryDirectory.appending(path: "endstate-junit-\(UUID().uuidString).xml")
        try Data(xml.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(filePath: JUnitSchema.xmllint)
        process.arguments = ["--noout", "--nonet", "--schema", try #require(JUnitSchema.path), file.path()]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
