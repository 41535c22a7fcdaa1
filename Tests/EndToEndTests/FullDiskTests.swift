import Foundation
import JSONKit
import TestSupport
import Testing
import Transport

/// A disk that fills up while a run goes on: what was proven stays proven, and what cannot be shown is no pass.
@Suite(.timeLimit(.minutes(15)))
struct FullDiskTests {
    /// Whether this process may mount a small disk where nobody else sees it.
    static let mayMount = getuid() == 0

    @Test(
        "A full disk makes a pass inconclusive, leaves a failure a failure, and is told in one line",
        .enabled(if: mayMount), arguments: [("none", Int32(3)), ("stuck", 1)])
    func full(_ ailment: String, _ status: Int32) async throws {
        let workplace = try Workplace()
        let application = try SampleApplication(try #require(SampleApplication.Ailment(rawValue: ailment)))
        var scenario = SampleScenario()
        scenario.within = "2s"
        try workplace.write(scenario.text, as: "s.yaml")
        // The disk goes with the process that mounted it, so what is on it is copied away before.
        let script = """
            mkdir Artifacts kept && mount -t tmpfs -o size=24k tmpfs Artifacts || exit 99
            "$0" run s.yaml; status=$?
            cp -r Artifacts/. kept; exit $status
            """
        let child = try ChildProcess.spawn(
            "unshare", arguments: ["-m", "sh", "-c", script, try builtProduct("endstate")],
            environment: workplace.environment.merging(application.environment) { $1 },
            workingDirectory: workplace.url.path(), standardOutput: .collect(limit: 1 << 20),
            standardError: .collect(limit: 1 << 20))
        let exit = await child.waitForExit(until: .now + .seconds(120))
        let output = String(decoding: await child.collectedOutput(until: .now + .seconds(10)).data, as: UTF8.self)
        #expect(exit == .exited(status), "\(output)")
        let complaints = output.split(separator: "\n").filter { $0.contains("artifacts_unwritable") }
        #expect(complaints.count == 1, "\(output)")
        #expect(output.contains("No space left on device"), "\(output)")
        // What was written can be read: whole lines, from the first one on.
        let kept = try FileManager.default.contentsOfDirectory(atPath: workplace.url.appending(path: "kept").path())
        let bundle = try RunBundle(workplace.url.appending(path: "kept/\(try #require(kept.first))"))
        #expect(bundle.events.first?["kind"] == "run_started")
        #expect(!bundle.isTorn)
        #expect(application.teardowns == 1)
    }
}
