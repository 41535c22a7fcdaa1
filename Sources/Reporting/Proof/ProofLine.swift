import Convergence
package import Foundation
import RunModel

extension JSONLines {
    /// The line of a proof: `"kind": "proof"`, the two runs, the score, and each survivor.
    ///
    /// - Parameter report: The proof.
    /// - Returns: UTF-8 with a newline at its end.
    package static func proof(_ report: ProofReport) -> Data {
        RunDocument.encode(ProofLine(report), pretty: false)
    }
}

/// A proof, for scripts.
private struct ProofLine: Encodable {
    struct Run: Encodable {
        var verdict: Verdict
        var reason: ReasonCode?
        var bundle: String?

        init(_ run: FinishedRun) {
            verdict = run.result.verdict
            reason = run.result.firstReason?.code
            bundle = run.folder
        }
    }

    struct Survivor: Encodable {
        var subject: String
        var mutation: String
        var verdict: Verdict
        var reason: ReasonCode?
        var place: String
        var remedy: String
    }

    var kind = "proof"
    var scenario: String
    var outcome: ProofReport.Outcome
    var written: Run
    var withoutTrigger: Run?
    /// What held without the trigger, where nothing may.
    var held: [String]
    /// What may hold before the trigger, and came without it.
    var noProof: [String]
    var mutants: Int?
    var killed: Int?
    var equivalent: Int?
    var survivors: [Survivor]
    var problem: String?
    var signal: String?

    init(_ report: ProofReport) {
        scenario = report.scenario
        outcome = report.outcome
        written = Run(report.written)
        withoutTrigger = report.withoutTrigger.map(Run.init)
        held = report.held.map(\.subject.description)
        noProof = report.noProof.map(\.subject.description)
        mutants = report.proof?.trials.count
        killed = report.proof.map { $0.trials.count - $0.survivors.count }
        equivalent = report.proof?.equivalent
        survivors =
            report.proof?.survivors.map { trial in
                Survivor(
                    subject: trial.mutation.subject.description, mutation: trial.mutation.description,
                    verdict: trial.verdict, reason: trial.reason?.code, place: report.place(trial.place),
                    remedy: trial.remedy)
            } ?? []
        problem = report.problem
        signal = report.signal
    }
}
