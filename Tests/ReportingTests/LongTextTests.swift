import Convergence
import Foundation
import Reporting
import RunModel
import Testing

/// Two megabytes of a page's text do not become two megabytes of everything that is told of a run.
@Suite struct LongTextTests {
    private static let long = String(repeating: "free plan ", count: 200_000)

    private static var scene: Scene {
        var scene = Scene.stalePage
        scene.console = [long]
        scene.agreement = Agreement(
            ui: long, locator: "css=body", backend: "pro", source: "workflow $.plan", agrees: false)
        scene.failures = scene.failures.mapValues { _ in
            StepFailure(
                kind: .expectation, message: "css=body: expected text \"Pro\", it shows \"\(long)\"",
                expected: "text \"Pro\"", actual: "shows: \(long)", log: [long, long])
        }
        return scene
    }

    @Test("on a terminal", arguments: [nil, 80])
    func terminal(_ width: Int?) async throws {
        let style = TerminalStyle(width: width)
        let result = try Self.scene.result
        let text = VerdictText.block(result, exitCode: 1, style: style)
        #expect(text.contains("it shows \"free") && text.utf8.count < 20_000, "\(text.utf8.count)")

        let stream = ProgressTests.Stream()
        let printer = ProgressPrinter(style: style, write: stream.write)
        for event in try Self.scene.events { printer.show(event) }
        await printer.end()
        #expect(stream.value.contains("it shows \"free") && stream.value.utf8.count < 20_000)
    }

    @Test("in junit.xml and on GitHub's pages")
    func servers() throws {
        let run = FinishedRun(result: try Self.scene.result)
        let xml = JUnitReport.text([run], from: nil)
        #expect(xml.utf8.count < 30_000, "\(xml.utf8.count)")
        let element = try #require(ParsedXML.root(of: xml)?.only("testsuite")?.only("testcase")?.only("failure"))
        let message = try #require(element.attributes["message"])
        #expect(message.hasPrefix("back end -> page: css=body shows \"free plan"))
        #expect(message.hasSuffix(" more characters), expected text \"Pro\""))
        #expect(message.unicodeScalars.count < 650)
        #expect(StepSummary.text([run], from: nil).utf8.count < 20_000)
    }

    @Test("in run.json, which still says the same of everything else")
    func document() throws {
        let document = RunDocument(try Self.scene.result)
        #expect(document.encoded().count < 30_000, "\(document.encoded().count)")
        #expect(try RunDocument(parsing: document.encoded()) == document)
        #expect(document.verdict == .failed && document.reasons.first?.code == .uiDiverged)
        let error = try #require(document.steps.compactMap(\.error).first)
        #expect(error.expected == "text \"Pro\"" && error.actual?.hasSuffix(" more characters)") == true)
        #expect(document.agreements.first?.ui?.hasPrefix("free plan") == true)
    }
}
