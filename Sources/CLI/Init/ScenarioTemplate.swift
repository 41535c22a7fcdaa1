/// The scenario that `endstate init` writes: a file of its own, which is a scenario as it stands.
enum ScenarioTemplate {
    /// The name in the file, which is that of a new scenario unless it is given another.
    static let name = "first-workflow"

    /// Where a first scenario goes.
    static let folder = "Scenarios"

    private static let text = String(decoding: PackageResources.first_workflow_yaml, as: UTF8.self)

    /// The scenario under a name.
    ///
    /// - Parameter name: One that a scenario can have, so that it cannot be anything else to YAML.
    /// - Returns: The text of the file.
    static func text(name: String) -> String {
        text.replacing("\nscenario: \(Self.name)\n", with: "\nscenario: \(name)\n", maxReplacements: 1)
    }
}
