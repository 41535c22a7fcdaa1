import Foundation
import TestSupport
import Testing
import Transport

/// The corpus of faults compares verdicts with known answers; `make corpus` runs all of it.
@Suite(.timeLimit(.minutes(5)))
struct CorpusTests {
    @Test("A fault whose verdict is the known one passes")
    func known() async throws {
        let ending = try await corpus(scenario: StagingSystem.scenario)
        #expect(ending.status == 0, "\(ending.lines)")
        #expect(ending.lines.first?.hasPrefix("✓ duplicate-analytics") == true)
        #expect(ending.lines.last == "1 passed, 0 failed")
    }

    @Test("A scenario that overlooks a fault fails the corpus, and what is missing is said")
    func overlooked() async throws {
        let workplace = try Workplace()
        let text = try String(contentsOfFile: StagingSystem.scenario, encoding: .utf8)
        // Twice is nobody's business any more.
        let weak = text.replacing(
            /(?s)( +count: \$\.analyticsEvents).*?exactly: 1/, with: "      match: { analyticsEventEmitted: true }")
        try #require(weak != text)
        let folder = URL(filePath: StagingSystem.scenario).deletingLastPathComponent()
        try FileManager.default.copyItem(at: folder, to: workplace.url.appending(path: "Scenarios"))
        let name = try workplace.write(weak, as: "Scenarios/upgrade-plan.yaml")
        let ending = try await corpus(scenario: workplace.url.appending(path: name).path())
        #expect(ending.status == 1)
        #expect(ending.lines.contains("    verdict: expected failed, got passed"))
        #expect(ending.lines.contains { $0.hasPrefix("    said before: boundary  worker -> analytics: ") })
        #expect(ending.lines.contains { $0.hasPrefix("    says now:    ✓ upgrade-plan passed in TIME") })
        #expect(ending.lines.last == "0 passed, 1 failed")
    }

    private static let lines = URL(filePath: #filePath).appending(path: "../Golden/faults").standardized.path()

    private func corpus(scenario: String) async throws -> (status: Int32, lines: [String]) {
        let workplace = try Workplace()
        return try await Slots.shared.enter {
            let process = try ChildProcess.spawn(
                try builtProduct("endstate-staging"),
                arguments: [
                    "corpus", "duplicate-analytics", "--tool", try builtProduct("endstate"), "--scenario", scenario,
                    "--output", workplace.url.path(), "--lines", Self.lines,
                ],
                standardOutput: .collect(limit: 1 << 20))
            let exit = await process.waitForExit(until: .now + .seconds(120))
            let said = await process.collectedOutput(until: .now + .seconds(5)).data
            let told = String(decoding: said, as: UTF8.self).split(separator: "\n").map(String.init)
            guard case .exited(let status)? = exit else {
                process.kill(.kill)
                throw Unexpected("the corpus did not end: \(told)")
            }
            return (status, told)
        }
    }
}
