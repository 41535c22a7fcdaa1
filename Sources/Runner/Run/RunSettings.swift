package import RunModel
package import ScenarioModel

/// What the command line and the environment say of a run, resolved.
package struct RunSettings: Sendable {
    /// Where declared variables and secrets come from.
    package var environment: RunEnvironment
    /// Values for names of `let`, by name.
    package var values: [String: String] = [:]
    /// The case that is run, of a scenario that has cases.
    package var scenarioCase: ScenarioCase?
    /// Values that replace those of the scenario's `converge`.
    package var overrides = PlanOverrides()
    /// How the run differs from its scenario on purpose.
    package var variation: Variation?
    /// Which of several runs of the same it is, from 1.
    package var repetition: Int?
    /// The hard stop of the whole run.
    package var timeout: Duration?
    /// Name and version of the tool.
    package var tool: String
    /// The seed of the schedule's jitter.
    package var seed: UInt64 = UInt64.random(in: 0 ... .max)

    /// Makes settings.
    package init(environment: RunEnvironment, tool: String) {
        self.environment = environment
        self.tool = tool
    }
}
