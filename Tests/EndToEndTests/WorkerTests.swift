import Foundation
import JSONKit
import TestSupport
import Testing
import Transport

/// Several scenarios at a time: one browser, a context each, and every run told as if it had been alone.
@Suite(.timeLimit(.minutes(15)))
struct WorkerTests {
    private let workplace: Workplace

    init() throws {
        workplace = try Workplace()
    }

    @Test("Six scenarios with three workers pass in one browser, three at a time, and none sees another's cookies")
    func sixWithThree() async throws {
        let gate = Gate()
        defer { gate.open() }
        let suite = try SampleSuite(6, in: workplace) { number in
            let application = try SampleApplication(answeringAfter: number < 3 ? gate : nil)
            // A cookie belongs to a host whatever the port, so that all six would share it.
            let cookie = "<script>document.cookie = 'own\(number)=1'; localStorage.own = \(number)</script>"
            application.server.route("/", .html(SampleApplication.page(shows: "Pro") + cookie))
            return application
        }
        let ending = try await run(suite, "--workers", "3") { tool in
            for number in 0..<3 { try await suite.act(at: number) }
            #expect(Leftovers(workplace: workplace).browsers(but: tool.pid).count == 1)
            #expect(suite.applications[3...].allSatisfy { $0.server.connectionCount == 0 }, "there are three workers")
            gate.open()
            return try await tool.ended()
        }
        #expect(ending.status == 0, "\(ending.all)")
        let bundles = try suite.bundles(of: workplace)
        #expect(bundles.allSatisfy { $0.isWhole && $0.verdict == "passed" }, "\(bundles.map(\.testDescription))")
        for bundle in bundles {
            #expect(bundle.events("browser_started").count == 1)
            #expect(bundle.events("browser_exited").isEmpty)
        }
        for (number, application) in suite.applications.enumerated() {
            #expect(application.acts == 1 && application.teardowns == 1)
            let cookies = Set(application.server.requests.compactMap { $0.header("Cookie") })
            #expect(cookies == ["own\(number)=1"])
        }
        try expectWholeBlocks(ending, suite)
        try await expectNothingLeft()
    }

    /// Expects that the verdict of each run stands together, that each line of progress says whose it is, and that the
    /// summary comes last and in file order.
    private func expectWholeBlocks(_ ending: Ending, _ suite: SampleSuite) throws {
        let told = ending.output.dropLast(suite.names.count + 2)
        // A block begins with its verdict, which alone stands at the beginning of a line, and ends with its bundle.
        let starts = told.indices.filter { told[$0].hasPrefix("+ ") }
        #expect(starts.count == suite.names.count && starts.first == 0)
        var names: [String] = []
        for (start, end) in zip(starts, starts.dropFirst() + [told.endIndex]) {
            let block = told[start..<end].filter { !$0.isEmpty }
            let name = try #require(block.first?.split(separator: " ").dropFirst().first.map(String.init))
            names.append(name)
            #expect(block.first?.hasPrefix("+ \(name) passed in ") == true, "\(block)")
            for stage in ["accepted", "effect", "granted", "final state"] {
                #expect(block.count { $0.hasPrefix("  + \(stage) ") } == 1, "\(block)")
            }
            #expect(block.filter { $0.contains("file://") } == Array(block.suffix(2)))
            #expect(block.last?.contains("-\(name)-") == true, "\(block)")
        }
        #expect(names.sorted() == suite.names)
        let summary = ending.output.suffix(suite.names.count + 2)
        for (name, line) in zip(suite.names, summary) {
            #expect(line.hasPrefix("+ \(name)  passed ") && line.contains("file:///") && line.contains("-\(name)-"))
        }
        #expect(summary.last?.hasPrefix("6 scenarios: 6 passed in ") == true)
        for name in suite.names {
            let own = ending.errors.filter { $0.hasPrefix("\(name)  ") }
            #expect(own.contains { $0.contains("trigger") } && own.contains { $0.contains("granted") }, "\(own)")
        }
        #expect(ending.errors.allSatisfy { line in suite.names.contains { line.hasPrefix("\($0)  ") } })
    }

