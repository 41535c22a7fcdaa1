package import Convergence

/// What a bundle is named after.
package struct BundleName: Sendable, Hashable {
    /// The scenario's name; any text.
    package var scenario: String
    /// The run's own name.
    package var runID: String
    /// When it started, in milliseconds since 1970.
    package var startedAt: Milliseconds

    /// Makes a value.
    package init(scenario: String, runID: String, startedAt: Milliseconds) {
        self.scenario = scenario
        self.runID = runID
        self.startedAt = startedAt
    }
}
