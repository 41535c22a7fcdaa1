import ArgumentParser
import BrowserAutomation
import Foundation
import Probes
import Recording
import RunModel
import Runner
import ScenarioModel
import Transport

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
    @OptionGroup var run: RunFlags
    @OptionGroup var output: OutputFlags

    func run() async throws {
        var environment = try environment.load()
        let settings = try run.settings()
        let browser = try browser.options()
        var values: [String: String] = [:]
        let scenarios = try selection.load { scenarios in
            let applied = environment.apply(settings, to: scenarios)
            values = applied.overrides
            return applied.diagnostics + environment.check(scenarios)
        }
        let junit = try output.junit.map(JUnitFile.init)
        let http: HTTPClient
        do {
            http = try HTTPClient(trustedCertificates: browser.trustedCertificates)
        } catch {
            Output.error("endstate: HTTP cannot be used: \(error); check the libcurl library")
            throw ExitStatus.inconclusive
        }
        let recordings = try Recordings.open(scenarios, environment, output, secrets: browser.attachSecrets)
        var runSettings = RunSettings(environment: environment, tool: Version.text)
        runSettings.values = values
        runSettings.overrides = run.overrides
        runSettings.timeout = run.timeout?.duration
        let suite = Suite(
            settings: runSettings, browser: browser, client: ProbeClient(http: http), output: output,
            workers: run.workers)
        let (suiteStatus, runs) = await suite.run(recordings)
        var status = suiteStatus
        let redactors = Redactors(recordings)
        GitHubActions.current?.tell(runs, json: output.json, masking: redactors)
        if junit?.write(runs, masking: redactors) == false, status == .passed { status = .inconclusive }
        if status != .passed { throw status }
    }
}
