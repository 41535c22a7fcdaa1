import Foundation
import JSONKit
import Testing

/// The main job: a real browser upgrades a user of the staging system, and the final state is proven or the failure named.
@Suite(.timeLimit(.minutes(10)))
struct UpgradeTests {
    /// How often the healthy run is made: `ENDSTATE_DEMO_RUNS`, 1 unless set.
    static let demoRuns = Int(ProcessInfo.processInfo.environment["ENDSTATE_DEMO_RUNS"] ?? "") ?? 1

    @Test("A healthy upgrade passes, every time")
    func healthy() async throws {
        let staging = try await StagingSystem.shared()
        for run in 1...max(1, Self.demoRuns) {
            let workplace = try Workplace()
            let ending = try await endstate(
                "run", StagingSystem.scenario, "--settle", "500ms", in: workplace, environment: staging.environment)
            #expect(ending.status == 0, "run \(run): \(ending.all.joined(separator: " | "))")
            let bundle = try workplace.bundle()
            #expect(bundle.isWhole)
            #expect(bundle.verdict == "passed")
            #expect(bundle.reasons.isEmpty)
            #expect(
                bundle.phases == ["setup", "steps", "baseline", "trigger", "converge", "settle", "then", "teardown"])
            #expect(bundle.events("step_finished").allSatisfy { $0["outcome"] == "passed" })
            #expect(bundle.events("agreement").map { $0["agrees"] } == [true])
            #expect(bundle.events("look").contains { $0["purpose"] == "converge" })
            #expect(try bundle.files(holding: StagingSystem.password).isEmpty)
            #expect(try bundle.filesOpenToOthers().isEmpty)
            #expect(ending.output.contains { $0.contains("passed") })
            #expect(ending.output.contains { $0.contains(bundle.folder.lastPathComponent) }, "the bundle is named")
            #expect(workplace.leftovers.isEmpty)
        }
    }

    /// A fault of the staging system, and what is to be said of it.
    struct FaultCase: Sendable, CustomTestStringConvertible {
        var fault: String
        var reason: String
        var boundary: String?
        var arguments: [String]

        var testDescription: String { fault }
    }

    @Test(
        "A fault is found, and the boundary where it happened is named",
        arguments: [
            FaultCase(
                fault: "queue-schema", reason: "stage_missing", boundary: "billing -> worker",
                arguments: ["--within", "8s", "--settle", "500ms"]),
            FaultCase(
                fault: "duplicate-analytics", reason: "stage_duplicated", boundary: "worker -> analytics",
                arguments: ["--settle", "2s"]),
            FaultCase(
                fault: "stale-page", reason: "ui_diverged", boundary: "back end -> page",
                arguments: ["--settle", "500ms"]),
        ])
    func fault(_ example: FaultCase) async throws {
        try await withStaging(fault: example.fault) { staging in
            let workplace = try Workplace()
            let ending = try await withTool(
                ["run", StagingSystem.scenario] + example.arguments, in: workplace, environment: staging.environment
            ) { try await $0.ended() }
            #expect(ending.status == 1, "\(ending.all.joined(separator: " | "))")
            let bundle = try workplace.bundle()
            #expect(bundle.isWhole)
            #expect(bundle.verdict == "failed")
            #expect(bundle.reasons.first == example.reason)
            #expect(bundle.boundary == example.boundary)
            #expect(bundle.phases.last == "teardown")
            #expect(try bundle.files(holding: StagingSystem.password).isEmpty)
            #expect(!bundle.events("screenshot").isEmpty, "evidence was taken")

            let five = try #require(bundle.fiveAnswers)
            #expect(ending.output.count > 5)
            #expect(
                zip(ending.output, five).allSatisfy { $0.contains($1) }, "the first five lines are the five answers")
            if let boundary = example.boundary { #expect(ending.output[1].contains(boundary)) }
        }
    }
}

extension RunBundle {
    /// The answers to the five questions, as `run.json` has them.
    fileprivate var fiveAnswers: [String]? {
        guard let diagnosis = run?["diagnosis"] else { return nil }
        let answers = ["reached", "boundary", "nature_text", "diverged", "effects"]
            .compactMap { diagnosis[$0]?.stringValue }
        return answers.count == 5 ? answers : nil
    }
}
