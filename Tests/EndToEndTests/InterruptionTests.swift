import Foundation
import JSONKit
import TestSupport
import Testing
import Transport

/// Signals: the first ends a run cleanly, the second at once; nothing is left behind and nothing recorded is lost.
@Suite(.timeLimit(.minutes(15)))
struct InterruptionTests {
    private let workplace: Workplace
    private let application: SampleApplication

    init() throws {
        workplace = try Workplace()
        application = try SampleApplication(.stuck)
    }

    @Test(
        "SIGINT, SIGTERM and SIGHUP while the back end is watched end the run with its teardown and a whole bundle",
        arguments: [
            (ChildSignal.interrupt, Int32(130), "SIGINT"), (.terminate, 143, "SIGTERM"), (.hangUp, 129, "SIGHUP"),
        ])
    func whileWatching(_ signal: ChildSignal, _ status: Int32, _ name: String) async throws {
        let server = application.server
        let ending = try await run { tool in
            try await tool.request(to: server) { $0.path == "/act" }
            tool.signal(signal)
            return try await tool.ended()
        }
        let bundle = try workplace.bundle()
        #expect(ending.status == status, "\(ending.all)")
        #expect(bundle.isWhole, "\(bundle.files)")
        #expect(bundle.verdict == "interrupted")
        #expect(bundle.events("interrupted").map { $0["signal"]?.stringValue } == [name])
        #expect(bundle.events("trigger_dispatched").count == 1)
        #expect(application.teardowns == 1)
        #expect(ending.output.contains { $0.contains("interrupted") })
        try await expectNothingLeft()
    }

    @Test("SIGINT while the setup waits for an answer ends the run")
    func whileSettingUp() async throws {
        let gate = Gate()
        defer { gate.open() }
        let server = application.server
        server.route("/tenant", .json("{}").held(by: gate))
        let ending = try await run { tool in
            try await tool.request(to: server) { $0.path == "/tenant" }
            tool.signal(.interrupt)
            // The setup is not waited for; the teardown is.
            try await tool.request(to: server) { $0.method == "DELETE" }
            gate.open()
            return try await tool.ended()
        }
        #expect(ending.status == 130)
        let bundle = try workplace.bundle()
        #expect(bundle.isWhole && bundle.verdict == "interrupted")
        #expect(!bundle.phases.contains("steps"))
        try await expectNothingLeft()
    }

    @Test("SIGINT while the page loads ends the run")
    func whileNavigating() async throws {
        let gate = Gate()
        defer { gate.open() }
        let server = application.server
        server.route("/", .html("").held(by: gate))
        let ending = try await run { tool in
            try await tool.request(to: server) { $0.path == "/" }
            tool.signal(.interrupt)
            return try await tool.ended()
        }
        #expect(ending.status == 130)
        let bundle = try workplace.bundle()
        #expect(bundle.isWhole && bundle.verdict == "interrupted")
        #expect(application.teardowns == 1)
        try await expectNothingLeft()
    }

    @Test("A second SIGINT stops at once, though the teardown still waits, and what was recorded is readable")
    func second() async throws {
        let gate = Gate()
        defer { gate.open() }
        let server = application.server
        let ending = try await run { tool in
            try await tool.request(to: server) { $0.path == "/act" }
            server.route("/tenant", .json("{}").held(by: gate))
            tool.signal(.interrupt)
            try await tool.request(to: server) { $0.method == "DELETE" }
            tool.signal(.interrupt)
            return try await tool.ended()
        }
        #expect(ending.status == 130)
        let bundle = try workplace.bundle()
        #expect(bundle.isPartial, "the teardown has not ended, so neither has the run")
        #expect(bundle.events("trigger_dispatched").count == 1)
        #expect(bundle.phases.contains("converge") || bundle.phases.contains("trigger"))
        try await expectNothingLeft()
    }

    @Test("A terminal that goes and says so twice still leaves a whole bundle")
    func hungUpTwice() async throws {
        let gate = Gate()
        defer { gate.open() }
        let server = application.server
        let ending = try await run { tool in
            try await server.request { $0.path == "/act" }
            server.route("/tenant", .json("{}").held(by: gate))
            tool.signal(.hangUp)
            try await server.request { $0.method == "DELETE" }
            tool.signal(.hangUp)
            gate.open()
            return try await tool.ended()
        }
        #expect(ending.status == 129)
        let bundle = try workplace.bundle()
        #expect(bundle.isWhole && bundle.verdict == "interrupted")
        try await expectNothingLeft()
    }

