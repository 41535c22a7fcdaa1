import Foundation
import JSONKit
import Testing
import Transport

/// SIGKILL, which no program can prepare for: no browser and no profile is left, and the journal can be read.
@Suite(.timeLimit(.minutes(10)))
struct KillTests {
    /// How many random moments are tried: `ENDSTATE_SIGKILL_RUNS`, 3 unless set.
    static let runs = Int(ProcessInfo.processInfo.environment["ENDSTATE_SIGKILL_RUNS"] ?? "") ?? 3

    @Test("A run that is killed at any moment leaves no process and no profile, and a journal that can be read")
    func anyMoment() async throws {
        let length = try await lengthOfARun()
        for _ in 0..<Self.runs {
            try await killed(after: Int.random(in: 0..<length))
        }
    }

    @Test("A run that is killed before it has said anything leaves nothing behind")
    func atOnce() async throws {
        try await killed(after: 0)
    }

    /// How many lines a whole run writes.
    private func lengthOfARun() async throws -> Int {
        let workplace = try Workplace()
        let application = try SampleApplication()
        let path = try workplace.write(SampleScenario().text, as: "s.yaml")
        let ending = try await endstate(
            "run", path, "--json", in: workplace, environment: application.environment)
        try #require(ending.status == 0, "\(ending.all)")
        return ending.output.count
    }

    /// Kills a run after so many lines of its journal.
    private func killed(after lines: Int) async throws {
        let workplace = try Workplace()
        let application = try SampleApplication()
        let path = try workplace.write(SampleScenario().text, as: "s.yaml")
        let environment = application.environment
        let (pid, ending) = try await withTool(["run", path, "--json"], in: workplace, environment: environment) {
            tool in
            try await tool.outputLines(lines)
            tool.signal(.kill)
            return (tool.pid, try await tool.ended())
        }
        let moment = "killed after line \(lines) (\(ending.output.last ?? "none"))"
        #expect(try await Leftovers(workplace: workplace).waitForEnd(but: pid).isEmpty, "\(moment)")
        #expect(workplace.leftovers.isEmpty, "\(moment)")
        // What was told had been written before, so it is there.
        for folder in workplace.bundles {
            let readable = FileManager.default.fileExists(atPath: folder.appending(path: "journal.jsonl").path())
            guard readable || lines > 0 else { continue }
            let bundle = try RunBundle(folder)
            #expect(bundle.events.count >= ending.output.count - 1, "\(moment)")
        }
        #expect(lines == 0 || workplace.bundles.count == 1, "\(moment)")
    }
}
