package import Convergence

/// Where in the scenario's file something stands.
package struct SourceLocation: Sendable, Hashable, Codable {
    /// The line, from 1.
    package var line: Int
    /// The column, from 1.
    package var column: Int
    /// The file, where it is another than the scenario's: a fragment that it uses; since 1.2.
    package var file: String?

    /// Makes a location.
    package init(line: Int, column: Int, file: String? = nil) {
        self.line = line
        self.column = column
        self.file = file
    }

    /// The place as people write it.
    ///
    /// - Parameter scenario: The scenario's file.
    /// - Returns: File and line.
    package func text(in scenario: String) -> String { "\(file ?? scenario):\(line)" }
}

/// A step begins.
package struct StepStarted: Sendable, Hashable, Codable {
    /// The step's number in the run, over all phases.
    package var index: Int
    /// The step in the scenario's words.
    package var name: String
    /// The phase it belongs to.
    package var phase: Phase
    /// Where it stands.
    package var location: SourceLocation
    /// True for the action under verification.
    package var isTrigger: Bool
    /// True for a check of what the page shows; beside the polling it is what a user takes for success (R20).
    package var checksPage: Bool

    /// Makes the event.
    package init(
        index: Int,
        name: String,
        phase: Phase,
        location: SourceLocation,
        isTrigger: Bool = false,
        checksPage: Bool = false
    ) {
        self.index = index
        self.name = name
        self.phase = phase
        self.location = location
        self.isTrigger = isTrigger
        self.checksPage = checksPage
    }
}

/// A step says what it is doing.
package struct StepLog: Sendable, Hashable, Codable {
    /// The step's number.
    package var index: Int
    /// One line.
    package var message: String

    /// Makes the event.
    package init(index: Int, message: String) {
        self.index = index
        self.message = message
    }
}

/// A step has ended.
package struct StepFinished: Sendable, Hashable, Codable {
    /// The step's number.
    package var index: Int
    /// How it ended.
    package var outcome: Outcome
    /// Why it failed.
    package var error: StepFailure?
    /// What an act set off, if it was watched.
    package var effect: ActEffect?
    /// A picture of the page after it.
    package var screenshot: String?

    /// Makes the event.
    package init(
        index: Int,
        outcome: Outcome,
        error: StepFailure? = nil,
        effect: ActEffect? = nil,
        screenshot: String? = nil
    ) {
        self.index = index
        self.outcome = outcome
        self.error = error
        self.effect = effect
        self.screenshot = screenshot
    }

    /// How a step ends.
    package enum Outcome: String, Sendable, Hashable, Codable, CaseIterable {
        /// As declared.
        case passed
        /// Not as declared.
        case failed
        /// An optional step that did not apply.
        case skipped
        /// The run ended before it was done.
        case cancelled
    }
}

/// What an act set off in the page.
package struct ActEffect: Sendable, Hashable, Codable {
    /// Whether anything in the page was there to answer the act.
    package var listener: Bool
    /// What was observed after it: `mutation`, `request`, `navigation`, `focus`, `dialog`, `storage`, or `hang` for a page
    /// that did not answer any more.
    package var observed: [String]

    /// Makes a value.
    package init(listener: Bool, observed: [String]) {
        self.listener = listener
        self.observed = observed
    }
}

/// What followed an act, looked at again later: an answer that took its time.
package struct ActEffectSeen: Sendable, Hashable, Codable {
    /// The step's number.
    package var index: Int
    /// What was seen by now.
    package var effect: ActEffect

    /// Makes the event.
    package init(index: Int, effect: ActEffect) {
        self.index = index
        self.effect = effect
    }
}

/// Why a step failed.
package struct StepFailure: Sendable, Hashable, Codable, Error {
    /// The kind of failure, which decides what it means for the verdict.
    package var kind: Kind
    /// One line: what, where, what to do.
    package var message: String
    /// What was expected.
    package var expected: String?
    /// What was there instead.
    package var actual: String?
    /// What was tried, line by line.
    package var log: [String]

    /// Makes a failure.
    package init(
        kind: Kind,
        message: String,
        expected: String? = nil,
        actual: String? = nil,
        log: [String] = []
    ) {
        self.kind = kind
        self.message = message
        self.expected = expected
        self.actual = actual
        self.log = log
    }

    /// The kinds of failure.
    package enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// The page does not show what it should: an `expect` or `agree`.
        case expectation
        /// The back end answered, and is not as an `expect` says that it has to be; since 1.2.
        case backend
        /// An act or a navigation could not be done.
        case action
        /// An answer does not have what a step captures of it; since 1.2.
        case capture
        /// The application could not be reached at all: connection refused, no such host.
        case unreachable
        /// The browser failed: crashed, killed, disconnected.
        case browser
        /// A request of the tool itself failed or was answered otherwise than expected.
        case http
        /// A probe gave no answer to a step that needs one.
        case probe
        /// A probe refused to answer a step that needs one; since 1.2.
        case refusal
        /// The tool itself failed.
        case `internal`
    }
}

/// Time zero (R1).
package struct TriggerDispatched: Sendable, Hashable, Codable {
    /// The step's number.
    package var index: Int
    /// The wall clock at time zero, in milliseconds since 1970.
    package var wallClock: Milliseconds

    /// Makes the event.
    package init(index: Int, wallClock: Milliseconds) {
        self.index = index
        self.wallClock = wallClock
    }
}
