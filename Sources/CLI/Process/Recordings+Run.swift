import BrowserAutomation
import Probes
import Recording
import Reporting
import RunModel
import Runner
import ScenarioModel

extension Recordings {
    /// Runs the scenario to its end, as it was asked for, and closes the bundle.
    ///
    /// - Parameters:
    ///   - settings: What every run has in common.
    ///   - browsers: Where the browser comes from.
    ///   - client: Asks the back end.
    ///   - control: Stops the run.
    /// - Returns: What has become of it.
    func run(
        _ settings: RunSettings, in browsers: BrowserPool, asking client: ProbeClient, control: RunControl
    ) async -> FinishedRun {
        var settings = settings
        settings.scenarioCase = request.scenarioCase
        settings.variation = request.variation
        settings.repetition = request.repetition
        let runner = ScenarioRunner(
            scenario: scenario, settings: settings, browsers: browsers, identity: RunIdentity(id: runID),
            client: client)
        let end = await runner.run(into: recorder, control: control)
        return await recorder.finish(at: end, reports: ReportKind.all)
    }
}
