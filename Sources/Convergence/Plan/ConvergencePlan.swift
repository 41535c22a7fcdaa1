package import JSONKit

/// A point in, or a length of, a run's time, in milliseconds.
///
/// Points are counted from the start of the run on the tool's monotonic clock (R1). A `Double` because it goes into the
/// journal as it is and a run is short enough that a microsecond never gets lost.
package typealias Milliseconds = Double

/// What has to become true in the back end after the trigger, how long it may take, and how to look at it.
///
/// Every interpolation is already resolved: a plan is a plain value that is written into the journal, so that the
/// verdict can be made again from the journal alone.
package struct ConvergencePlan: Sendable, Hashable, Codable {
    /// The probes that stages, `final`, `never` and `given` name, in file order.
    package var probes: [ProbeRule]
    /// The stages in file order.
    package var stages: [StageRule]
    /// States that must not be seen, not even once (R13).
    package var never: [NeverRule]
    /// The terminal state.
    package var final: Condition
    /// The state before the trigger, if the scenario declares one (R3).
    package var given: Condition?
    /// The converge deadline, counted from time zero.
    package var within: Milliseconds
    /// How long the system is watched after it has converged (R16); 0 switches settling off.
    package var settle: Milliseconds
    /// Pauses between looks that replace the adaptive schedule (R6); the last one repeats. Empty means adaptive.
    package var poll: [Milliseconds]

    /// Makes a plan.
    package init(
        probes: [ProbeRule],
        stages: [StageRule],
        never: [NeverRule] = [],
        final: Condition,
        given: Condition? = nil,
        within: Milliseconds,
        settle: Milliseconds = 5000,
        poll: [Milliseconds] = []
    ) {
        self.probes = probes
        self.stages = stages
        self.never = never
        self.final = final
        self.given = given
        self.within = within
        self.settle = settle
        self.poll = poll
    }
}

/// What judging has to know of a probe; how it is asked belongs to the scenario.
package struct ProbeRule: Sendable, Hashable, Codable {
    /// The name in the scenario.
    package var name: String
    /// Whose clock writes the times this probe reports; times are compared only where these agree (R15).
    package var clock: String?
    /// How far clocks of that name may disagree.
    package var skew: Milliseconds
    /// True when the probe needs a capture that is only made after the trigger: it has no baseline (R2).
    package var boundAfterTrigger: Bool
    /// True when the scenario lists statuses that mean "answered: nothing there yet".
    package var declaresAbsent: Bool

    /// Makes a rule.
    package init(
        name: String,
        clock: String? = nil,
        skew: Milliseconds = 0,
        boundAfterTrigger: Bool = false,
        declaresAbsent: Bool = false
    ) {
        self.name = name
        self.clock = clock
        self.skew = skew
        self.boundAfterTrigger = boundAfterTrigger
        self.declaresAbsent = declaresAbsent
    }

    /// The clock name that stands for the tool's own wall clock: such times are compared with time zero (R8).
    package static let runnerClock = "runner"
}

/// A test of what one probe answers.
package struct Condition: Sendable, Hashable {
    /// The probe that is looked at.
    package var probe: String
    /// What its answer must be.
    package var test: Test

    /// Makes a condition.
    package init(probe: String, test: Test) {
        self.probe = probe
        self.test = test
    }

    /// The three ways to test an answer.
    package enum Test: Sendable, Hashable {
        /// The whole answer matches a partial pattern.
        case match(JSONPattern)
        /// Every node that the path selects matches, and at least one is selected.
        case path(JSONPath, JSONPattern)
        /// The number of things that the path selects (R14).
        case count(JSONPath, CountRule)
    }

    /// What a count has to be.
    package enum CountRule: Sendable, Hashable {
        /// Exactly this many; more is a duplicate.
        case exactly(Int)
        /// The baseline's count changed by this much; may be negative.
        case changesBy(Int)
    }
}

/// The two services whose meeting a stage proves: `billing -> worker`.
package struct Boundary: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The service that hands over.
    package var from: String
    /// The service that has to take it.
    package var to: String

    /// Makes a boundary.
    package init(from: String, to: String) {
        self.from = from
        self.to = to
    }

    package var description: String { "\(from) -> \(to)" }
}

/// One stage of the workflow.
package struct StageRule: Sendable, Hashable, Codable {
    /// The name in the scenario.
    package var name: String
    /// When the stage counts as reached.
    package var condition: Condition
    /// Where the identities of the counted things are (R14).
    package var identity: JSONPath?
    /// Where the time at which the stage happened is (R15).
    package var time: JSONPath?
    /// The clock that wrote `time`, when it differs from the probe's.
    package var clock: String?
    /// Stages that must have happened before this one.
    package var after: [String]
    /// `order: strict`: an order that cannot be told is inconclusive instead of passed (R15).
    package var strictOrder: Bool
    /// The boundary that this stage proves.
    package var boundary: Boundary?
    /// The stage's own budget from time zero; `nil` means the converge deadline.
    package var within: Milliseconds?
    /// A state that may go by; all others must last (R11).
    package var passing: Bool
    /// Opts out of the rule that nothing holds before the trigger (R3).
    package var mayHoldBefore: Bool
    /// `redelivery: forbidden`: the same identity twice is red as well (R14).
    package var redeliveryForbidden: Bool

    /// Makes a stage.
    package init(
        name: String,
        condition: Condition,
        identity: JSONPath? = nil,
        time: JSONPath? = nil,
        clock: String? = nil,
        after: [String] = [],
        strictOrder: Bool = false,
        boundary: Boundary? = nil,
        within: Milliseconds? = nil,
        passing: Bool = false,
        mayHoldBefore: Bool = false,
        redeliveryForbidden: Bool = false
    ) {
        self.name = name
        self.condition = condition
        self.identity = identity
        self.time = time
        self.clock = clock
        self.after = after
        self.strictOrder = strictOrder
        self.boundary = boundary
        self.within = within
        self.passing = passing
        self.mayHoldBefore = mayHoldBefore
        self.redeliveryForbidden = redeliveryForbidden
    }
}

/// A state that must never be seen.
package struct NeverRule: Sendable, Hashable, Codable {
    /// The state.
    package var condition: Condition
    /// The state in the scenario's own words, for messages.
    package var text: String
    /// The boundary to blame, if the scenario names one.
    package var boundary: Boundary?

    /// Makes a rule.
    package init(condition: Condition, text: String, boundary: Boundary? = nil) {
        self.condition = condition
        self.text = text
        self.boundary = boundary
    }
}
