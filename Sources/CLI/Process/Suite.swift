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

    /// Runs all.
    ///
    /// - Parameter recordings: The scenarios with their recorders.
    /// - Returns: The status of the whole suite.
    func run(_ recordings: [Recordings]) async -> ExitStatus {
        let interruption = Interruption()
        let watch = SignalWatch { interruption.take($0) }
        var statuses: [ExitStatus] = []
        for recording in recordings {
            let control = RunControl()
            // A suite that was interrupted starts nothing more; each bundle still tells so.
            interruption.current(control)
            statuses.append(await run(recording, control))
        }
        watch.stop()
        return ExitStatus(suite: statuses)
    }

    private func run(_ recording: Recordings, _ control: RunControl) async -> ExitStatus {
        let progress =
            output.json || output.quiet
            ? nil
            : ProgressPrinter(style: output.progressStyle) { text in
                try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
            }
        if let progress { recording.recorder.subscribe { progress.show($0) } }
        if output.json {
            recording.recorder.subscribe { Output.data(String(decoding: JSONLines.line($0), as: UTF8.self)) }
        }
        let runner = ScenarioRunner(
            scenario: recording.scenario, settings: settings, browser: browser, identity: recording.identity,
            client: client)
        let end = await runner.run(into: recording.recorder, control: control)
        let finished = await recording.recorder.finish(at: end) { result, files in
            [ReportFile(path: "run.json", contents: Array(RunDocument(result, files: files).encoded()))]
        }
        progress?.end()
        tell(finished)
        return ExitStatus(finished.result)
    }

    private func tell(_ finished: FinishedRun) {
        if output.json {
            Output.data(String(decoding: JSONLines.result(finished.result, folder: finished.folder), as: UTF8.self))
        } else {
            Output.data(VerdictText.block(finished.result, folder: finished.folder, style: output.verdictStyle))
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
            // The browser and its profile go with the pipe that this process holds.
            if state.signal != nil { ExitStatus(signal: name).exit() }
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
