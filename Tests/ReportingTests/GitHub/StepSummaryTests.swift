import Convergence
import Foundation
import Reporting
import RunModel
import Testing

/// A step's summary and its outputs.
@Suite struct StepSummaryTests {
    @Test("the summary of all scenes")
    func golden() throws {
        let runs = try Scene.all.map { try Scene.finished($0.name) }
        try expectGolden(StepSummary.text(runs, from: JUnitTests.project), "github-summary.md")
    }

    @Test("a summary of runs that passed is a table")
    func passed() throws {
        let text = StepSummary.text([try Scene.finished("passed")], from: JUnitTests.project)
        #expect(text.hasPrefix("## Endstate: 1 passed\n") && !text.contains("###"))
        #expect(text.split(separator: "\n").count == 4)
    }

    @Test("text of others stands in code, and cannot leave it")
    func hostile() throws {
        var run = try Scene.finished("queue-schema")
        run.result.start?.scenario = "a`b``c|d <img src=x> @octocat\n# x"
        run.result.diagnosis?.reached = "```\n<script>\n````` end"
        run.result.stages[2].detail = "| a | \\| `"
        let lines = StepSummary.text([run], from: nil).components(separatedBy: "\n")
        #expect(lines[4].contains("| ```a`b``c\\|d <img src=x> @octocat\\n# x``` |"), "\(lines[4])")
        let fence = try #require(lines.firstIndex { $0.hasPrefix("``````text") })
        let end = try #require(lines[(fence + 1)...].firstIndex { $0.contains("``````") })
        #expect(lines[end] == "``````" && lines[fence..<end].contains { $0.contains("<script>") })
        run.result.start?.scenario = "``\u{301} |\u{301}"
        let accents = StepSummary.text([run], from: nil).components(separatedBy: "\n")[4]
        #expect(accents.contains("| ``` ``\u{301} \\|\u{301} ``` |"), "\(accents)")
        let cell = try #require(lines.first { $0.contains("`webhook_processed`") && $0.contains("missing |") })
        #expect(cell.hasSuffix("| `` \\| a \\| \\\\| ` `` |"), "\(cell)")
    }

    @Test("what does not fit is left out whole, and this is said", arguments: [0, 100, 300, 1200, 5000, 20_000])
    func limit(_ limit: Int) throws {
        let run = try Scene.finished("queue-schema")
        let runs = Array(repeating: run, count: 40)
        let text = StepSummary.text(runs, from: nil, limit: limit)
        #expect(text.utf8.count <= limit)
        #expect(text.isEmpty || text.contains("left out; see the bundles"))
        let fences = text.components(separatedBy: "\n").count { $0.hasPrefix("```") }
        #expect(fences.isMultiple(of: 2), "no block of code is left open")
        #expect(StepSummary.text(runs, from: nil).utf8.count < StepSummary.limit)
    }

    private static func outputs(_ names: [String]) throws -> String {
        StepOutputs.text(try names.map { try Scene.finished($0) }, from: JUnitTests.project, delimiter: "END")
    }

    @Test(
        "the outputs name the worst verdict, its bundle and how many runs failed",
        arguments: [
            (["passed"], "passed", 0), (["passed", "probe-unreachable"], "inconclusive", 0),
            (["passed", "probe-unreachable", "slow", "queue-schema"], "failed", 2),
            (["slow", "interrupted", "passed"], "interrupted", 1),
        ])
    func outputs(_ names: [String], _ verdict: String, _ failed: Int) throws {
        let bundle = "Artifacts/20261029T062432Z-upgrade-plan-k3f9x2"
        #expect(try Self.outputs(names) == "verdict=\(verdict)\nbundle=\(bundle)\nfailed=\(failed)\n")
    }

    @Test("the bundle is that of the first run with the verdict; a path of several lines stays one value")
    func bundle() throws {
        let runs = [
            try Scene.finished("passed", in: "/b/1"), try Scene.finished("queue-schema", in: "/b/2\nverdict=passed"),
            try Scene.finished("slow", in: "/b/3"),
        ]
        let text = StepOutputs.text(runs, from: "/b", delimiter: "END")
        #expect(text == "verdict=failed\nbundle<<END\n2\nverdict=passed\nEND\nfailed=2\n")
        #expect(try Self.outputs(["passed"]).contains("bundle=Artifacts/"))
        let nothing = StepOutputs.text([try Scene.finished("slow", in: nil)], from: "/b", delimiter: "END")
        #expect(nothing == "verdict=failed\nbundle=\nfailed=1\n")
    }
}