    @Test("With --json every line is whole and says whose it is, and the last one sums up")
    func json() async throws {
        let suite = try SampleSuite(3, in: workplace) { number in
            let application = try SampleApplication(number == 1 ? .stuck : .none)
            // Long lines: what two write at the same time would get mixed up.
            let console = "<script>console.log('\(number)'.repeat(30_000))</script>"
            application.server.route("/", .html(SampleApplication.page(shows: "Pro") + console))
            return application
        } change: { scenario, number in
            if number == 1 { scenario.within = "1s" }
        }
        let ending = try await run(suite, "--workers", "3", "--json")
        #expect(ending.status == 1 && ending.errors.isEmpty, "\(ending.errors)")
        let lines = try ending.output.map { try JSON(parsing: $0) }
        let bundles = try suite.bundles(of: workplace)
        let ids = bundles.compactMap { $0.events.first?["runID"]?.stringValue }
        for (id, bundle) in zip(ids, bundles) {
            let own = lines.filter { $0["run"]?.stringValue == id }
            #expect(own.dropLast().map { $0.without("run") } == bundle.events)
            #expect(own.last?["kind"] == "result" && own.last?["verdict"]?.stringValue == bundle.verdict)
        }
        let last = try #require(lines.last)
        #expect(lines.filter { $0["run"] == nil } == [last])
        #expect(last["kind"] == "suite" && last["exit_code"] == 1)
        #expect(last["verdicts"] == ["passed": 2, "failed": 1, "inconclusive": 0, "interrupted": 0])
        let runs = try #require(last["runs"]?.arrayValue)
        #expect(runs.map { $0["run"]?.stringValue } == ids)
        #expect(runs.map { $0["scenario"]?.stringValue } == suite.names)
        #expect(runs.map { $0["verdict"]?.stringValue } == bundles.map(\.verdict))
        #expect(runs.map { $0["exit_code"] } == [0, 1, 0])
        #expect(runs[1]["reason"] == "stage_missing" && runs[1]["boundary"]?["from"] == "billing")
        let folders = runs.map { $0["bundle"]?.stringValue?.split(separator: "/").last.map(String.init) }
        #expect(folders == bundles.map(\.folder.lastPathComponent))
    }

    @Test("--quiet tells the verdicts and the summary, in file order, and nothing on the way")
    func quiet() async throws {
        let suite = try SampleSuite(2, in: workplace) {
            try SampleApplication($0 == 0 ? .noButton : .none)
        } change: {
            scenario, number in
            if number == 0 { scenario.trigger = "click: { testid: go }, timeout: 1s" }
        }
        let ending = try await run(suite, "--workers", "2", "--quiet")
        #expect(ending.status == 1 && ending.errors.isEmpty, "\(ending.errors)")
        let summary = Array(ending.output.suffix(5))
        try #require(summary.count == 5, "\(ending.output)")
        let rows = [summary[0], summary[2]].map { line in line.split(separator: " ").prefix(3).map(String.init) }
        #expect(rows == [["x", "sample-1", "failed"], ["+", "sample-2", "passed"]], "\(ending.output)")
        #expect(summary[0].hasSuffix("action_failed at user -> page") && summary[2].contains("file://"))
        let bundle = try suite.bundles(of: workplace)[0]
        #expect(bundle.files.contains("report.html"))
        #expect(summary[1].hasPrefix("  file:///"))
        #expect(summary[1].hasSuffix("/\(bundle.folder.lastPathComponent)/report.html"), "\(summary)")
        #expect(summary[4].hasPrefix("2 scenarios: 1 passed, 1 failed in "))
    }

