import Convergence
import RunModel

/// The verdict in one sentence, without its full stop.
struct Headline {
    let result: RunResult

    /// The sentence.
    var sentence: Markup {
        switch result.verdict {
        case .passed: passed
        case .failed: failed
        case .inconclusive: "Nothing was proven: \(doubt)"
        case .interrupted: interrupted
        }
    }

    /// The window's title: what tells one report from another among many.
    var title: Markup {
        let name = result.start?.title ?? "run"
        let reason = result.firstReason
        switch result.verdict {
        case .passed: return "\(name) passed"
        case .interrupted: return "\(name) was interrupted"
        case .failed, .inconclusive:
            let place: Markup = reason?.boundary.map { " at \(Words.plain($0))" } ?? ""
            return "\(name) \(result.verdict.rawValue): \(reason?.code.rawValue ?? "")\(place)"
        }
    }

    private var passed: Markup {
        guard let converged = result.convergedAt else { return "The workflow reached its final state" }
        let settle = result.plan?.settle ?? 0
        let kept: Markup = settle > 0 ? " and kept it for \(Words.unbroken(settle))" : ""
        return "The workflow reached its final state \(Words.unbroken(converged)) after the trigger\(kept)"
    }

    private var interrupted: Markup {
        guard let signal = result.signal else { return "The run broke off: its journal ends before it did" }
        return "The run was interrupted by \(signal) after \(Words.unbroken(result.duration))"
    }

    private var failed: Markup {
        guard let reason = result.firstReason else { return "The workflow is broken" }
        let place: Markup = reason.boundary.map { " at \(Words.place($0))" } ?? ""
        return "Broken\(place): \(broken(reason))"
    }

    private func broken(_ reason: Reason) -> Markup {
        switch reason.code {
        case .stageMissing: "\(subject(reason)) did not come"
        case .stageLate: "\(subject(reason)) came too late"
        case .stageDuplicated: "\(subject(reason)) happened too often"
        case .stageMisordered: "\(subject(reason)) came in the wrong order"
        case .stageRegressed: "\(subject(reason)) did not stay"
        case .neverSeen: "a state that must never be was seen"
        case .correlationLost: "the correlation ID was lost, so \(subject(reason)) cannot be traced"
        case .uiDiverged: "the back end arrived, and the page does not show it"
        case .actionHadNoEffect: "the trigger met nothing that answers it"
        case .actionFailed: action(reason)
        default: "\(reason.detail.shortened)"
        }
    }

    private func action(_ reason: Reason) -> Markup {
        switch reason.phase {
        case "trigger": "the trigger could not be carried out"
        case "then": "the back end arrived, and the page could not be used after it"
        case "after_trigger": "a step after the trigger could not be done"
        default: "a step before the trigger could not be done"
        }
    }

    private func subject(_ reason: Reason) -> Markup {
        guard let stage = reason.stage else { return "a stage" }
        return stage == Subject.final.description ? "the final state" : Words.code(stage)
    }

    private var doubt: Markup {
        guard let reason = result.firstReason else { return "the run ended before it had settled" }
        switch reason.code {
        case .setupFailed: return "the test data could not be set up"
        case .appUnreachable: return "the application could not be reached"
        case .browserFailed: return "the browser failed"
        case .probeUnreachable: return "a probe did not answer"
        case .probeRejected: return "a probe was refused"
        case .holdsBeforeTrigger: return "\(subject(reason)) was there before the trigger"
        case .givenNotMet: return "the start condition did not hold"
        case .notSettled: return "everything was reached, but whether it lasts could not be seen"
        case .orderUnknown: return "everything was reached, but in which order cannot be told"
        case .artifactsUnwritable: return "the bundle could not be written whole"
        case .secretLeaked: return "a secret was found in the bundle, and what had it was withheld"
        case .timedOut: return "the run was stopped, or its clock jumped"
        case .internal: return "the run broke off"
        default: return "\(reason.detail.shortened)"
        }
    }
}
