package import JSONKit

/// The scenario language as a JSON Schema (draft 2020-12), for editors.
///
/// It takes its keys from the decoder's own lists, and a test holds both against each other key by key. What a schema
/// cannot say is left to `check`: whether a name is that of a probe, a stage or a variable, whether a count is this
/// run's own, what YAML makes of a text without quotes. An editor types a scalar by itself, so a text may also be a
/// number or a flag here; nothing at all is no text.
package enum ScenarioSchema {
    /// The schema.
    package static let json: JSON = SchemaPart.document(
        title: "Endstate scenario",
        description:
            "When a user does X, the whole system ends in state Y, once, in order, in time, and the user sees it.",
        root: SchemaPart.when(
            isFragment, then: SchemaPart.reference("fragment"), otherwise: SchemaPart.reference("scenario")),
        definitions: definitions
    )

    /// What stands in several places.
    private static var definitions: [String: JSON] {
        var definitions: [String: JSON] = [
            scalars, patterns, locators, expectations, requests, captures, conditions, probes, acts, steps, fragments,
        ]
        .reduce(into: [:]) { $0.merge($1) { first, _ in first } }
        definitions["scenario"] = scenario
        return definitions
    }
}
