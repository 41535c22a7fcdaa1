import Convergence
import Foundation
import JSONKit
import Reporting
import RunModel
import Testing

/// What a run without its trigger says of a scenario.
@Suite struct ProofReportTests {
    /// The proof of a scenario whose first stage may hold before the trigger, as far as the two runs go.
    ///
    /// - Parameters:
    ///   - time: Since when that stage is there in the run without the trigger, since time zero.
    ///   - change: Changes the plan.
    /// - Returns: What is told of it.
    /// - Throws: What the scene throws.
    private static func report(
        since time: Milliseconds, change: (inout ConvergencePlan) -> Void = { _ in }
    ) throws -> ProofReport {
        var control = Scene()
        control.changes = [control.changes[0], (time, ["accepted": true])]
        let record = try control.record { events in
            for (index, event) in events.enumerated() {
                guard case .plan(var resolved) = event.body else { continue }
                resolved.plan.stages[0].mayHoldBefore = true
                change(&resolved.plan)
                events[index] = RunEvent(seq: event.seq, t: event.t, body: .plan(resolved))
            }
        }
        var report = ProofReport(
            scenario: "upgrade-plan", file: "s.yaml", written: FinishedRun(result: try Scene().result))
        report.withoutTrigger = FinishedRun(result: record.result)
        return report
    }

    private static func subjects(_ key: String, _ report: ProofReport) throws -> [String] {
        try JSON(parsing: JSONLines.proof(report))[key]?.arrayValue?.compactMap(\.stringValue) ?? []
    }

    @Test(
        "a stage that may hold before and comes without the trigger is no proof of it, whether the first look saw it or not",
        arguments: [-900, 310] as [Milliseconds])
    func noProof(_ time: Milliseconds) throws {
        let report = try Self.report(since: time)
        #expect(try Self.subjects("no_proof", report) == ["request_received"])
        #expect(try Self.subjects("held", report).isEmpty)
        let text = ProofText.block(report, style: TerminalStyle())
        #expect(text.components(separatedBy: "not proof of the trigger").count == 2, "it is said once: \(text)")
        #expect(text.contains("s.yaml:61:5: "), "\(text)")
        #expect(text == ProofText.block(try Self.report(since: 0), style: TerminalStyle()))
    }

    @Test("a stage that may hold before and does not come without the trigger is not spoken of")
    func proof() throws {
        let report = try Self.report(since: 1_000_000)
        #expect(try Self.subjects("no_proof", report).isEmpty)
        #expect(!ProofText.block(report, style: TerminalStyle()).contains("not proof"))
    }

    @Test("of a probe that could not be asked before the trigger the same is said")
    func unseen() throws {
        let report = try Self.report(since: 310) { $0.probes[0].boundAfterTrigger = true }
        #expect(try Self.subjects("held", report).isEmpty)
        #expect(try Self.subjects("no_proof", report) == ["request_received"])
    }

    @Test(
        "a stage that may not hold before is told with its line whenever it comes",
        arguments: [-900, 310] as [Milliseconds])
    func others(_ time: Milliseconds) throws {
        let report = try Self.report(since: time) { $0.stages[0].mayHoldBefore = false }
        #expect(try Self.subjects("held", report) == ["request_received"])
        #expect(try Self.subjects("no_proof", report).isEmpty)
        let text = ProofText.block(report, style: TerminalStyle())
        #expect(text.contains("1 of its stages holds all the same"), "\(text)")
        #expect(text.contains("s.yaml:61:5: request_received holds without the trigger"), "\(text)")
    }

    @Test(
        "the control is said to have failed as it must, without anything red",
        arguments: [310, 1_000_000] as [Milliseconds])
    func control(_ time: Milliseconds) throws {
        let text = ProofText.block(try Self.report(since: time), style: TerminalStyle(color: true))
        let count = time == 310 ? 4 : 5
        #expect(text.contains("failed as it must: \(count) stages and final state missing"), "\(text)")
        #expect(!text.contains("✗") && !text.contains("\u{1B}[1;31m"), "\(text)")
    }

    @Test("a proof that a signal ended says so, also where no run was going")
    func interrupted() throws {
        var report = try Self.report(since: 310)
        report.problem = "given up after 3 of 33"
        report.signal = "SIGINT"
        #expect(try JSON(parsing: JSONLines.proof(report))["signal"] == "SIGINT")
        let text = ProofText.block(report, style: TerminalStyle())
        #expect(text.contains("given up after 3 of 33"), "\(text)")
        #expect(text.hasSuffix("not proven: interrupted before everything was tried\n"), "\(text)")
    }
}
