import Dispatch
import Foundation
import Recording
import Reporting
import RunModel
import ScenarioModel

/// What is told of a suite while it runs and when it has: progress on standard error, data on standard output.
///
/// Runs go on side by side, but each is told whole: nothing of another comes between the lines of a verdict.
final class Telling: Sendable {
    private let output: OutputSettings
    private let isSuite: Bool
    /// Whether the same is run many times: then only what differs is told in full.
    private let areRepeated: Bool
    private let progress: ProgressPrinter?
    /// Where nothing is kept, what became a secret late is masked nowhere else.
    private let redactors: Redactors
    /// Not the threads that runs need: a reader may take its time.
    private let queue = DispatchQueue(label: "endstate.telling")

    /// Starts to tell.
    ///
    /// - Parameters:
    ///   - output: How.
    ///   - recordings: All runs, in file order.
    ///   - workers: How many runs go on at a time.
    init(_ output: OutputSettings, _ recordings: [Recordings], workers: Int) {
        self.output = output
        redactors = Redactors(recordings)
        isSuite = recordings.count > 1
        areRepeated = recordings.contains { $0.request.repetition != nil }
        let names = recordings.map(\.request.title)
        let areTold = !output.json && !output.quiet
        progress =
            areTold
            ? ProgressPrinter(
                style: output.progressStyle, names: isSuite && workers > 1 ? names : [], write: Output.progress) : nil
    }

    /// Tells of a run as it goes on.
    ///
    /// - Parameters:
    ///   - recording: The run.
    ///   - number: Its place in file order.
    func follow(_ recording: Recordings, number: Int) {
        if let progress { recording.recorder.subscribe { progress.show($0, of: number) } }
        guard output.json else { return }
        let run = runName(recording)
        recording.recorder.subscribe { Output.json(JSONLines.line($0, run: run)) }
    }

    /// Tells what has become of a run.
    ///
    /// - Parameters:
    ///   - finished: The run.
    ///   - recording: The same, as it was started.
    ///   - number: Its place in file order.
    ///   - isFirst: Whether none has been told before.
    func tell(_ finished: FinishedRun, _ recording: Recordings, number: Int, isFirst: Bool) async {
        let run = SuiteRun(finished)
        if output.json {
            let line = redactors.mask(
                json: JSONLines.result(
                    run.result, folder: run.folder, exitCode: run.exitCode, run: runName(recording)))
            return await onQueue { Output.json(line) }
        }
        let block = VerdictText.block(
            run.result, folder: run.folder, files: finished.files, exitCode: run.exitCode,
            detail: output.quiet || (areRepeated && run.result.verdict == .passed) ? .brief : .full,
            style: output.verdictStyle)
        let text = (isFirst || output.quiet || areRepeated ? "" : "\n") + redactors.mask(block)
        if let progress { return await progress.end(number) { Output.verdict(text) } }
        await onQueue { Output.verdict(text) }
    }

    /// Sums up; of a single run everything has been told.
    ///
    /// - Parameters:
    ///   - finished: All runs in file order.
    ///   - duration: How long all of them took.
    ///   - status: What the process will end with.
    func sum(_ finished: [FinishedRun], duration: Duration, status: ExitStatus) async {
        guard isSuite else { return }
        let runs = finished.map(SuiteRun.init)
        let milliseconds = duration / .milliseconds(1)
        if output.json {
            let line = redactors.mask(
                json: JSONLines.suite(runs, duration: milliseconds, exitCode: Int(status.rawValue)))
            return await onQueue { Output.json(line) }
        }
        let block =
            areRepeated
            ? FlakeText.block(runs, duration: milliseconds, style: output.verdictStyle)
            : SuiteText.block(runs, duration: milliseconds, style: output.verdictStyle)
        let text = "\n" + redactors.mask(block)
        await onQueue { Output.verdict(text) }
    }

    /// Takes away what is drawn of progress and draws nothing more, before the process ends at once.
    func close() { progress?.close() }

    /// The run's name on its lines; nothing where there is only one.
    private func runName(_ recording: Recordings) -> String? { isSuite ? recording.runID : nil }

    private func onQueue(_ work: @escaping @Sendable () -> Void) async {
        await withCheckedContinuation { continuation in
            queue.async {
                work()
                continuation.resume()
            }
        }
    }
}

extension SuiteRun {
    /// A run that is over, with the status that it alone stands for.
    init(_ finished: FinishedRun) {
        self.init(
            result: finished.result, folder: finished.folder, files: finished.files,
            exitCode: Int(ExitStatus(finished.result).rawValue))
    }
}
