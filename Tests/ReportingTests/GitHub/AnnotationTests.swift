import Foundation
import Reporting
import RunModel
import Testing

/// Annotations beside the lines of a scenario.
@Suite struct AnnotationTests {
    private static func lines(_ runs: [FinishedRun], root: String? = "/home/me", directory: String = JUnitTests.project)
        -> [String]
    { Annotations.lines(runs, root: root, directory: directory) }

    @Test("the annotations of all scenes, the worst first")
    func golden() throws {
        let runs = try Scene.all.reversed().map { try Scene.finished($0.name) }
        let lines = Self.lines(runs)
        try expectGolden(lines.joined(separator: "\n") + "\n", "github-annotations.txt")
        #expect(lines.allSatisfy { $0.hasPrefix("::") && !$0.contains("\n") && !$0.contains("\r") })
        #expect(lines.map { $0.prefix { $0 != " " } } == Array(repeating: "::error", count: 8) + ["::warning"])
    }

    @Test("a run that passed is not annotated")
    func passed() throws {
        #expect(Self.lines([try Scene.finished("passed")]).isEmpty)
    }

    @Test("files are named from the repository's folder, wherever in it the tool runs")
    func files() throws {
        var run = try Scene.finished("queue-schema")
        run.result.start?.file = "../Scenarios/a.yaml"
        #expect(Self.lines([run])[0].hasPrefix("::error file=Scenarios/a.yaml,line=63,col=5,title="))
        #expect(Self.lines([run], root: nil)[0].contains("file=/home/me/Scenarios/a.yaml,"))
        run.result.start?.file = "/elsewhere/a.yaml"
        #expect(Self.lines([run])[0].contains("file=/elsewhere/a.yaml,"))
    }

    @Test("text of others ends no property, no command and no line")
    func escaping() throws {
        var run = try Scene.finished("queue-schema")
        run.result.start?.scenario = "a,b::c%3A\nd"
        run.result.start?.file = "x,line=1::%.yaml"
        run.result.diagnosis?.reached = "100% ::error::\r\nowned"
        let line = Self.lines([run])[0]
        let expected =
            "::error file=me/project/x%2Cline=1%3A%3A%25.yaml,line=63,col=5,title=a%2Cb%3A%3Ac%253A\\nd failed%3A "
            + "stage_missing at billing -> worker::reached   100%25 ::error::\\r\\nowned%0A"
        #expect(Self.lines([run], root: "/home")[0].hasPrefix(expected), "\(line)")
        #expect(!line.contains("\n"))
    }

    @Test("ten of a kind are shown, and the rest is counted")
    func limit() throws {
        let failed = try Scene.finished("queue-schema")
        let doubtful = try Scene.finished("probe-unreachable")
        let stopped = try Scene.finished("interrupted")
        let runs = Array(repeating: doubtful, count: 6) + Array(repeating: failed, count: 7)
        let lines = Self.lines(runs + Array(repeating: stopped, count: 11))
        #expect(lines.count { $0.hasPrefix("::error ") } == 10)
        #expect(lines.prefix(7).allSatisfy { $0.contains("stage_missing") }, "what is proven comes first")
        #expect(lines.count { $0.hasPrefix("::warning ") } == 10)
        #expect(lines.last?.hasPrefix("::notice title=endstate::4 more runs did not pass") == true)
        #expect(lines.count == 21)
    }
}
