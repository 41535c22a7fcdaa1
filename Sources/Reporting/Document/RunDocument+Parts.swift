import Convergence
import Foundation
package import RunModel

extension RunDocument {
    /// What was run.
    package struct ScenarioPart: Sendable, Hashable, Codable {
        /// The scenario's name.
        package var name: String
        /// The scenario's outcome in words.
        package var outcome: String
        /// The scenario's file, as it was named.
        package var file: String
        /// SHA-256 of its text, in hexadecimal.
        package var digest: String
        /// The values of the case that was run, of a scenario that has cases.
        package var scenarioCase: String?
        /// How the run differs from it on purpose.
        package var variation: Variation?
        /// Which of several runs of the same it is, from 1.
        package var repetition: Int?

        init(_ start: RunStarted) {
            name = start.scenario
            outcome = start.outcome
            file = start.file
            digest = start.digest
            scenarioCase = start.scenarioCase
            variation = start.variation
            repetition = start.repetition
        }
    }

    /// The browser.
    package struct BrowserPart: Sendable, Hashable, Codable {
        /// Product and version.
        package var version: String
        /// The executable; `attached` for a browser that was running already.
        package var path: String
    }

    /// One reason.
    package struct ReasonPart: Sendable, Hashable, Codable {
        /// The code.
        package var code: ReasonCode
        /// What it alone leads to.
        package var verdict: Verdict
        /// The stage it speaks of.
        package var stage: String?
        /// The boundary to look at.
        package var boundary: BoundaryPart?
        /// The phase, where it matters.
        package var phase: String?
        /// One line.
        package var detail: String
        /// The number of the step it speaks of, from 0.
        package var step: Int?

        init(_ reason: Reason) {
            code = reason.code
            verdict = reason.code.verdict
            stage = reason.stage
            boundary = reason.boundary.map(BoundaryPart.init)
            phase = reason.phase
            detail = reason.detail.shortened
            step = reason.step
        }
    }

    /// The two services that meet.
    package struct BoundaryPart: Sendable, Hashable, Codable {
        /// The service that hands over.
        package var from: String
        /// The service that has to take it.
        package var to: String

        init(_ boundary: Boundary) {
            from = boundary.from
            to = boundary.to
        }
    }

    /// The five answers.
    package struct DiagnosisPart: Sendable, Hashable, Codable {
        /// Which stage did the workflow reach?
        package var reached: String
        /// Which service boundary failed?
        package var boundary: String
        /// Whether waiting longer would have helped.
        package var nature: Diagnosis.Nature
        /// The same in words.
        package var natureText: String
        /// Did the user-visible state diverge from the back end's?
        package var diverged: String
        /// Were side effects duplicated, missing, or delayed?
        package var effects: String
        /// What else speaks for it.
        package var evidence: [String]

        init(_ diagnosis: Diagnosis) {
            reached = diagnosis.reached
            boundary = diagnosis.boundary
            nature = diagnosis.nature
            natureText = diagnosis.natureText
            diverged = diagnosis.divergence
            effects = diagnosis.effects
            evidence = diagnosis.evidence
        }
    }

    /// The page and the back end, side by side.
    package struct AgreementPart: Sendable, Hashable, Codable {
        /// What the page shows.
        package var ui: String?
        /// Where on the page.
        package var locator: String
        /// What the back end says.
        package var backend: String?
        /// Where in the back end.
        package var source: String
        /// Whether they agree.
        package var agrees: Bool

        init(_ agreement: Agreement) {
            ui = agreement.ui?.shortened
            locator = agreement.locator
            backend = agreement.backend?.shortened
            source = agreement.source
            agrees = agreement.agrees
        }
    }

    /// What one probe did.
    package struct LookPart: Sendable, Hashable, Codable {
        /// All looks.
        package var count: Int
        /// Looks without an answer.
        package var errors: Int
        /// What the last one without an answer said.
        package var lastError: String?

        init(_ summary: LookSummary) {
            count = summary.count
            errors = summary.errors
            lastError = summary.lastError?.shortened
        }
    }

    /// The correlation audit.
    package struct CorrelationPart: Sendable, Hashable, Codable {
        /// Requests that the application marked itself.
        package var carried: Int
        /// Requests that the tool marked.
        package var added: Int
        /// Requests without the ID.
        package var bare: [String]
        /// Requests to other origins.
        package var outside: Int
        /// How the trigger's own request went.
        package var trigger: CorrelationMark?
        /// That request.
        package var triggerRequest: String?

        init(_ audit: CorrelationAudit) {
            carried = audit.carried
            added = audit.added
            bare = audit.bare
            outside = audit.outside
            trigger = audit.trigger
            triggerRequest = audit.triggerRequest
        }
    }

    /// When what happened.
    package struct TimingsPart: Sendable, Hashable, Codable {
        /// When the run started, as RFC 3339.
        package var startedAt: String?
        /// Time zero, since the run started.
        package var zeroMs: Double?
        /// Time zero by the wall clock, as RFC 3339.
        package var zeroAt: String?
        /// When everything had been reached, since time zero.
        package var convergedMs: Double?
        /// When settling began for the last time, since time zero.
        package var settleStartedMs: Double?
        /// Whether everything held to the end of settling.
        package var settled: Bool
        /// When any reading last changed, since time zero.
        package var lastChangeMs: Double?
        /// The converge deadline, from time zero on.
        package var withinMs: Double?
        /// How long the run took.
        package var durationMs: Double

        init(_ result: RunResult) {
            let started = result.start?.wallClock
            startedAt = started.flatMap(Self.stamp)
            zeroMs = result.zero?.rounded3
            if let started, let zero = result.zero { zeroAt = Self.stamp(started + zero) }
            convergedMs = result.convergedAt?.rounded3
            settleStartedMs = result.watch?.settleStarted?.rounded3
            settled = result.watch?.settled ?? false
            lastChangeMs = result.watch?.lastChange?.rounded3
            withinMs = result.plan?.within
            durationMs = result.duration.rounded3
        }

        /// RFC 3339; nothing for a moment that cannot be written so.
        private static func stamp(_ milliseconds: Milliseconds) -> String? {
            milliseconds.momentSince1970?.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        }
    }

    /// What was left out.
    package struct DroppedPart: Sendable, Hashable, Codable {
        /// What.
        package var what: String
        /// How many.
        package var count: Int
    }
}
