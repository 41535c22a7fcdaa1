import Foundation
import Recording
import ScenarioModel

/// A scenario with the recorder of its run; the bundles' folders are made before anything is started.
struct Recordings {
    /// What is run.
    let request: RunRequest
    /// The run's ID. When it is, it knows itself once it is started.
    let runID: String
    /// Takes the run's events.
    let recorder: BundleRecorder

    /// The scenario.
    var scenario: Scenario { request.scenario }

    /// Makes the folders of all bundles, or none.
    ///
    /// - Parameters:
    ///   - requests: The runs.
    ///   - environment: Where their secrets are.
    ///   - output: Where the folders are made.
    ///   - secrets: What else must not be written.
    /// - Returns: A recording for each.
    /// - Throws: `ExitStatus.usage` when one cannot be made; those that were are gone again, because nothing was started.
    static func open(
        _ requests: [RunRequest], _ environment: RunEnvironment, _ output: OutputSettings, secrets: [String]
    ) throws -> [Recordings] {
        var opened: [Recordings] = []
        do {
            for request in requests { opened.append(try open(request, environment, output, secrets)) }
        } catch {
            for recording in opened { recording.recorder.discard() }
            throw error
        }
        return opened
    }

    private static func open(
        _ request: RunRequest, _ environment: RunEnvironment, _ output: OutputSettings, _ secrets: [String]
    ) throws -> Recordings {
        let runID = Self.makeID()
        let secrets = secrets + request.scenario.needs.secrets.compactMap { environment[$0.text] }
        do {
            let recorder = try BundleRecorder(
                root: output.output,
                policy: output.artifacts,
                run: BundleName(
                    scenario: request.title, runID: runID, startedAt: Date().timeIntervalSince1970 * 1000),
                scenario: request.scenario.wholeText,
                secrets: secrets
            )
            return Recordings(request: request, runID: runID, recorder: recorder)
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
