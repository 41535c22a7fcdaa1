import Reporting
import RunModel
import Testing

/// Several runs, a run with little to say, and the one-line verdict.
@Suite struct SuiteTextTests {
    @Test("a suite is a line for each scenario and their sum")
    func suite() throws {
        var results = try Scene.all.map { try $0.scene.result }
        results[1].start?.scenario = "downgrade"
        results[5].start?.scenario = "export-with-a-very-long-name-that-goes-on"
        let styles = [TerminalStyle(width: 60, unicode: false), TerminalStyle(width: 100), TerminalStyle(color: true)]
        let runs = results.map { SuiteRun(result: $0, folder: "/tmp/a b/\($0.verdict)", exitCode: 0) }
        let text = styles.map { SuiteText.block(runs, duration: 93_400, style: $0) }.joined(separator: "=====\n")
        try expectGolden(text.withVisibleEscapes, "suite.txt")
    }

    @Test("in brief a pass is one line, and a failure its answers, its verdict and its bundle")
    func brief() throws {
        let text = try ["passed", "queue-schema", "interrupted"].map { name in
            let result = try #require(Scene.all.first { $0.name == name }).scene.result
            return VerdictText.block(result, folder: "/tmp/a b/ü", detail: .brief, style: TerminalStyle())
        }
        try expectGolden(text.joined(separator: "=====\n"), "brief.txt")
        #expect(text[0].split(separator: "\n").count == 1)
        #expect(text[1].split(separator: "\n").count == 7)
    }

    @Test("an empty journal still gives a verdict block")
    func empty() {
        let text = VerdictText.block(RunFold().result(), style: TerminalStyle(width: 80))
        #expect(text.contains("run interrupted: the journal ends before the run did"))
        #expect(text.split(separator: "\n").count >= 6)
    }

    @Test("without a terminal the first five lines are the five answers", arguments: Scene.all.map(\.name))
    func fiveLines(_ name: String) throws {
        let result = try #require(Scene.all.first { $0.name == name }).scene.result
        guard result.verdict != .passed else { return }
        let lines = VerdictText.block(result, style: TerminalStyle()).split(separator: "\n").prefix(5)
        let labels = lines.map { String($0.prefix { $0 != " " }) }
        #expect(labels == ["reached", "boundary", "nature", "diverged", "effects"])
        #expect(lines.allSatisfy { $0.count > 12 })
    }

    @Test("no line is wider than the terminal, but for links", arguments: [20, 40, 61, 80, 200])
    func widths(_ width: Int) throws {
        for (name, scene) in Scene.all where name != "hostile-text" {
            let text = VerdictText.block(
                try scene.result, folder: "/a", exitCode: 1, style: TerminalStyle(width: width))
            for line in text.split(separator: "\n") where !line.contains("file:///") {
                #expect(line.count <= width, "\(name): \(line)")
            }
        }
    }
}
