import Convergence
import Foundation
import JSONKit
import Reporting
import RunModel
import Synchronization
import Testing

/// What is shown while several runs go on at a time.
@Suite struct SideBySideTests {
    private static let names = ["upgrade-plan", "downgrade", "export-with-a-very-long-name-that-goes-on"]

    @Test(
        "a line for each run that is going and one for how many are done, none wider than the terminal",
        arguments: [40, 80, 120])
    func block(_ width: Int) throws {
        var view = LiveView(style: TerminalStyle(width: width, live: true), names: Self.names)
        #expect(view.lines(now: 0, frame: 0).isEmpty)
        var shown: [[String]] = []
        let scenes = try [Scene(), Scene.coveredButton, Scene.queueSchema].map { try $0.events }
        // The runs start one after another, so the same moment is another time for each.
        for (run, events) in scenes.enumerated() {
            for event in events.prefix(run == 0 ? events.count - 6 : 8) {
                view.apply(event, of: run, at: 10_000 + event.t)
            }
            shown.append(view.lines(now: 14_000, frame: 0))
        }
        view.end(1)
        shown.append(view.lines(now: 14_100, frame: 1))
        view.end(0)
        shown.append(view.lines(now: 14_200, frame: 2))
        #expect(shown.map(\.count) == [2, 3, 4, 3, 2])
        #expect(shown.joined().allSatisfy { $0.count < width })
        view.end(2)
        #expect(view.lines(now: 14_300, frame: 3).isEmpty)
        for lines in shown {
            #expect(lines.last?.hasSuffix(" of 3 done") == true)
            // The label is cut where a third of the terminal is not enough for it.
            #expect(lines.dropLast().allSatisfy { line in Self.names.contains { line.contains($0.prefix(10)) } })
        }
        #expect(shown[3].last == "  1 of 3 done" && !shown[3].contains { $0.contains("downgrade") })
        #expect(shown[4].last == "  2 of 3 done" && shown[4][0].contains("export-wit"))
    }

    @Test("no more lines than the terminal has rows; what has no room is counted", arguments: [1, 4, 24, nil])
    func height(_ height: Int?) throws {
        let names = (1...40).map { "run-\($0)" }
        var view = LiveView(style: TerminalStyle(width: 80, height: height, live: true), names: names)
        let first = try #require(try Scene().events.first)
        for run in 0..<30 { view.apply(first, of: run, at: 0) }
        view.end(3)
        let lines = view.lines(now: 0, frame: 0)
        let room = max(1, (height ?? 24) - 2)
        #expect(lines.count == room + 1)
        #expect(lines.last == "  1 of 40 done, \(29 - room) more going")
        #expect(lines.first?.contains("run-1 ") == true)
    }

    @Test("lines without a terminal begin with the run's name, in a column of its own")
    func lines() async throws {
        let stream = ProgressTests.Stream()
        let printer = ProgressPrinter(style: TerminalStyle(), names: Self.names, write: stream.write)
        let (one, other) = (try Scene().events, try Scene.coveredButton.events)
        for index in 0..<max(one.count, other.count) {
            if index < one.count { printer.show(one[index], of: 0) }
            if index < other.count { printer.show(other[index], of: 2) }
        }
        await printer.end(0)
        await printer.end(2)
        let lines = stream.value.split(separator: "\n").map(String.init)
        let width = Self.names.map(\.count).max() ?? 0
        for (run, events) in [(0, one), (2, other)] {
            let label = Self.names[run].padding(toLength: width + 2, withPad: " ", startingAt: 0)
            let own = lines.filter { $0.hasPrefix(label) }.map { String($0.dropFirst(label.count)) }
            let alone = try await told(events)
            #expect(own.count == alone.count && own.dropFirst() == alone.dropFirst())
            // The first line of a run alone says its name.
            #expect(own.first == "    0 ms  A free user upgrades to Pro.")
            #expect(alone.first == "    0 ms  upgrade-plan  A free user upgrades to Pro.")
        }
        #expect(lines.allSatisfy { line in [0, 2].contains { line.hasPrefix("\(Self.names[$0])  ") } })
    }

