import ArgumentParser
import BrowserAutomation
import ScenarioModel

/// `endstate run`: runs scenarios and ends with the status of the suite.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run scenarios and prove their final state.",
        discussion: """
            Progress goes to standard error, the verdict to standard output. Exit status: 0 passed, 1 failed, \
            2 nothing was started, 3 inconclusive, 129, 130 and 143 interrupted.

            What several scenarios came to, out of what --json prints:
              jq -c 'select(.kind == "suite") | .runs[] | [.scenario, .verdict]'

            On GitHub Actions every run that does not pass is annotated in its file, the step's summary has the \
            answers, and the step's outputs are `verdict`, `bundle` and `failed`.
            """
    )

    @OptionGroup var selection: ScenarioSelection
    @OptionGroup var environment: EnvironmentFlags
    @OptionGroup var browser: BrowserFlags
    @OptionGroup var plan: PlanFlags
    @OptionGroup var run: RunFlags
    @OptionGroup var output: OutputFlags

    func run() async throws {
        let prepared = try Preparation(selection, environment, browser, plan) { scenarios in
            scenarios.flatMap { scenario in run.variations.compactMap { $0.objection(to: scenario) } }
        }
        let junit = try output.junit.map(JUnitFile.init)
        let requests = RunRequest.all(prepared.scenarios, variations: run.variations, times: run.times)
        let settings = output.settings(keepsAll: run.times > 1)
        let recordings = try Recordings.open(
            requests, prepared.environment, settings, secrets: prepared.browser.attachSecrets)
        let suite = Suite(
            settings: prepared.settings, browser: prepared.browser, client: prepared.client, output: settings,
            workers: run.workers)
        let (suiteStatus, runs) = await suite.run(recordings)
        var status = suiteStatus
        let redactors = Redactors(recordings)
        GitHubActions.current?.tell(runs, json: output.json, masking: redactors)
        if junit?.write(runs, masking: redactors) == false, status == .passed { status = .inconclusive }
        if status != .passed { throw status }
    }
}
