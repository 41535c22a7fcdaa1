package import Convergence

/// The first line of a journal.
package struct RunStarted: Sendable, Hashable, Codable {
    /// `RunEvent.formatVersion`.
    package var formatVersion: String
    /// The run's own name, unique.
    package var runID: String
    /// The wall clock at `t` = 0, in milliseconds since 1970.
    package var wallClock: Milliseconds
    /// Name and version of the tool.
    package var tool: String
    /// Operating system and architecture.
    package var platform: String
    /// The scenario's name.
    package var scenario: String
    /// The scenario's outcome in words.
    package var outcome: String
    /// The scenario's file, as it was named.
    package var file: String
    /// Where in the file the scenario's name stands; since 1.1.
    package var location: SourceLocation?
    /// SHA-256 of the scenario's text, in hexadecimal.
    package var digest: String
    /// The correlation ID, if one is injected.
    package var correlationID: String?
    /// Environment names and values that the scenario declares; never secrets.
    package var environment: [String: String]
    /// How the run differs from the scenario on purpose; since 1.2.
    package var variation: Variation?
    /// The values of the case that is run, as they were written, of a scenario that has cases; since 1.2.
    package var scenarioCase: String?
    /// Which of several runs of the same it is, from 1; since 1.2.
    package var repetition: Int?

    /// What the run is called: the scenario, and what tells it from other runs of the same.
    package var title: String {
        Self.title(scenario, scenarioCase: scenarioCase, variation: variation, repetition: repetition)
    }

    /// What a run is called, also before it has begun.
    package static func title(
        _ scenario: String, scenarioCase: String?, variation: Variation?, repetition: Int?
    ) -> String {
        [scenario, scenarioCase.map { "(\($0))" }, variation?.rawValue, repetition.map { "#\($0)" }]
            .compactMap(\.self).joined(separator: " ")
    }

    /// Makes the event.
    package init(
        runID: String,
        wallClock: Milliseconds,
        tool: String,
        platform: String,
        scenario: String,
        outcome: String,
        file: String,
        location: SourceLocation? = nil,
        digest: String,
        correlationID: String? = nil,
        environment: [String: String] = [:],
        scenarioCase: String? = nil,
        variation: Variation? = nil,
        repetition: Int? = nil
    ) {
        formatVersion = RunEvent.formatVersion
        self.runID = runID
        self.wallClock = wallClock
        self.tool = tool
        self.platform = platform
        self.scenario = scenario
        self.outcome = outcome
        self.file = file
        self.location = location
        self.digest = digest
        self.correlationID = correlationID
        self.environment = environment
        self.scenarioCase = scenarioCase
        self.variation = variation
        self.repetition = repetition
    }
}

/// The browser that drives the run.
package struct BrowserStarted: Sendable, Hashable, Codable {
    /// Product and version, as the browser says.
    package var version: String
    /// The executable, or "attached".
    package var path: String

    /// Makes the event.
    package init(version: String, path: String) {
        self.version = version
        self.path = path
    }
}

/// The plan as resolved for this run.
package struct PlanResolved: Sendable, Hashable, Codable {
    /// The plan.
    package var plan: ConvergencePlan
    /// Where in the scenario's file its subjects stand, by ``Subject/key``; since 1.1.
    package var places: [String: SourceLocation]?

    /// Makes the event.
    package init(plan: ConvergencePlan, places: [String: SourceLocation]? = nil) {
        self.plan = plan
        self.places = places
    }
}

/// The run enters a phase.
package struct PhaseEntered: Sendable, Hashable, Codable {
    /// The phase.
    package var phase: Phase

    /// Makes the event.
    package init(_ phase: Phase) {
        self.phase = phase
    }
}