    @Test("A run that was started to outlive its terminal, as by nohup, does")
    func nohup() async throws {
        var scenario = SampleScenario()
        scenario.within = "3s"
        let path = try workplace.write(scenario.text, as: "s.yaml")
        let child = try ChildProcess.spawn(
            "/bin/sh",
            arguments: ["-c", "trap '' HUP; exec \"$0\" \"$@\"", try builtProduct("endstate"), "run", path],
            environment: workplace.environment.merging(application.environment) { $1 },
            workingDirectory: workplace.url.path())
        try await application.server.request { $0.path == "/act" }
        child.kill(.hangUp)
        #expect(await child.waitForExit() == .exited(1))
        let bundle = try workplace.bundle()
        #expect(bundle.isWhole && bundle.verdict == "failed")
    }

    @Test("A suite that is interrupted starts nothing more, and every bundle says so")
    func suite() async throws {
        try FileManager.default.createDirectory(
            at: workplace.url.appending(path: "two"), withIntermediateDirectories: false)
        for name in ["first", "second"] {
            var scenario = SampleScenario()
            scenario.name = name
            try workplace.write(scenario.text, as: "two/\(name).yaml")
        }
        let server = application.server
        let ending = try await withTool(["run", "two"], in: workplace, environment: application.environment) { tool in
            try await tool.request(to: server) { $0.path == "/act" }
            tool.signal(.interrupt)
            return try await tool.ended()
        }
        #expect(ending.status == 130)
        #expect(workplace.bundles.count == 2)
        for folder in workplace.bundles {
            let bundle = try RunBundle(folder)
            #expect(bundle.isWhole && bundle.verdict == "interrupted")
        }
        #expect(application.acts == 1)
        #expect(application.teardowns == 1, "what has not begun has nothing to clean up")
        try await expectNothingLeft()
    }

    /// How many random moments are tried: `ENDSTATE_SIGINT_RUNS`, 3 unless set.
    private static let randomRuns = Int(ProcessInfo.processInfo.environment["ENDSTATE_SIGINT_RUNS"] ?? "") ?? 3

    @Test("SIGINT at any moment ends the run in order, and its exit status is what its bundle says")
    func anyMoment() async throws {
        for _ in 0..<Self.randomRuns {
            let workplace = try Workplace()
            let application = try SampleApplication()
            let path = try workplace.write(SampleScenario().text, as: "s.yaml")
            // A run writes some fifty lines; what comes after the last of them is a run that has passed.
            let line = Int.random(in: 1...55)
            let ending = try await withTool(
                ["run", path, "--json"], in: workplace, environment: application.environment
            ) { tool in
                try await tool.outputLines(line)
                tool.signal(.interrupt)
                return try await tool.ended()
            }
            let bundle = try workplace.bundle()
            let moment = "interrupted after line \(line): \(ending.output.dropFirst(line - 1).first ?? "none")"
            #expect(bundle.isWhole, "\(moment)")
            #expect(ending.status == (bundle.verdict == "passed" ? 0 : 130), "\(moment)")
            #expect(["passed", "interrupted"].contains(bundle.verdict), "\(moment)")
            #expect(application.teardowns == 1, "\(moment)")
            #expect(try await Leftovers(workplace: workplace).waitForEnd(but: 0).isEmpty, "\(moment)")
            #expect(workplace.leftovers.isEmpty, "\(moment)")
        }
    }

    private func run(_ body: (Tool) async throws -> Ending) async throws -> Ending {
        let path = try workplace.write(SampleScenario().text, as: "s.yaml")
        return try await withTool(["run", path], in: workplace, environment: application.environment, body)
    }

    private func expectNothingLeft(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        #expect(try await Leftovers(workplace: workplace).waitForEnd(but: 0).isEmpty, sourceLocation: sourceLocation)
        #expect(workplace.leftovers.isEmpty, sourceLocation: sourceLocation)
    }
}
