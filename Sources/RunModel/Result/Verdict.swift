/// What a run proved.
package enum Verdict: String, Sendable, Hashable, Codable, CaseIterable {
    /// All stages reached once, in order, in budget; settled; the page agrees.
    case passed
    /// Positive evidence that the workflow is broken.
    case failed
    /// Nothing was proven, neither way. Never a pass.
    case inconclusive
    /// A signal ended the run.
    case interrupted
}

/// Why a run did not pass. Open only by a new version of the tool: scripts match on these.
package enum ReasonCode: String, Sendable, Hashable, Codable, CaseIterable {
    /// A step could not be done.
    case actionFailed = "action_failed"
    /// The trigger met nothing that could answer it.
    case actionHadNoEffect = "action_had_no_effect"
    /// A stage was not reached.
    case stageMissing = "stage_missing"
    /// A stage was reached after its budget.
    case stageLate = "stage_late"
    /// A stage happened more often than declared.
    case stageDuplicated = "stage_duplicated"
    /// A stage happened before one it has to follow.
    case stageMisordered = "stage_misordered"
    /// A stage was reached and then undone.
    case stageRegressed = "stage_regressed"
    /// A forbidden state was seen.
    case neverSeen = "never_seen"
    /// The back end arrived and the page does not show it.
    case uiDiverged = "ui_diverged"
    /// The application dropped the correlation ID, so nothing could be traced.
    case correlationLost = "correlation_lost"

    /// Setting up test data failed.
    case setupFailed = "setup_failed"
    /// The application could not be reached before the trigger.
    case appUnreachable = "app_unreachable"
    /// The browser failed.
    case browserFailed = "browser_failed"
    /// A probe did not answer where it had to.
    case probeUnreachable = "probe_unreachable"
    /// A probe refused to answer.
    case probeRejected = "probe_rejected"
    /// A stage held before the trigger.
    case holdsBeforeTrigger = "holds_before_trigger"
    /// The start condition did not hold.
    case givenNotMet = "given_not_met"
    /// Everything was reached, but it could not be shown to last.
    case notSettled = "not_settled"
    /// An order the scenario insists on cannot be told.
    case orderUnknown = "order_unknown"
    /// The bundle could not be written whole.
    case artifactsUnwritable = "artifacts_unwritable"
    /// A secret was found in the bundle.
    case secretLeaked = "secret_leaked"
    /// The hard stop of the run was reached, or the machine slept.
    case timedOut = "timed_out"
    /// The tool itself failed.
    case `internal` = "internal"

    /// The verdict that this reason alone leads to.
    package var verdict: Verdict {
        switch self {
        case .actionFailed, .actionHadNoEffect, .stageMissing, .stageLate, .stageDuplicated, .stageMisordered,
            .stageRegressed, .neverSeen, .uiDiverged, .correlationLost:
            .failed
        case .setupFailed, .appUnreachable, .browserFailed, .probeUnreachable, .probeRejected, .holdsBeforeTrigger,
            .givenNotMet, .notSettled, .orderUnknown, .artifactsUnwritable, .secretLeaked, .timedOut, .internal:
            .inconclusive
        }
    }
}
