import Foundation
import Recording
import ScenarioModel

/// A scenario with the recorder of its run; the bundles' folders are made before anything is started.
struct Recordings {
    /// The scenario.
    let scenario: Scenario
    /// Who and when the run is.
    let identity: ScenarioModel.RunIdentity
    /// Takes the run's events.
    let recorder: BundleRecorder

    /// Makes the folder of a bundle.
    ///
    /// - Parameters:
    ///   - scenario: The scenario.
    ///   - environment: Where its secrets are.
    ///   - output: Where the folder is made.
    ///   - secrets: What else must not be written.
    /// - Throws: `ExitStatus.usage` when that cannot be done.
    static func open(
        _ scenario: Scenario, _ environment: RunEnvironment, _ output: OutputFlags, secrets: [String]
    ) throws -> Recordings {
        let identity = ScenarioModel.RunIdentity(id: Self.makeID())
        let secrets = secrets + scenario.needs.secrets.compactMap { environment[$0.text] }
        do {
            let recorder = try BundleRecorder(
                root: output.output,
                policy: output.artifacts,
                run: Recording.RunIdentity(
                    scenario: scenario.name, runID: identity.id, startedAt: Date().timeIntervalSince1970 * 1000),
                scenario: scenario.text,
                secrets: secrets
            )
            return Recordings(scenario: scenario, identity: identity, recorder: recorder)
        } catch {
            Output.error("endstate: \(error)")
            throw ExitStatus.usage
        }
    }

    /// Eight characters without vowels, so that no ID is a word.
    private static func makeID() -> String {
        String((0..<8).compactMap { _ in "bcdfghjkmnpqrstvwxz23456789".randomElement() })
    }
}
