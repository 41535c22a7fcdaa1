import BrowserAutomation
import Foundation
import Recording
import Reporting
import RunModel
import Runner
import ScenarioModel
import Synchronization

/// Makes the two runs that a proof needs, and tries the mutants of the first.
struct Prover {
    /// The run as the scenario is written.
    let request: RunRequest
    let prepared: Preparation
    let output: BundleFlags

    /// Proves.
    ///
    /// - Returns: All there is to tell, and what masks it: what the second run learned is no less secret in the first.
    /// - Throws: `ExitStatus.usage` when the bundles cannot be made.
    func run() async throws -> (report: ProofReport, redactors: Redactors) {
        let (written, events, recordings) = try await run(nil)
        var report = ProofReport(scenario: request.title, file: request.scenario.file, written: written)
        guard written.result.verdict == .passed else { return (report, Redactors(recordings)) }
        let control = try await run(.triggerLeftOut)
        report.withoutTrigger = control.finished
        do throws(Proof.Unprovable) {
            report.proof = try Proof(of: events)
        } catch {
            report.problem = error.description
        }
        return (report, Redactors(recordings + control.recordings))
    }

    private func run(_ variation: Variation?) async throws -> (
        finished: FinishedRun, events: [RunEvent], recordings: [Recordings]
    ) {
        var request = request
        request.variation = variation
        let recordings = try Recordings.open(
            [request], prepared.environment, output.settings, secrets: prepared.browser.attachSecrets)
        let events = Mutex<[RunEvent]>([])
        for recording in recordings {
            recording.recorder.subscribe { event in events.withLock { $0.append(event) } }
        }
        let suite = Suite(
            settings: prepared.settings, browser: prepared.browser, client: prepared.client, output: output.settings,
            workers: 1, tellsVerdicts: false)
        let (_, runs) = await suite.run(recordings)
        return (runs[0], events.withLock { $0 }, recordings)
    }
}
