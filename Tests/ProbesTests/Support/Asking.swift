import Foundation
import JSONKit
import Probes
import ScenarioModel
import Testing
import Transport

/// Asks the probe `p` of a scenario, as a run does.
///
/// - Parameters:
///   - probe: What stands behind `p:` in the scenario.
///   - env: The scenario's variables, declared and set.
///   - secrets: The scenario's secrets, declared and set.
///   - forget: Variables that are declared but have no value after all.
///   - stage: What the scenario wants of the probe.
///   - client: Who carries the exchange.
///   - deadline: How long the look may take.
/// - Returns: The answer.
/// - Throws: When the probe is no probe of a scenario.
func ask(
    _ probe: String,
    env: [String: String] = [:],
    secrets: [String: String] = [:],
    forget: Set<String> = [],
    stage: String = "match: { done: true }",
    client: HTTPClient? = nil,
    within deadline: Duration = .seconds(3600)
) async throws -> ProbeAnswer {
    let spec = try #require(parse(probe, env: env, secrets: secrets, stage: stage).probe("p"))
    let variables = Variables(
        run: RunIdentity(id: "r1"), env: env.filter { !forget.contains($0.key) }, secrets: secrets)
    let probes = ProbeClient(http: try client ?? HTTPClient())
    return await probes.ask(spec, variables, deadline: .now + deadline)
}

private func parse(
    _ probe: String, env: [String: String], secrets: [String: String], stage: String
) throws -> Scenario {
    let text = """
        scenario: asking
        needs: { env: [\(env.keys.sorted().joined(separator: ", "))], secrets: [\(secrets.keys.sorted().joined(separator: ", "))] }
        probes:
          p: \(probe)
        steps:
          - trigger: { click: { testid: go } }
        converge:
          within: 10s
          stages:
            done: { probe: p, \(stage) }
          final: { probe: p, match: { state: ok } }

        """
    let parsed = ScenarioParser.parse(text, file: "asking.yaml")
    let complaints = parsed.diagnostics.map(\.title).joined(separator: "; ")
    return try #require(parsed.scenario, "the test's own scenario is wrong: \(complaints)")
}
