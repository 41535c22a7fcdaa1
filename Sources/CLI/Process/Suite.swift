import BrowserAutomation
import Foundation
import Probes
import Recording
import Reporting
import RunModel
import Runner
import ScenarioModel

/// Runs scenarios in one browser, as many at a time as there are workers, and tells of each.
struct Suite {
    let settings: RunSettings
    let browser: BrowserOptions
    let client: ProbeClient
    let output: OutputSettings
    let workers: Int
    /// False for whoever says himself what became of the runs.
    var tellsVerdicts = true

    /// Runs all.
    ///
    /// - Parameter recordings: The scenarios with their recorders.
    /// - Returns: The status of the whole suite, and what has become of each run, in file order.
    func run(_ recordings: [Recordings]) async -> (status: ExitStatus, runs: [FinishedRun]) {
        let controls = recordings.map { _ in RunControl() }
        let telling = Telling(output, recordings, workers: workers, tellsVerdicts: tellsVerdicts)
        let interruption = Interruption(controls) { telling.close() }
        let watch = SignalWatch { interruption.take($0) }
        let start = ContinuousClock.now
        let (status, runs) = await withBrowserPool(browser, runs: recordings.count) { browsers in
            let finished = await carryOut(recordings, controls, telling, browsers)
            let status = ExitStatus(suite: finished.map { ExitStatus($0.result) })
            await telling.sum(finished, duration: .now - start, status: status)
            return (status, finished)
        }
        watch.stop()
        return (status, runs)
    }

    /// Runs all, each when the schedule lets it start.
    ///
    /// - Returns: The runs in file order.
    private func carryOut(
        _ recordings: [Recordings], _ controls: [RunControl], _ telling: Telling, _ browsers: BrowserPool
    ) async -> [FinishedRun] {
        var schedule = Schedule(exclusive: recordings.map(\.scenario.runsAlone), workers: workers)
        return await withTaskGroup(of: (number: Int, finished: FinishedRun).self) { group in
            var finished: [Int: FinishedRun] = [:]
            while !schedule.isOver {
                while let number = schedule.start() {
                    telling.follow(recordings[number], number: number)
                    group.addTask {
                        (number, await run(recordings[number], controls[number], browsers))
                    }
                }
                guard let ended = await group.next() else { break }
                schedule.end(ended.number)
                await telling.tell(
                    ended.finished, recordings[ended.number], number: ended.number, isFirst: finished.isEmpty)
                finished[ended.number] = ended.finished
            }
            return finished.sorted { $0.key < $1.key }.map(\.value)
        }
    }

    private func run(_ recording: Recordings, _ control: RunControl, _ browsers: BrowserPool) async -> FinishedRun {
        var settings = settings
        settings.scenarioCase = recording.request.scenarioCase
        settings.variation = recording.request.variation
        settings.repetition = recording.request.repetition
        let runner = ScenarioRunner(
            scenario: recording.scenario, settings: settings, browsers: browsers,
            identity: RunIdentity(id: recording.runID),
            client: client)
        let end = await runner.run(into: recording.recorder, control: control)
        return await recording.recorder.finish(at: end, reports: ReportKind.all)
    }
}
