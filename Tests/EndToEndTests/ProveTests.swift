import Foundation
import JSONKit
import TestSupport
import Testing
import Transport

/// Scenarios are proven able to fail, or the line to blame is named.
@Suite(.timeLimit(.minutes(10)))
struct ProveTests {
    private let workplace: Workplace
    private let application: SampleApplication
    private var scenario = SampleScenario()

    init() throws {
        workplace = try Workplace()
        application = try SampleApplication(isReset: true)
        // Without its trigger a run waits for as long as it is allowed.
        scenario.within = "1s"
        scenario.after = "  - expect: { testid: done, visible: true }\n    timeout: 500ms"
    }

    @Test("A good scenario fails whenever it should")
    func good() async throws {
        let ending = try await prove(scenario, endsWith: 0)
        #expect(ending.output.first == "sample")
        #expect(
            ending.output.contains("  + control (no trigger)  failed as it must: 3 stages and final state missing"),
            "\(ending.output)")
        #expect(ending.output.contains { $0.hasPrefix("  + mutants") && $0.contains(" killed, ") })
        #expect(ending.output.last == "proven: it fails whenever it should")
        #expect(application.acts == 1, "the trigger is dispatched once, and left out once")
        #expect(application.teardowns == 2)
        let bundles = try workplace.bundles.map { try RunBundle($0) }
        #expect(bundles.map(\.verdict).sorted { ($0 ?? "") < ($1 ?? "") } == ["failed", "passed"])
        let variations = bundles.compactMap { $0.run?["scenario"]?["variation"]?.stringValue }
        #expect(variations == ["trigger-left-out"])
        let written = try #require(bundles.first { $0.verdict == "passed" }).folder.lastPathComponent
        let shown = try await endstate("show", "last", "--print", in: workplace)
        #expect(shown.output.first?.contains(written) == true, "the run as it is written is shown: \(shown.all)")
    }

    @Test("A scenario that does not settle lets late effects live, and the line of `settle` is named")
    func settle() async throws {
        var scenario = scenario
        scenario.settle = "0s"
        let ending = try await prove(scenario, endsWith: 1)
        let line =
            try #require(scenario.text.components(separatedBy: "\n").firstIndex { $0.contains("settle: 0s") }) + 1
        #expect(ending.output.contains { $0.contains("effect") && $0.contains("duplicated while settling: passed") })
        #expect(ending.output.contains { $0.contains("sample.yaml:\(line):") && $0.contains("write `settle: 5s`") })
        #expect(ending.output.last == "weak: it would stay green where it must not")
    }

    @Test("A scenario whose work is done without its trigger is weak, and the trigger's line is named")
    func otherHand() async throws {
        var scenario = scenario
        scenario.trigger = "hover: { testid: plan }"
        scenario.after = "  - eval: \"fetch('/act', { method: 'POST', body: '{}' })\""
        scenario.end = "then: []"
        let ending = try await prove(scenario, endsWith: 1)
        let line = try #require(scenario.text.components(separatedBy: "\n").firstIndex { $0.contains("trigger:") }) + 1
        #expect(ending.output.contains { $0.contains("control (no trigger)") && $0.contains("passed all the same") })
        #expect(ending.output.contains { $0.contains("sample.yaml:\(line):") })
    }

    @Test("Progress says which run is the control, and shows nothing of it as gone wrong")
    func progress() async throws {
        let path = try workplace.write(scenario.text, as: "sample.yaml")
        let ending = try await endstate("prove", path, in: workplace, environment: application.environment)
        #expect(ending.status == 0, "\(ending.all)")
        let start = try #require(
            ending.errors.firstIndex { $0.contains("control: without its trigger this run has to fail") })
        #expect(ending.errors[..<start].contains { $0.contains(" + granted") }, "\(ending.errors)")
        #expect(!ending.errors[start...].contains { $0.contains(" x ") }, "\(ending.errors)")
        #expect(ending.errors[start...].contains { $0.contains("left out, so nothing may come of it") })
    }

    @Test(
        "A stage that may hold before and comes without the trigger is no proof of it, whether the first look saw it or not",
        arguments: [1, 2])
    func mayHoldBefore(_ look: Int) async throws {
        // It comes of being looked at: before the trigger, or after it.
        let script = try workplace.write(
            #"echo . >> looks-$1; printf '{ "looks": %d }\n' "$(wc -l < looks-$1)""#, as: "counter.sh")
        var scenario = scenario
        scenario.probe += " }\n  counter: { command: { run: [sh, \(script), \"${run.id}\"] }"
        scenario.never = "    looked: { probe: counter, match: { looks: { gte: \(look) } }, may_hold_before: true }"
        let ending = try await prove(scenario, endsWith: 0)
        let lines = scenario.text.components(separatedBy: "\n")
        let line = try #require(lines.firstIndex { $0.contains("looked:") }) + 1
        #expect(ending.output.count { $0.contains("not proof of the trigger") } == 1, "\(ending.output)")
        #expect(ending.output.contains { $0.contains("sample.yaml:\(line):5: ") }, "\(ending.output)")
        #expect(
            ending.output.contains("  + control (no trigger)  failed as it must: 3 stages and final state missing"),
            "\(ending.output)")
    }

    @Test("A run that does not pass proves nothing, and says what to open")
    func unproven() async throws {
        let stuck = try SampleApplication(.stuck)
        let path = try workplace.write(scenario.text, as: "sample.yaml")
        let ending = try await endstate("prove", path, "-q", in: workplace, environment: stuck.environment)
        #expect(ending.status == 3, "\(ending.all)")
        #expect(ending.output.contains { $0.contains("as written") && $0.contains("failed in") })
        #expect(ending.output.contains { $0.contains("report.html") })
        #expect(
            ending.output.last == "not proven: only a run that passes can be told again otherwise; see why it did not")
        #expect(try workplace.bundle().isWhole, "of the run that was not made nothing is left")
    }

    @Test("Both bundles are there before anything starts")
    func bundles() async throws {
        let path = try workplace.write(scenario.text, as: "sample.yaml")
        let (early, ending) = try await withTool(
            ["prove", path, "-q"], in: workplace, environment: application.environment
        ) { tool in
            try await tool.request(to: application.server) { $0.path == "/tenant" }
            return (workplace.bundles.map(\.lastPathComponent), try await tool.ended())
        }
        #expect(early.count == 2 && early.allSatisfy { $0.hasSuffix(".partial") }, "\(early)")
        #expect(early.count { $0.contains("trigger-left-out") } == 1, "\(early)")
        #expect(ending.status == 0, "\(ending.all)")
        #expect(try workplace.bundles.allSatisfy { try RunBundle($0).isWhole })
    }

    @Test("A folder that no bundle can be made in is told before anything starts")
    func unwritable() async throws {
        try workplace.write("", as: "Artifacts")
        let ending = try await prove(scenario, endsWith: 2)
        #expect(ending.errors.contains { $0.contains("--output") }, "\(ending.errors)")
        #expect(application.server.requests.isEmpty)
    }

    @Test("Interrupted, it leaves the bundle of the run it was in, and nothing of those that were not made")
    func interrupted() async throws {
        let stuck = try SampleApplication(.stuck)
        var scenario = scenario
        scenario.within = "60s"
        let first = try workplace.write(scenario.text, as: "first.yaml")
        scenario.name = "second"
        let second = try workplace.write(scenario.text, as: "second.yaml")
        let ending = try await withTool(
            ["prove", first, second, "-q"], in: workplace, environment: stuck.environment
        ) { tool in
            try await tool.request(to: stuck.server) { $0.path == "/act" }
            tool.signal(.interrupt)
            return try await tool.ended()
        }
        #expect(ending.status == 130, "\(ending.all)")
        let bundle = try workplace.bundle()
        #expect(bundle.isWhole && bundle.verdict == "interrupted", "\(bundle)")
    }

    @Test("A signal that comes between the runs begins nothing more, and leaves the bundles of those that were made")
    func betweenRuns() async throws {
        let (gate, cleanings) = (Gate(), Watched(0))
        defer { gate.open() }
        let cleaner = try FixtureServer { _ in
            cleanings.change { $0 += 1 }
            let answer = FixtureResponse.json("{}")
            return cleanings.state < 2 ? answer : answer.held(by: gate)
        }
        var scenario = scenario
        scenario.end = "then: []\nteardown:\n  - http: { delete: \"\(cleaner.origin)/tenant\" }"
        let files = try write(scenario, ["first", "second"])
        let ending = try await withTool(
            ["prove", "-q"] + files, in: workplace, environment: application.environment
        ) { tool in
            // The run without its trigger is judged, and its teardown is cut short by no first signal (R21).
            try await cleanings.first { $0 >= 2 ? () : nil }
            tool.signal(.interrupt)
            gate.open()
            return try await tool.ended()
        }
        #expect(ending.status == 130, "\(ending.all)")
        #expect(ending.output.last == "not proven: interrupted before everything was tried", "\(ending.output)")
        #expect(!ending.output.contains("second"))
        let bundles = try workplace.bundles.map { try RunBundle($0) }
        #expect(bundles.allSatisfy { $0.isWhole }, "\(bundles)")
        #expect(bundles.compactMap(\.verdict).sorted() == ["failed", "passed"])
    }

    @Test("A signal that comes once a scenario was told ends all, and no bundle is left that holds nothing")
    func betweenScenarios() async throws {
        let files = try write(scenario, ["first", "second", "third"])
        let ending = try await withTool(
            ["prove", "-q"] + files, in: workplace, environment: application.environment
        ) { tool in
            _ = try await tool.outputLine { $0.hasPrefix("proven: ") }
            tool.signal(.terminate)
            return try await tool.ended()
        }
        #expect(ending.status == 143, "\(ending.all)")
        let bundles = try workplace.bundles.map { try RunBundle($0) }
        #expect(bundles.count >= 2 && bundles.allSatisfy(\.isWhole), "\(bundles)")
        #expect(!ending.output.contains("third"))
    }

    /// Writes a scenario under several names.
    private func write(_ scenario: SampleScenario, _ names: [String]) throws -> [String] {
        try names.map { name in
            var scenario = scenario
            scenario.name = name
            return try workplace.write(scenario.text, as: "\(name).yaml")
        }
    }

    private func prove(_ scenario: SampleScenario, _ flags: String..., endsWith status: Int32) async throws -> Ending {
        let path = try workplace.write(scenario.text, as: "sample.yaml")
        let ending = try await withTool(
            ["prove", path, "-q"] + flags, in: workplace, environment: application.environment
        ) { try await $0.ended() }
        #expect(ending.status == status, "\(ending.all)")
        return ending
    }
}
