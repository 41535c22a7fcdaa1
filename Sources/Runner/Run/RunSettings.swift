package import ScenarioModel

/// What the command line and the environment say of a run, resolved.
package struct RunSettings: Sendable {
    /// Where declared variables and secrets come from.
    package var environment: RunEnvironment
    /// Values for names of `let`, by name.
    package var values: [String: String] = [:]
    /// Values that replace those of the scenario's `converge`.
    package var overrides = PlanOverrides()
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
