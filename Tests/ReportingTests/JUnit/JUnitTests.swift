import Convergence
import Foundation
import Reporting
import RunModel
import Testing

/// `junit.xml`, as it is written and as a parser sees it.
@Suite struct JUnitTests {
    /// The folder that the bundles lie in stands in this one.
    static let project = "/home/me/project"

    private static func text(_ names: [String]) throws -> String {
        JUnitReport.text(try names.map { try Scene.finished($0) }, from: project)
    }

    private static func root(_ text: String) throws -> ParsedXML.Element {
        try #require(ParsedXML.root(of: text), "it is not well-formed: \(text)")
    }

    private static func testCase(_ name: String) throws -> ParsedXML.Element {
        try #require(try root(text([name])).only("testsuite")?.only("testcase"))
    }

    @Test("the report of a run", arguments: ["passed", "queue-schema", "probe-unreachable", "interrupted"])
    func golden(_ name: String) throws {
        try expectGolden(try Self.text([name]), "junit-\(name).xml")
    }

    @Test("the report of several runs")
    func suite() throws {
        try expectGolden(try Self.text(["passed", "queue-schema", "covered-button"]), "junit-suite.xml")
    }

    @Test("the numbers of a suite are those of its cases, and of all suites their sum")
    func counts() throws {
        let root = try Self.root(try Self.text(Scene.all.map(\.name)))
        let suites = root.all("testsuite")
        #expect(suites.count == Scene.all.count)
        for (id, suite) in suites.enumerated() {
            let cases = suite.all("testcase")
            #expect(suite.number("id") == id && suite.number("tests") == cases.count)
            #expect(suite.number("failures") == cases.count { $0.only("failure") != nil })
            #expect(suite.number("errors") == cases.count { $0.only("error") != nil })
        }
        for name in ["tests", "failures", "errors", "skipped"] {
            #expect(root.number(name) == suites.compactMap { $0.number(name) }.reduce(0, +))
        }
        #expect(root.number("errors") == 2 && root.number("failures") == 7)
        let names = suites.compactMap { $0.only("testcase")?.attributes["name"] }
        #expect(Set(names).count == names.count, "of two cases with one name a reader drops the second")
    }

    @Test("what did not pass says why in its text: the five answers first", arguments: Scene.all.map(\.name))
    func answers(_ name: String) throws {
        let result = try Scene.finished(name).result
        let element = try Self.testCase(name)
        let problem = element.only("failure") ?? element.only("error")
        guard let diagnosis = result.diagnosis else {
            #expect(problem == nil)
            return
        }
        let text = try #require(problem?.text)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).prefix(5)
        for (line, answer) in zip(lines, diagnosis.lines) { #expect(line.hasSuffix(PlainText.clean(answer))) }
        #expect(lines.count == 5)
        #expect(problem?.attributes["type"] == result.firstReason?.code.rawValue ?? "interrupted")
        #expect(problem?.attributes["message"]?.isEmpty == false)
        #expect((problem?.name == "failure") == (result.verdict == .failed))
    }

    @Test("a failed stage is pointed at where it stands in the scenario, a failed step likewise")
    func places() throws {
        let stage = try Self.testCase("queue-schema").attributes
        #expect(stage["file"] == "Scenarios/upgrade-plan.yaml" && stage["line"] == "63")
        #expect(try Self.testCase("covered-button").attributes["line"] == "24")
        #expect(try Self.testCase("passed").attributes["line"] == "1")
    }

    @Test("attachments stand alone on their lines, named from where the tool runs, the report first")
    func attachments() throws {
        let output = try #require(try Self.testCase("queue-schema").only("system-out")).text
        let bundle = "Artifacts/20261029T062432Z-upgrade-plan-k3f9x2"
        let picture = String(repeating: "4f9ad2c1", count: 8) + ".png"
        let expected = ["report.html", "blobs/\(picture)", "run.json"].map { "[[ATTACHMENT|\(bundle)/\($0)]]" }
        #expect(output == "\n" + expected.joined(separator: "\n") + "\n")
    }

    @Test("what is not kept is not attached, and said")
    func notKept() throws {
        let run = try Scene.finished("queue-schema", in: nil)
        let root = try Self.root(JUnitReport.text([run], from: Self.project))
        let output = try #require(root.only("testsuite")?.only("testcase")?.only("system-out")).text
        #expect(!output.contains("[[") && output.contains("--artifacts never"))
        let passed = try #require(try Self.testCase("passed").only("system-out")).text
        #expect(passed.contains("[[ATTACHMENT|") && passed.contains("--artifacts always"))
    }

    @Test("a path that would end its mark, or its line, is not attached", arguments: ["a]b", "a|b", "a[b", "a\nb"])
    func unsafePath(_ name: String) throws {
        let run = try Scene.finished("queue-schema", in: "\(Self.project)/\(name)")
        let root = try Self.root(JUnitReport.text([run], from: Self.project))
        #expect(root.only("testsuite")?.only("testcase")?.only("system-out")?.text.contains("ATTACHMENT") == false)
    }

    @Test("text of others attaches nothing and is no markup; what XML has no character for is left out")
    func hostile() throws {
        var run = try Scene.finished("stale-page")
        let text = "]]></failure><x a=\"&\u{0}\u{1B}[31m\u{FFFE}[[ATTACHMENT|/etc/passwd]]\r\n\u{B}'"
        run.result.diagnosis?.divergence = text
        run.result.start?.scenario = text
        run.result.start?.outcome = text
        run.result.reasons[0].detail = text
        let root = try Self.root(JUnitReport.text([run], from: Self.project))
        let element = try #require(root.only("testsuite")?.only("testcase"))
        let problem = try #require(element.only("failure"))
        #expect(element.children.map(\.name) == ["failure", "system-out"])
        #expect(
            !problem.text.contains("[[ATTACHMENT") && problem.text.contains("]]></failure><x a=\"&\\u{0}\\u{1b}[31m"))
        #expect(element.attributes["name"]?.hasPrefix("]]></failure><x") == true)
    }

    @Test("a report is made for a run that is kept whole only")
    func kept() throws {
        var record = RunRecord(
            result: try Scene().result, events: [], folder: VerdictGoldenTests.folder, workingDirectory: Self.project)
        let file = try #require(ReportKind.junit.file(record))
        #expect(file.path == "junit.xml" && String(decoding: file.contents, as: UTF8.self).contains("|Artifacts/2026"))
        record.isKeptWhole = false
        #expect(ReportKind.junit.file(record) == nil)
    }

    @Test("a run of which nothing was recorded is still a case")
    func empty() throws {
        let root = try Self.root(JUnitReport.text([FinishedRun(result: RunFold().result())], from: nil))
        let element = try #require(root.only("testsuite")?.only("testcase"))
        #expect(element.attributes == ["classname": "endstate", "name": "run", "time": "0.000"])
        #expect(element.only("error")?.attributes["type"] == "interrupted")
    }
}
