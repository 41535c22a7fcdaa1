import Convergence
import RunModel

/// A step, for the axis.
struct StepData: Encodable {
    /// Its number in the run, from 0.
    var index: Int
    /// The step in the scenario's words.
    var name: String
    /// The phase it belongs to.
    var phase: String
    /// Where it stands in the scenario.
    var at: String
    /// When it began.
    var start: Double
    /// When it ended.
    var end: Double?
    /// How it ended.
    var outcome: String?
    /// True for the action under verification.
    var trigger: Bool
    /// What it said.
    var log: [String]
    /// Why it failed.
    var error: Failure?
    /// What an act set off.
    var effect: Effect?
    /// The page after it, in `blobs/`.
    var picture: String?

    /// Why a step failed.
    struct Failure: Encodable {
        /// One line.
        var message: String
        /// What was expected.
        var expected: String?
        /// What was there instead.
        var actual: String?
    }

    /// What an act set off.
    struct Effect: Encodable {
        /// Whether anything was there to answer it.
        var listener: Bool
        /// What was observed.
        var observed: [String]
    }

    private static let logLines = 60

    init(_ step: StepResult, _ record: RunRecord, texts: inout TextStore) {
        index = step.started.index
        name = texts.words(step.started.name, limit: 600) ?? "step \(step.started.number)"
        phase = step.started.phase.rawValue
        at = step.started.location.text(in: record.result.start?.file ?? "scenario")
        start = step.start.tenth
        end = step.end?.tenth
        outcome = step.finished?.outcome.rawValue
        trigger = step.started.isTrigger
        log = ((step.finished?.error?.log ?? []) + step.log).suffix(Self.logLines).compactMap {
            texts.words($0, limit: 600)
        }
        error = step.finished?.error.map { error in
            Failure(
                message: texts.words(error.message) ?? error.kind.rawValue, expected: texts.words(error.expected),
                actual: texts.words(error.actual))
        }
        effect = step.finished?.effect.map { Effect(listener: $0.listener, observed: $0.observed) }
        picture = step.finished?.screenshot
    }
}
