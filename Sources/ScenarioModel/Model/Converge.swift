package import Convergence

/// The `converge` section, unresolved.
package struct ConvergeSpec: Sendable, Hashable {
    /// The deadline, from time zero.
    package var within: Duration
    /// How long the system is watched after it has converged; `nil` is the default.
    package var settle: Duration?
    /// Pauses between looks; empty means adaptive.
    package var poll: [Duration]
    /// The stages in file order.
    package var stages: [StageSpec]
    /// States that must not be seen.
    package var never: [NeverSpec]
    /// The terminal state; `nil` never passes `check`.
    package var final: ConditionSpec?
    /// Where the section stands.
    package var span: SourceSpan
    /// Where `within` stands.
    package var withinSpan: SourceSpan
    /// Where `settle` stands.
    package var settleSpan: SourceSpan?
}

/// One stage, unresolved.
package struct StageSpec: Sendable, Hashable {
    /// The name.
    package var name: Name
    /// When it counts as reached.
    package var condition: ConditionSpec
    /// Where the identities of the counted things are.
    package var identity: PathTemplate?
    /// Where the time at which it happened is.
    package var time: PathTemplate?
    /// The clock that wrote `time`, when it is not the probe's.
    package var clock: String?
    /// Stages that must have happened before.
    package var after: [Name]
    /// `order: strict`.
    package var strictOrder: Bool
    /// The boundary that it proves.
    package var boundary: Boundary?
    /// Its own budget from time zero.
    package var within: Duration?
    /// Where `within` stands.
    package var withinSpan: SourceSpan?
    /// A state that may go by.
    package var passing: Bool
    /// Opts out of the baseline rule.
    package var mayHoldBefore: Bool
    /// `redelivery: forbidden`.
    package var redeliveryForbidden: Bool
}

/// A state that must not be seen, unresolved.
package struct NeverSpec: Sendable, Hashable {
    /// The state.
    package var condition: ConditionSpec
    /// The state as it was written, on one line.
    package var text: String
    /// The boundary to blame.
    package var boundary: Boundary?
}
