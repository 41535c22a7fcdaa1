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
        #expect(ending.output.contains { $0.hasPrefix("  + without its trigger   nothing came of it: stage_missing") })
        #expect(ending.output.contains { $0.hasPrefix("  + mutants") && $0.contains(" killed, ") })
        #expect(ending.output.last == "proven: it fails whenever it should")
        #expect(application.acts == 1, "the trigger is dispatched once, and left out once")
        #expect(application.teardowns == 2)
        let bundles = try workplace.bundles.map { try RunBundle($0) }
        #expect(bundles.map(\.verdict).sorted { ($0 ?? "") < ($1 ?? "") } == ["failed", "passed"])
        let variations = bundles.compactMap { $0.run?["scenario"]?["variation"]?.stringValue }
        #expect(variations == ["trigger-left-out"])
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
        #expect(ending.output.contains { $0.contains("without its trigger") && $0.contains("passed all the same") })
        #expect(ending.output.contains { $0.contains("sample.yaml:\(line):") })
    }

    @Test("A stage that may hold before, did not, and comes without the trigger is weak, and its line is named")
    func mayHoldBefore() async throws {
        // It comes of being looked at: not at the first look, which is before the trigger, but at the second.
        let script = try workplace.write(
            #"echo . >> looks-$1; printf '{ "looks": %d }\n' "$(wc -l < looks-$1)""#, as: "counter.sh")
        var scenario = scenario
        scenario.probe += " }\n  counter: { command: { run: [sh, \(script), \"${run.id}\"] }"
        scenario.never = "    looked: { probe: counter, match: { looks: { gte: 2 } }, may_hold_before: true }"
        let ending = try await prove(scenario, endsWith: 1)
        let lines = scenario.text.components(separatedBy: "\n")
        let line = try #require(lines.firstIndex { $0.contains("looked:") }) + 1
        let told = ":\(line):5: looked holds without the trigger"
        #expect(ending.output.contains { $0.contains(told) }, "\(ending.output)")
        #expect(ending.output.contains { $0.contains("1 of its stages hold all the same") }, "\(ending.output)")
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

    private func prove(_ scenario: SampleScenario, _ flags: String..., endsWith status: Int32) async throws -> Ending {
        let path = try workplace.write(scenario.text, as: "sample.yaml")
        let ending = try await withTool(
            ["prove", path, "-q"] + flags, in: workplace, environment: application.environment
        ) { try await $0.ended() }
        #expect(ending.status == status, "\(ending.all)")
        return ending
    }
}
