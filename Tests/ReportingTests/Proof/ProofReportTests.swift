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

    private static func held(_ report: ProofReport) throws -> [String] {
        try JSON(parsing: JSONLines.proof(report))["held"]?.arrayValue?.compactMap(\.stringValue) ?? []
    }

    @Test("a stage that may hold before, did not, and comes without the trigger is told with its line")
    func comes() throws {
        let report = try Self.report(since: 310)
        #expect(try Self.held(report) == ["request_received"])
        let text = ProofText.block(report, style: TerminalStyle())
        #expect(text.contains("1 of its stages hold all the same"), "\(text)")
        #expect(text.contains("s.yaml:61:5: request_received holds without the trigger"), "\(text)")
    }

    @Test("a stage that may hold before, and did, says nothing")
    func heldBefore() throws {
        let report = try Self.report(since: -900)
        #expect(try Self.held(report).isEmpty)
        #expect(ProofText.block(report, style: TerminalStyle()).contains("nothing came of it"))
    }

    @Test("of a probe that could not be asked before the trigger nobody knows, and nobody is accused")
    func unseen() throws {
        #expect(try Self.held(try Self.report(since: 310) { $0.probes[0].boundAfterTrigger = true }).isEmpty)
    }

    @Test("a stage that may not hold before is told whenever it comes")
    func others() throws {
        let report = try Self.report(since: -900) { $0.stages[0].mayHoldBefore = false }
        #expect(try Self.held(report) == ["request_received"])
    }
}