/// A look, with its evidence.
package struct LookTaken: Sendable, Hashable {
    /// What is judged.
    package var look: Look
    /// What the look was for.
    package var purpose: Purpose
    /// SHA-256 of the body, in hexadecimal, where there was one.
    package var bodyDigest: String?
    /// The body, kept where it differs from the one before.
    package var blob: String?
    /// What the scenario wants quoted of the answer; since 1.2.
    package var evidence: [String]?
    /// Whom it asked, as it was filled in: an address, a program, a pattern of file names; since 1.2.
    package var address: String?

    /// Makes the event.
    package init(look: Look, purpose: Purpose, bodyDigest: String? = nil, blob: String? = nil) {
        self.look = look
        self.purpose = purpose
        self.bodyDigest = bodyDigest
        self.blob = blob
    }

    /// What a look is for.
    package enum Purpose: String, Sendable, Hashable, Codable {
        /// Before the trigger (R3).
        case baseline
        /// While waiting for convergence, and while settling.
        case converge
        /// For a step that looks at the back end itself; it does not count for convergence.
        case step
    }
}

/// The page and the back end, side by side.
package struct Agreement: Sendable, Hashable, Codable {
    /// What the page shows; `nil` when it shows nothing.
    package var ui: String?
    /// Where on the page, in the scenario's words.
    package var locator: String
    /// What the back end says; `nil` when it says nothing.
    package var backend: String?
    /// Where in the back end: probe and path.
    package var source: String
    /// Whether they agree.
    package var agrees: Bool

    /// Makes the event.
    package init(ui: String?, locator: String, backend: String?, source: String, agrees: Bool) {
        self.ui = ui
        self.locator = locator
        self.backend = backend
        self.source = source
        self.agrees = agrees
    }
}

/// A value was captured.
package struct Captured: Sendable, Hashable, Codable {
    /// Its name.
    package var name: String
    /// The value; `«secret»` when it is one.
    package var value: String

    /// Makes the event.
    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

/// A blob was stored.
package struct BlobTaken: Sendable, Hashable, Codable {
    /// The file's name in `blobs/`; `nil` when it could not be taken or was withheld.
    package var blob: String?
    /// The step it belongs to.
    package var step: Int?
    /// Why it was taken: `step`, `failure`, `scenario`.
    package var why: String
    /// The element it is of, in the scenario's words; `nil` for the whole page.
    package var locator: String?

    /// Makes the event.
    package init(blob: String?, step: Int?, why: String, locator: String? = nil) {
        self.blob = blob
        self.step = step
        self.why = why
        self.locator = locator
    }
}

/// Something was left out.
package struct Dropped: Sendable, Hashable, Codable {
    /// What.
    package var what: String
    /// How many.
    package var count: Int

    /// Makes the event.
    package init(what: String, count: Int) {
        self.what = what
        self.count = count
    }
}

/// The browser is gone.
package struct BrowserExited: Sendable, Hashable, Codable {
    /// How it ended.
    package var how: String
    /// Whether the run wanted it to.
    package var expected: Bool

    /// Makes the event.
    package init(how: String, expected: Bool) {
        self.how = how
        self.expected = expected
    }
}

/// A signal asked the run to end.
package struct Interrupted: Sendable, Hashable, Codable {
    /// The signal's name.
    package var signal: String

    /// Makes the event.
    package init(signal: String) {
        self.signal = signal
    }
}

/// Something outside the system under test went wrong.
package struct Fault: Sendable, Hashable, Codable {
    /// What it means for the verdict: one of the inconclusive reasons.
    package var code: ReasonCode
    /// One line.
    package var detail: String
    /// How far the wall clock and the monotonic clock moved apart, for a jump (R21).
    package var clockJump: Milliseconds?

    /// Makes the event.
    package init(code: ReasonCode, detail: String, clockJump: Milliseconds? = nil) {
        self.code = code
        self.detail = detail
        self.clockJump = clockJump
    }
}

/// The verdict as judged when the run ended.
package struct RunFinished: Sendable, Hashable, Codable {
    /// The verdict.
    package var verdict: Verdict
    /// The first reason, if there is one.
    package var reason: ReasonCode?

    /// Makes the event.
    package init(verdict: Verdict, reason: ReasonCode?) {
        self.verdict = verdict
        self.reason = reason
    }
}
