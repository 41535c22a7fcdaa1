import Foundation
import JSONKit
import TestSupport
import Testing

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

    @Test("A run that does not pass proves nothing, and says what to open")
    func unproven() async throws {
        let stuck = try SampleApplication(.stuck)
        let path = try workplace.write(scenario.text, as: "sample.yaml")
        let ending = try await endstate("prove", path, "-q", in: workplace, environment: stuck.environment)
        #expect(ending.status == 3, "\(ending.all)")
        #expect(ending.output.contains { $0.contains("as written") && $0.contains("failed in") })
        #expect(ending.output.contains { $0.contains("report.html") })
        #expect(ending.output.last == "not proven: a run that it needs came to no end")
    }

    @Test("Scripts get the score as a line of JSON")
    func json() async throws {
        let ending = try await prove(scenario, "--json", endsWith: 0)
        let line = try JSON(parsing: Data(try #require(ending.output.first).utf8))
        #expect(ending.output.count == 1)
        #expect(line["kind"] == "proof" && line["outcome"] == "proven" && line["survivors"] == [])
        #expect(line["killed"] == line["mutants"] && (line["mutants"]?.intValue ?? 0) > 10)
    }

    @Test("A scenario with a fault is not run")
    func fault() async throws {
        let path = try workplace.write("scenario: nothing\n", as: "sample.yaml")
        let ending = try await endstate("prove", path, in: workplace)
        #expect(ending.status == 2)
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