    @Test("A scenario that counts from the baseline, or says so, runs alone; the others side by side")
    func exclusive() async throws {
        let gate = Gate()
        defer { gate.open() }
        let suite = try SampleSuite(6, in: workplace) { number in
            try SampleApplication(answeringAfter: number == 0 || number == 1 ? gate : nil)
        } change: { scenario, number in
            if number == 2 { scenario.needs += "\nexclusive: true" }
            if number == 3 {
                scenario.never = """
                      never:
                        - { probe: account, count: "$.effects", changes_by: 2 }
                    """
            }
        }
        let ending = try await run(suite, "--workers", "3") { tool in
            for number in 0..<2 { try await suite.act(at: number) }
            // The third worker waits for these two rather than start what has to be alone.
            #expect(suite.applications[2...].allSatisfy { $0.server.connectionCount == 0 })
            gate.open()
            return try await tool.ended()
        }
        #expect(ending.status == 0, "\(ending.all)")
        let intervals = try suite.bundles(of: workplace).map { try #require($0.interval) }
        #expect(intervals[0].overlaps(intervals[1]))
        #expect(intervals[4].overlaps(intervals[5]))
        for alone in [2, 3] {
            for other in intervals.indices where other != alone {
                #expect(!intervals[alone].overlaps(intervals[other]), "\(alone + 1) beside \(other + 1)")
            }
        }
    }

    @Test("A browser that dies takes the runs under way with it; those that come after get another")
    func killedBrowser() async throws {
        let gate = Gate()
        defer { gate.open() }
        let suite = try SampleSuite(4, in: workplace) { try SampleApplication(answeringAfter: $0 < 2 ? gate : nil) }
        let ending = try await run(suite, "--workers", "2") { tool in
            for number in 0..<2 { try await suite.act(at: number) }
            let browsers = Leftovers(workplace: workplace).browsers(but: tool.pid)
            #expect(browsers.count == 1)
            for pid in browsers { kill(pid, SIGKILL) }
            return try await tool.ended()
        }
        #expect(ending.status == 3, "\(ending.all)")
        let bundles = try suite.bundles(of: workplace)
        #expect(bundles.allSatisfy { $0.isWhole })
        #expect(bundles.map(\.verdict) == ["inconclusive", "inconclusive", "passed", "passed"])
        for bundle in bundles.prefix(2) {
            #expect(bundle.reasons.first == "browser_failed" && bundle.detail.contains("signal 9"), "\(bundle.detail)")
        }
        #expect(bundles.map { $0.events("browser_exited").count } == [1, 1, 0, 0])
        #expect(bundles.allSatisfy { $0.events("browser_started").count == 1 })
        #expect(suite.applications.allSatisfy { $0.teardowns == 1 })
        try await expectNothingLeft()
    }

    @Test("SIGINT ends all runs that are under way, each with its teardown and a whole bundle, and starts no other")
    func interrupted() async throws {
        let suite = try SampleSuite(5, in: workplace) { _ in try SampleApplication(.stuck) }
        let ending = try await run(suite, "--workers", "3") { tool in
            for number in 0..<3 { try await suite.act(at: number) }
            tool.signal(.interrupt)
            return try await tool.ended()
        }
        #expect(ending.status == 130, "\(ending.all)")
        let bundles = try suite.bundles(of: workplace)
        #expect(bundles.allSatisfy { $0.isWhole && $0.verdict == "interrupted" })
        #expect(bundles.allSatisfy { $0.events("interrupted").map { $0["signal"] } == ["SIGINT"] })
        #expect(suite.applications.map(\.teardowns) == [1, 1, 1, 0, 0])
        #expect(suite.applications[3...].allSatisfy { $0.server.connectionCount == 0 })
        #expect(
            bundles[3...].allSatisfy { $0.events.map { $0["kind"] } == ["run_started", "interrupted", "run_finished"] })
        #expect(ending.output.last?.hasPrefix("5 scenarios: 5 interrupted in ") == true)
        try await expectNothingLeft()
    }

    private func run(
        _ suite: SampleSuite, _ arguments: String..., body: (Tool) async throws -> Ending = { try await $0.ended() }
    ) async throws -> Ending {
        try await withTool(
            ["run", SampleSuite.folder] + arguments, in: workplace, environment: suite.environment, body)
    }

    private func expectNothingLeft(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        #expect(try await Leftovers(workplace: workplace).waitForEnd(but: 0).isEmpty, sourceLocation: sourceLocation)
        #expect(workplace.leftovers.isEmpty, sourceLocation: sourceLocation)
    }
}

extension JSON {
    /// An object without one of its members.
    fileprivate func without(_ name: String) -> JSON {
        guard case .object(var members) = self else { return self }
        members[name] = nil
        return .object(members)
    }
}
