package import JSONKit

/// One of several runs that a scenario asks for: what differs between them.
package struct ScenarioCase: Sendable, Hashable {
    /// The values, by what stands behind `case.`; each member of a map stands beside the map, as `user.name`.
    package var values: [String: JSON]
    /// The case as it was written, on one line and shortened: `plan: pro`.
    package var label: String
    /// Where it stands.
    package var span: SourceSpan
    /// The names of its values, as they were written; those of a map's members behind its own, as `user.name`.
    var names: [Name]
}
