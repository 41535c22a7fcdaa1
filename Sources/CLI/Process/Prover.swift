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
    /// - Returns: All there is to tell.
    /// - Throws: `ExitStatus.usage` when the bundles cannot be made.
    func run() async throws -> ProofReport {
        let (written, events) = try await run(nil)
        var report = ProofReport(scenario: request.title, file: request.scenario.file, written: written)
        guard written.result.verdict == .passed else { return report }
        report.withoutTrigger = try await run(.triggerLeftOut).finished
        do throws(Proof.Unprovable) {
            report.proof = try Proof(of: events)
        } catch {
            report.problem = error.description
        }
        return report
    }

    private func run(_ variation: Variation?) async throws -> (finished: FinishedRun, events: [RunEvent]) {
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
        return (runs[0], events.withLock { $0 })
    }
}
