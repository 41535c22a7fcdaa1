import Foundation
import TestSupport
import Testing
import Transport

/// `make bench`, in so far as it needs nothing to be installed. How fast anything is is none of a test's business.
@Suite(.timeLimit(.minutes(10)))
struct BenchTests {
    @Test(
        "The bench measures the rows that need no competitor to be installed",
        .enabled(if: hasPython, "python3 is not on the path"))
    func measures() async throws {
        let folder = try TemporaryFolder()
        let root = URL(filePath: StagingSystem.scenario).appending(path: "../..").standardized
        let rows = ["round-trips", "upgrade", "artifacts", "tool", "noticed"]
        let bench = try await Slots.shared.enter {
            let child = try ChildProcess.spawn(
                "python3",
                arguments: [
                    "-B", "scripts/bench", "--quick", "--folder", folder.url.path(),
                    "--bin", URL(filePath: try builtProduct("endstate-bench")).deletingLastPathComponent().path(),
                ] + rows.flatMap { ["--only", $0] },
                environment: ProcessInfo.processInfo.environment.merging(["ENDSTATE_NO_SANDBOX": "1"]) { $1 },
                workingDirectory: root.path(),
                standardOutput: .collect(limit: 1 << 16), standardError: .collect(limit: 1 << 16))
            let exit = await child.waitForExit(until: .now + .seconds(300))
            child.kill(.kill)
            let output = await child.collectedOutput(until: .now + .seconds(5)).data
            let errors = await child.collectedError(until: .now + .seconds(5)).data
            #expect(exit == .exited(0), "\(String(decoding: errors, as: UTF8.self))")
            return String(decoding: output, as: UTF8.self)
        }
        let lines = bench.split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst()
        let measured = lines.filter { !$0.contains("not measured") }
        #expect(measured.count == 6, "\(bench)")
        #expect(lines.count - measured.count == 1, "Playwright's row says that it is not there: \(bench)")
        #expect(FileManager.default.fileExists(atPath: folder.url.appending(path: "results.json").path()))
    }

    private static var hasPython: Bool {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return path.split(separator: ":").contains {
            FileManager.default.isExecutableFile(atPath: "\($0)/python3")
        }
    }
}
