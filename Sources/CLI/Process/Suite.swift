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

    /// Runs all.
    ///
    /// - Parameter recordings: The scenarios with their recorders.
    /// - Returns: The status of the whole suite, and what has become of each run, in file order.
    func run(_ recordings: [Recordings]) async -> (status: ExitStatus, runs: [FinishedRun]) {
        let controls = recordings.map { _ in RunControl() }
        let telling = Telling(output, recordings, workers: workers)
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
                        let finished = await recordings[number].run(
                            settings, in: browsers, asking: client, control: controls[number])
                        return (number, finished)
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
}
