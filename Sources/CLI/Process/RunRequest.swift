import RunModel
import ScenarioModel

/// One run to be made of a scenario.
struct RunRequest {
    /// The scenario.
    let scenario: Scenario
    /// The case, of a scenario that has cases.
    var scenarioCase: ScenarioCase?
    /// How the run differs from it on purpose.
    var variation: Variation?
    /// Which of several runs of the same it is, from 1.
    var repetition: Int?

    /// What the run is called.
    var title: String {
        RunStarted.title(
            scenario.name, scenarioCase: scenarioCase?.label, variation: variation, repetition: repetition)
    }

    /// All runs of scenarios, those of one scenario one after another.
    ///
    /// - Parameters:
    ///   - scenarios: The scenarios.
    ///   - variations: One run for each, in this order; `nil` is the scenario as it says, as it is without any.
    ///   - times: How often each.
    /// - Returns: The runs.
    static func all(_ scenarios: [Scenario], variations: [Variation?] = [], times: Int = 1) -> [RunRequest] {
        let variations = variations.isEmpty ? [nil] : variations
        return scenarios.flatMap(Self.each).flatMap { request in
            variations.flatMap { variation in
                (1...times).map { number in
                    var request = request
                    request.variation = variation
                    request.repetition = times > 1 ? number : nil
                    return request
                }
            }
        }
    }

    /// One run for each case of a scenario.
    private static func each(_ scenario: Scenario) -> [RunRequest] {
        scenario.cases.isEmpty
            ? [RunRequest(scenario: scenario)]
            : scenario.cases.map { RunRequest(scenario: scenario, scenarioCase: $0) }
    }
}