    /// The lines of a run that goes on alone.
    private func told(_ events: [RunEvent]) async throws -> [String] {
        let stream = ProgressTests.Stream()
        let printer = ProgressPrinter(style: TerminalStyle(), write: stream.write)
        for event in events { printer.show(event) }
        await printer.end()
        return stream.value.split(separator: "\n").map(String.init)
    }

    @Test("a verdict scrolls above what is still going, and in the end nothing but verdicts is left")
    func scrolling() async throws {
        let stream = ProgressTests.Stream()
        let printer = ProgressPrinter(
            style: TerminalStyle(width: 60, live: true), names: ["one", "two", "three"], write: stream.write)
        let events = try Scene().events
        for run in 0..<3 { for event in events.prefix(4) { printer.show(event, of: run) } }
        await printer.end(1) { stream.write("two passed\n  its bundle\n") }
        var screen = Screen(stream.value)
        #expect(screen.shown.prefix(2) == ["two passed", "  its bundle"])
        let live = Array(screen.shown.dropFirst(2))
        #expect(live.count == 3 && live.last == "  1 of 3 done", "\(live)")
        #expect(live.first?.contains(" one ") == true && live.dropFirst().first?.contains(" three ") == true)
        await printer.end(2) { stream.write("three passed\n") }
        await printer.end(0) { stream.write("one passed\n") }
        screen = Screen(stream.value)
        #expect(screen.shown == ["two passed", "  its bundle", "three passed", "one passed"])
        #expect(screen.faults.isEmpty)
    }

    @Test("what comes of a run after its end is not shown")
    func late() async throws {
        let stream = ProgressTests.Stream()
        let printer = ProgressPrinter(style: TerminalStyle(), names: ["one", "two"], write: stream.write)
        await printer.end(0)
        for event in try Scene().events { printer.show(event, of: 0) }
        await printer.end(1)
        #expect(stream.value.isEmpty)
    }

    @Test("a line of JSON says first whose it is; of a single run it is the journal's own")
    func json() throws {
        let events = try Scene().events + [RunEvent(seq: 0, t: 0, body: .unknown("new"))]
        for event in events {
            let alone = String(decoding: JSONLines.line(event), as: UTF8.self)
            let told = String(decoding: JSONLines.line(event, run: "a\"b"), as: UTF8.self)
            #expect(told == "{\"run\":\"a\\\"b\"," + String(alone.dropFirst()))
            #expect(try JSON(parsing: told)["run"] == "a\"b")
        }
        let result = try Scene().result
        let alone = String(decoding: JSONLines.result(result, folder: "/b", exitCode: 0), as: UTF8.self)
        let told = String(decoding: JSONLines.result(result, folder: "/b", exitCode: 0, run: "abc"), as: UTF8.self)
        #expect(try JSON(parsing: alone)["run"] == nil)
        #expect(told == alone.replacing("\"reasons\":[],", with: "\"reasons\":[],\"run\":\"abc\","))
    }

    @Test("the last line of several runs has what each came to, and the sum")
    func suiteLine() throws {
        let scenes = [Scene(), Scene.queueSchema, Scene()]
        let runs = try scenes.enumerated().map { number, scene in
            SuiteRun(
                result: try scene.result, folder: number == 2 ? nil : "/bundle-\(number)", exitCode: number == 1 ? 1 : 0
            )
        }
        let line = JSONLines.suite(runs, duration: 1234.5, exitCode: 1)
        let json = try JSON(parsing: line)
        #expect(line.last == UInt8(ascii: "\n") && line.count { $0 == UInt8(ascii: "\n") } == 1)
        #expect(json["kind"] == "suite" && json["exit_code"] == 1 && json["duration_ms"] == 1234.5)
        #expect(json["verdicts"] == ["passed": 2, "failed": 1, "inconclusive": 0, "interrupted": 0])
        let told = try #require(json["runs"]?.arrayValue)
        #expect(told.map { $0["bundle"]?.stringValue } == ["/bundle-0", "/bundle-1", nil])
        #expect(told.map { $0["reason"]?.stringValue } == [nil, "stage_missing", nil])
        #expect(told[1]["boundary"] == ["from": "billing", "to": "worker"])
        #expect(told.allSatisfy { $0["scenario"] == "upgrade-plan" && $0["run"]?.stringValue != nil })
    }
}
