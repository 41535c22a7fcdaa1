import BrowserAutomation
import Probes
import Runner
import ScenarioModel
import Transport

/// Everything a command needs before it starts anything: what is wrong is told at once, and nothing was started.
struct Preparation {
    /// The scenarios, without fault.
    let scenarios: [Scenario]
    /// Where their variables and secrets come from.
    let environment: RunEnvironment
    /// What every run has in common.
    let settings: RunSettings
    /// The browser to start.
    let browser: BrowserOptions
    /// Asks the back end.
    let client: ProbeClient

    /// Reads the command line and the scenarios.
    ///
    /// - Parameters:
    ///   - selection: Which scenarios.
    ///   - environment: Their variables.
    ///   - browser: The browser.
    ///   - plan: What is changed of them.
    ///   - check: What else has to hold of them.
    /// - Throws: `ExitStatus.usage` when anything is wrong, `ExitStatus.inconclusive` when HTTP cannot be used.
    init(
        _ selection: ScenarioSelection, _ environment: EnvironmentFlags, _ browser: BrowserFlags, _ plan: PlanFlags,
        check: ([Scenario]) -> [Diagnostic] = { _ in [] }
    ) throws {
        var loaded = try environment.load()
        let given = try plan.settings()
        let options = try browser.options()
        var values: [String: String] = [:]
        scenarios = try selection.load { scenarios in
            let applied = loaded.apply(given, to: scenarios)
            values = applied.overrides
            return applied.diagnostics + loaded.check(scenarios) + check(scenarios)
        }
        do {
            client = ProbeClient(http: try HTTPClient(trustedCertificates: options.trustedCertificates))
        } catch {
            Output.error("endstate: HTTP cannot be used: \(error); check the libcurl library")
            throw ExitStatus.inconclusive
        }
        var settings = RunSettings(environment: loaded, tool: Version.text)
        settings.values = values
        settings.overrides = plan.overrides
        settings.timeout = plan.timeout
        self.settings = settings
        self.environment = loaded
        self.browser = options
    }
}
