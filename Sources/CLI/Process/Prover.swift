import BrowserAutomation
import Reporting
import RunModel
import ScenarioModel

/// Makes the two runs that a proof needs, and tries the mutants of the first.
struct Prover {
    /// The run as the scenario is written.
    let written: ProofRun
    /// The run without its trigger.
    let control: ProofRun

    /// Proves.
    ///
    /// - Parameters:
    ///   - prepared: What the runs need.
    ///   - browsers: Where their browser comes from.
    ///   - progress: Shows how they are going; `nil` shows nothing.
    ///   - signal: The signal that has come by now, by name: nothing more is begun then.
    /// - Returns: All there is to tell, and what masks it: what the second run learned is no less secret in the first.
    func run(
        _ prepared: Preparation, in browsers: BrowserPool, showing progress: ProgressPrinter?, signal: () -> String?
    ) async -> (report: ProofReport, redactors: Redactors) {
        let (finished, events) = await written.run(prepared, in: browsers, showing: progress)
        let request = written.recording.request
        var report = ProofReport(scenario: request.title, file: request.scenario.file, written: finished)
        report.signal = signal()
        guard finished.result.verdict == .passed, report.signal == nil else {
            control.discard()
            return (report, Redactors([written.recording]))
        }
        report.withoutTrigger = await control.run(prepared, in: browsers, showing: progress).finished
        if signal() == nil {
            do throws(Proof.Unprovable) {
                report.proof = try Proof(of: events) { signal() == nil }
            } catch {
                report.problem = error.description
            }
        }
        report.signal = signal()
        return (report, Redactors([written.recording, control.recording]))
    }
}
