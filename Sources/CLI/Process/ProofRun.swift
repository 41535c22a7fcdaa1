import BrowserAutomation
import Recording
import Reporting
import RunModel
import Runner
import Synchronization

/// One of the two runs of a proof, whose bundle's folder is there before it begins.
final class ProofRun: Sendable {
    /// What is run, and its recorder.
    let recording: Recordings
    /// Stops it.
    let stop = RunControl()

    private let number: Int
    private let hasBegun = Mutex(false)

    /// Takes charge of a run; nothing is started yet.
    ///
    /// - Parameters:
    ///   - recording: The run.
    ///   - number: Its place among all runs of the command.
    init(_ recording: Recordings, number: Int) {
        self.recording = recording
        self.number = number
    }

    /// Runs it to its end.
    ///
    /// - Parameters:
    ///   - prepared: What it needs.
    ///   - browsers: Where its browser comes from.
    ///   - progress: Shows how it is going; `nil` shows nothing.
    /// - Returns: What has become of it, and its journal.
    func run(
        _ prepared: Preparation, in browsers: BrowserPool, showing progress: ProgressPrinter?
    ) async -> (finished: FinishedRun, events: [RunEvent]) {
        hasBegun.withLock { $0 = true }
        let events = Mutex<[RunEvent]>([])
        recording.recorder.subscribe { event in events.withLock { $0.append(event) } }
        if let progress { show(on: progress) }
        let finished = await recording.run(
            prepared.settings, in: browsers, asking: prepared.client, control: stop)
        await progress?.end(number)
        return (finished, events.withLock { $0 })
    }

    /// Removes the bundle's folder, unless the run has begun: then something is recorded in it.
    func discard() {
        hasBegun.withLock { hasBegun in
            if !hasBegun { recording.recorder.discard() }
        }
    }

    private func show(on progress: ProgressPrinter) {
        let number = number
        guard recording.request.variation == .triggerLeftOut else {
            recording.recorder.subscribe { progress.show($0, of: number) }
            return
        }
        let control = Mutex(ControlProgress())
        recording.recorder.subscribe { event in
            if let shown = control.withLock({ $0.shown(event) }) { progress.show(shown, of: number) }
        }
    }
}
