package import Convergence

/// What is told of a run: the fold of its journal.
package struct RunResult: Sendable {
    /// The first line of the journal; `nil` when not even that was written.
    package var start: RunStarted?
    /// The browser.
    package var browser: BrowserStarted?
    /// The verdict (R19).
    package var verdict: Verdict
    /// Every reason, the first one first (R20).
    package var reasons: [Reason]
    /// The five answers; `nil` for a run that passed.
    package var diagnosis: Diagnosis?
    /// Every stage in file order, then the final state; empty when the trigger was not dispatched.
    package var stages: [StageOutcome]
    /// Every step, in order.
    package var steps: [StepResult]
    /// Time zero, since the run started.
    package var zero: Milliseconds?
    /// When everything had been reached, since time zero.
    package var convergedAt: Milliseconds?
    /// What was proven of the back end; `nil` when the trigger was not dispatched.
    package var watch: WatchOutcome?
    /// Stages that a look showed there before the trigger, where they may be, by name.
    package var heldBefore: Set<String>
    /// The plan.
    package var plan: ConvergencePlan?
    /// Where in the scenario's file the plan's subjects stand, by ``Subject/key``.
    package var places: [String: SourceLocation]
    /// Looks by probe.
    package var looks: [String: LookSummary]
    /// The correlation audit (R18).
    package var audit: CorrelationAudit
    /// The page against the back end.
    package var agreements: [Agreement]
    /// The page said success although a stage was not reached (R20).
    package var uiSaidSuccess: Bool
    /// What was left out of the bundle.
    package var dropped: [Dropped]
    /// Things worth saying that do not change the verdict.
    package var notes: [String]
    /// The notes that tell of something that happened, such as a redelivery; the others say what a rule leaves open.
    package var observations: [String]
    /// The page at the moment of failure, in `blobs/`.
    package var failurePicture: String?
    /// How long the run took, to its last event.
    package var duration: Milliseconds
    /// True when the journal has its last line.
    package var isComplete: Bool
    /// The signal that ended the run.
    package var signal: String?

    /// The reason that decides what the run is called.
    package var firstReason: Reason? { reasons.first }
}

/// One reason.
package struct Reason: Sendable, Hashable, Codable {
    /// The code.
    package var code: ReasonCode
    /// The stage it speaks of.
    package var stage: String?
    /// The boundary to look at.
    package var boundary: Boundary?
    /// The phase, where it matters: `before_trigger`, `trigger`, `after_trigger`, `then`.
    package var phase: String?
    /// One line.
    package var detail: String
    /// The step it speaks of.
    package var step: Int?

    /// Makes a reason.
    package init(
        _ code: ReasonCode,
        stage: String? = nil,
        boundary: Boundary? = nil,
        phase: String? = nil,
        detail: String,
        step: Int? = nil
    ) {
        self.code = code
        self.stage = stage
        self.boundary = boundary
        self.phase = phase
        self.detail = detail
        self.step = step
    }
}

/// One step as it went.
package struct StepResult: Sendable, Hashable {
    /// What began.
    package var started: StepStarted
    /// When, since the run started.
    package var start: Milliseconds
    /// How it ended; `nil` when it did not.
    package var finished: StepFinished?
    /// When it ended.
    package var end: Milliseconds?
    /// What it said.
    package var log: [String] = []

    /// True for a step that ended badly and counts.
    package var failed: Bool { finished?.outcome == .failed }

    /// True for a step that leaves nothing open: it ended well, did not apply, or only cleaned up.
    package var isDone: Bool {
        started.phase == .teardown || finished?.outcome == .passed || finished?.outcome == .skipped
    }
}

/// What one probe did.
package struct LookSummary: Sendable, Hashable, Codable {
    /// All looks.
    package var count = 0
    /// Looks without an answer.
    package var errors = 0
    /// What the last one without an answer said.
    package var lastError: String?
    /// Whom the last one asked, where the journal says it.
    package var address: String?
}

/// Which requests after the trigger carried the correlation ID (R18).
package struct CorrelationAudit: Sendable, Hashable, Codable {
    /// Requests that the application marked itself.
    package var carried = 0
    /// Requests that the tool marked.
    package var added = 0
    /// Requests to allowed origins without the ID, as `METHOD path (initiator)`.
    package var bare: [String] = []
    /// Requests to other origins.
    package var outside = 0
    /// How the trigger's own request went.
    package var trigger: CorrelationMark?
    /// That request, as `METHOD url`.
    package var triggerRequest: String?
}

/// The five answers (convergence, "Diagnosis").
package struct Diagnosis: Sendable, Hashable, Codable {
    /// Which stage did the workflow reach?
    package var reached: String
    /// Which service boundary failed?
    package var boundary: String
    /// Deterministic or timeout?
    package var nature: Nature
    /// The same in words, with its evidence.
    package var natureText: String
    /// Did the user-visible state diverge from the back end's?
    package var divergence: String
    /// Were side effects duplicated, missing, or delayed?
    package var effects: String
    /// What else speaks for it, a line each.
    package var evidence: [String]

    /// Whether waiting longer would have helped.
    package enum Nature: String, Sendable, Hashable, Codable, CaseIterable {
        /// A rule is broken for good.
        case contradicted
        /// Nothing moves any more.
        case stalled
        /// It was still moving when time was up.
        case stillMoving = "still_moving"
        /// The back end was never asked.
        case notAsked = "not_asked"
    }

    /// The five answers in order.
    package var lines: [String] { [reached, boundary, natureText, divergence, effects] }
}
