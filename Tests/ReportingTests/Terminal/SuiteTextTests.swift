import Reporting
import RunModel
import Testing

/// Several runs, a run with little to say, and the one-line verdict.
@Suite struct SuiteTextTests {
    @Test("a suite is a line for each scenario, below it what to open of one that did not pass, and their sum")
    func suite() throws {
        var results = try Scene.all.map { try $0.scene.result }
        results[1].start?.scenario = "downgrade"
        results[5].start?.scenario = "export-with-a-very-long-name-that-goes-on"
        let styles = [TerminalStyle(width: 60, unicode: false), TerminalStyle(width: 100), TerminalStyle(color: true)]
        let runs = results.enumerated().map { number, result in
            SuiteRun(
                result: result, folder: "/tmp/a b/\(result.verdict)", files: number == 4 ? [] : ["report.html"],
                exitCode: 0)
        }
        let text = styles.map { SuiteText.block(runs, duration: 93_400, style: $0) }.joined(separator: "=====\n")
        try expectGolden(text.withVisibleEscapes, "suite.txt")
    }

    @Test(
        "a link of a suite is whole and, where it has no room beside anything, alone",
        arguments: [20, 40, 80, 200, nil])
    func suiteLinks(_ width: Int?) throws {
        let folder = "/home/me/\(String(repeating: "deep/", count: 20))bundle"
        let runs = try Scene.all.map { SuiteRun(result: try $0.scene.result, folder: folder, exitCode: 0) }
        let text = SuiteText.block(runs, duration: 1000, style: TerminalStyle(width: width))
        let links = text.split(separator: "\n").filter { $0.contains("file:") }
        #expect(links.count == runs.count)
        #expect(links.allSatisfy { $0.hasSuffix("file://\(folder)") })
        #expect(links.dropFirst().allSatisfy { $0 == "  file://\(folder)" })
        #expect(links.first.map { $0 == "  file://\(folder)" } == (width.map { $0 < 200 } ?? false))
        let nothing = SuiteText.block(
            runs.map { SuiteRun(result: $0.result, folder: nil, exitCode: 0) }, duration: 1000, style: TerminalStyle())
        #expect(!nothing.contains("file:") && nothing.split(separator: "\n").count == runs.count + 1)
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

    @Test("in brief what happened beside the verdict is told too, and what a rule leaves open is not")
    func briefNotes() throws {
        var result = try Scene().result
        result.notes = ["charged: flickered 2 times", "charged after request_received: not distinguishable"]
        result.observations = ["charged: flickered 2 times"]
        result.audit.bare = ["POST http://a/pay (script)", "GET http://a/plan (parser)"]
        func lines(_ detail: VerdictText.Detail) -> [Substring] {
            VerdictText.block(result, folder: "/a", detail: detail, style: TerminalStyle()).split(separator: "\n")
        }
        let bare = "without the correlation ID: POST http://a/pay (script), and 1 more"
        #expect(lines(.brief).dropFirst() == ["  note      charged: flickered 2 times", "  note      \(bare)"])
        #expect(Set(lines(.full)).isSuperset(of: (result.notes + [bare]).map { Substring("    \($0)") }))
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

    @Test("a number and its unit stay on one line, at every width")
    func units() throws {
        for (name, scene) in Scene.all where name != "hostile-text" {
            let result = try scene.result
            for width in 40...100 {
                let text = VerdictText.block(result, folder: "/a", exitCode: 1, style: TerminalStyle(width: width))
                #expect(!text.contains(/[0-9]\n *(ms|s|min)\b/), "\(name) at \(width)")
            }
        }
    }

    @Test("a link in a text is neither broken nor cut, and what comes after it goes on below", arguments: [20, 40, 80])
    func links(_ width: Int) throws {
        let link = "file:///home/me/\(String(repeating: "deep/", count: 20))report.html"
        var result = try Scene.queueSchema.result
        result.notes = ["the report that was made before this one is \(link) and nothing else is"]
        let lines = VerdictText.block(result, style: TerminalStyle(width: width)).split(separator: "\n")
        let place = try #require(lines.firstIndex { $0.contains("file:") })
        #expect(lines[place].drop { $0 == " " } == link && lines[place + 1].hasSuffix("else is"))
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
