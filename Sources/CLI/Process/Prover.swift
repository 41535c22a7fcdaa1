import BrowserAutomation
import Recording
import Reporting
import RunModel
import Runner
import ScenarioModel
import Synchronization

/// Makes the two runs that a proof needs, and tries the mutants of the first.
struct Prover {
    /// The run as the scenario is written.
    let written: Recordings
    /// The run without its trigger.
    let control: Recordings
    let prepared: Preparation
    let output: OutputSettings

    /// One for each scenario, or each case of it; the folders of all bundles are made before anything is started.
    ///
    /// - Parameters:
    ///   - prepared: The scenarios, and what their runs need.
    ///   - output: Where the bundles go.
    /// - Returns: The provers, in file order. Whoever does not run one has to discard it.
    /// - Throws: `ExitStatus.usage` when a folder cannot be made; none is left then.
    static func all(_ prepared: Preparation, _ output: OutputSettings) throws -> [Prover] {
        let requests = RunRequest.all(prepared.scenarios, variations: [nil, .triggerLeftOut])
        let recordings = try Recordings.open(
            requests, prepared.environment, output, secrets: prepared.browser.attachSecrets)
        return stride(from: 0, to: recordings.count, by: 2).map { index in
            Prover(written: recordings[index], control: recordings[index + 1], prepared: prepared, output: output)
        }
    }

    /// Proves.
    ///
    /// - Returns: All there is to tell, and what masks it: what the second run learned is no less secret in the first.
    func run() async -> (report: ProofReport, redactors: Redactors) {
        let (finished, events) = await run(written)
        let request = written.request
        var report = ProofReport(scenario: request.title, file: request.scenario.file, written: finished)
        guard finished.result.verdict == .passed else {
            control.recorder.discard()
            return (report, Redactors([written]))
        }
        report.withoutTrigger = await run(control).finished
        do throws(Proof.Unprovable) {
            report.proof = try Proof(of: events)
        } catch {
            report.problem = error.description
        }
        return (report, Redactors([written, control]))
    }

    /// Removes both bundles: nothing was started.
    func discard() {
        for recording in [written, control] { recording.recorder.discard() }
    }

    private func run(_ recording: Recordings) async -> (finished: FinishedRun, events: [RunEvent]) {
        let events = Mutex<[RunEvent]>([])
        recording.recorder.subscribe { event in events.withLock { $0.append(event) } }
        let suite = Suite(
            settings: prepared.settings, browser: prepared.browser, client: prepared.client, output: output,
            workers: 1, tellsVerdicts: false)
        let (_, runs) = await suite.run([recording])
        return (runs[0], events.withLock { $0 })
    }
}
