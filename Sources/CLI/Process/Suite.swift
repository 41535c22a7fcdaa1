import BrowserAutomation
import Foundation
import Probes
import Recording
import Reporting
import RunModel
import Runner
import ScenarioModel
import Synchronization

/// Runs scenarios one after another and tells of each.
struct Suite {
    let settings: RunSettings
    let browser: BrowserOptions
    let client: ProbeClient
    let output: OutputFlags
    /// Takes every run as it ends.
    let finished: @Sendable (FinishedRun) -> Void

    /// Runs all.
    ///
    /// - Parameter recordings: The scenarios with their recorders.
    /// - Returns: The status of the whole suite.
    func run(_ recordings: [Recordings]) async -> ExitStatus {
        let interruption = Interruption()
        let watch = SignalWatch { interruption.take($0) }
        let start = ContinuousClock.now
        var results: [RunResult] = []
        for recording in recordings {
            let control = RunControl()
            // A suite that was interrupted starts nothing more; each bundle still tells so.
            interruption.current(control)
            results.append(await run(recording, control))
        }
        watch.stop()
        if results.count > 1, !output.json {
            let duration = (ContinuousClock.now - start) / .milliseconds(1)
            Output.verdict(SuiteText.block(results, duration: duration, style: output.verdictStyle))
        }
        return ExitStatus(suite: results.map(ExitStatus.init))
    }

    private func run(_ recording: Recordings, _ control: RunControl) async -> RunResult {
        let progress =
            output.json || output.quiet ? nil : ProgressPrinter(style: output.progressStyle, write: Output.progress)
        if let progress { recording.recorder.subscribe { progress.show($0) } }
        if output.json {
            recording.recorder.subscribe { Output.json(JSONLines.line($0)) }
        }
        let runner = ScenarioRunner(
            scenario: recording.scenario, settings: settings, browser: browser, identity: recording.identity,
            client: client)
        let end = await runner.run(into: recording.recorder, control: control)
        let finished = await recording.recorder.finish(at: end, reports: ReportKind.all)
        progress?.end()
        tell(finished)
        return finished.result
    }

    private func tell(_ finished: FinishedRun) {
        self.finished(finished)
        let status = Int(ExitStatus(finished.result).rawValue)
        if output.json {
            Output.json(JSONLines.result(finished.result, folder: finished.folder, exitCode: status))
        } else {
            Output.verdict(
                VerdictText.block(
                    finished.result, folder: finished.folder, files: finished.files, exitCode: status,
                    detail: output.quiet ? .brief : .full, style: output.verdictStyle))
        }
    }
}

/// What signals do to a suite: the first ends the run cleanly, the second ends the process (R21).
private final class Interruption: Sendable {
    private struct State {
        var signal: String?
        var control: RunControl?
    }

    private let state = Mutex(State())

    /// Takes a signal.
    func take(_ name: String) {
        let control = state.withLock { state -> RunControl? in
            if state.signal != nil {
                // Of a terminal that goes its shell and the system both tell, and nobody is there to insist.
                if name == "SIGHUP" { return nil }
                // The browser and its profile go with the pipe that this process holds.
                ExitStatus(signal: name).exit()
            }
            state.signal = name
            return state.control
        }
        control?.stop(.signal(name))
    }

    /// Sets the run that a signal stops; at once when one has come.
    func current(_ control: RunControl) {
        let signal = state.withLock { state in
            state.control = control
            return state.signal
        }
        if let signal { control.stop(.signal(signal)) }
    }
}
