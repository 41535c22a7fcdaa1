package import Convergence
package import RunModel

extension RunDocument {
    /// One stage, or the final state.
    package struct StagePart: Sendable, Hashable, Codable {
        /// The stage's name.
        package var name: String
        /// The judgement.
        package var status: StageOutcome.Status
        /// The probe that speaks of it.
        package var probe: String
        /// The boundary it proves.
        package var boundary: BoundaryPart?
        /// When it was first seen reached.
        package var reachedAtMs: Double?
        /// By when it had to be.
        package var budgetMs: Double
        /// The latest count.
        package var count: Int?
        /// What had to be counted.
        package var expected: ExpectedPart?
        /// The count before the trigger.
        package var base: Int?
        /// The identities of the latest count.
        package var identities: [String]?
        /// Identities that were delivered again.
        package var redelivered: [String]
        /// When it happened by the system's own clock, in milliseconds since 1970.
        package var timeMs: Double?
        /// How often it flickered.
        package var flickers: Int
        /// What the judgement rests on; empty when there is nothing to say.
        package var detail: String
        /// What cannot be told about its order.
        package var orderNotes: [String]

        init(_ stage: StageOutcome) {
            name = stage.subject.description
            status = stage.status
            probe = stage.probe
            boundary = stage.boundary.map(BoundaryPart.init)
            reachedAtMs = stage.reachedAt?.rounded3
            budgetMs = stage.budget.rounded3
            count = stage.reading?.count
            expected = stage.expected.map(ExpectedPart.init)
            base = stage.base
            identities = stage.reading?.identities
            redelivered = stage.redelivered
            timeMs = stage.reading?.time
            flickers = stage.flickers
            detail = stage.detail.shortened
            orderNotes = stage.orderNotes
        }
    }

    /// What had to be counted: exactly one of the two is there.
    package struct ExpectedPart: Sendable, Hashable, Codable {
        /// Exactly this many.
        package var exactly: Int?
        /// This many more than before the trigger; fewer when negative.
        package var changesBy: Int?

        init(_ rule: Condition.CountRule) {
            switch rule {
            case .exactly(let count): exactly = count
            case .changesBy(let change): changesBy = change
            }
        }
    }

    /// One step.
    package struct StepPart: Sendable, Hashable, Codable {
        /// Its number in the run, from 0.
        package var index: Int
        /// The step in the scenario's words.
        package var name: String
        /// The phase it belongs to.
        package var phase: Phase
        /// The line in the scenario's file, or in ``file``.
        package var line: Int
        /// The file, where it is another than the scenario's: a fragment that it uses.
        package var file: String?
        /// True for the action under verification.
        package var trigger: Bool
        /// How it ended; nothing when it did not.
        package var outcome: StepFinished.Outcome?
        /// When it began, since the run started.
        package var startMs: Double
        /// How long it took.
        package var durationMs: Double?
        /// Why it failed.
        package var error: ErrorPart?
        /// A picture of the page after it, in `blobs/`.
        package var screenshot: String?

        init(_ step: StepResult) {
            index = step.started.index
            name = step.started.name
            phase = step.started.phase
            line = step.started.location.line
            file = step.started.location.file
            trigger = step.started.isTrigger
            outcome = step.finished?.outcome
            startMs = step.start.rounded3
            durationMs = step.end.map { ($0 - step.start).rounded3 }
            error = step.finished?.error.map(ErrorPart.init)
            screenshot = step.finished?.screenshot
        }
    }

    /// Why a step failed.
    package struct ErrorPart: Sendable, Hashable, Codable {
        /// The kind of failure.
        package var kind: StepFailure.Kind
        /// One line: what, where, what to do.
        package var message: String
        /// What was expected.
        package var expected: String?
        /// What was there instead.
        package var actual: String?
        /// What was tried, line by line.
        package var log: [String]

        init(_ failure: StepFailure) {
            kind = failure.kind
            message = failure.message.shortened
            expected = failure.expected?.shortened
            actual = failure.actual?.shortened
            log = failure.log.map(\.shortened)
        }
    }
}
