/// What an act did, as far as it could be seen.
package struct ActionReport: Sendable, Hashable {
    /// The element acted on, as a short description.
    package var element: String
    /// Why something was expected to answer: a default action or a listener. nil: nothing was found to answer.
    package var answeredBy: String?
    /// What happened since the dispatch, by the time the act returned; see
    /// ``Page/effects(since:deadline:)`` for later.
    package var effects: Set<ActionEffect>
    /// Just before the last input command that counts was sent; nil when nothing had to be sent (already checked).
    package var dispatchedAt: ContinuousClock.Instant?
    /// Where the pointer was, in viewport pixels.
    package var x: Double?
    /// Likewise, from the top.
    package var y: Double?
    /// How often the act was tried.
    package var attempts: Int
    /// Whether the act was done a second time because nothing had answered the first.
    package var isRepeated = false
    /// What was tried.
    package var log: [String] = []
    /// Where the monitors stood when the act was dispatched.
    var mark = EffectMark()

    /// Whether a default action or a listener was found before the act.
    package var listenerFound: Bool { answeredBy != nil }
}

/// A sign that something answered an act.
package enum ActionEffect: String, Sendable, Hashable, CaseIterable {
    case mutation, request, navigation, focus, dialog, storage
    /// The page does not answer any more.
    case hang
}

/// Counters of what the monitors have seen; effects are differences.
struct EffectMark: Sendable, Hashable {
    var requests = 0
    var navigations = 0
    var dialogs = 0
    var document = ""
}

/// Called with our clock just before the last command of an act is sent.
package typealias BeforeDispatch = @Sendable (ContinuousClock.Instant) -> Void

/// How an act is to be done.
package struct ActOptions: Sendable {
    /// Where in the element, from the corner of its padding box; the middle when nil.
    package var position: (x: Double, y: Double)?
    /// Drops the checks that are not essential.
    package var force = false
    /// Whether this is the one act under verification: it is never dispatched twice.
    package var isTrigger = false
    /// Whether a click is followed by a second one at once, wherever that then lands: a user who clicks twice.
    package var isDoubled = false
    /// Called with our clock just before the last input command is sent.
    package var beforeDispatch: BeforeDispatch?
    /// Called whenever the element is not ready for the act: takes away what may lie in the way, and says whether there was
    /// something. What it throws ends the act.
    package var clearsWay: (@Sendable () async throws -> Bool)?

    /// An ordinary act.
    package init() {}

    /// The act under verification.
    ///
    /// - Parameter beforeDispatch: Called once, just before the last input command is sent.
    /// - Returns: The options.
    package static func trigger(beforeDispatch: @escaping BeforeDispatch) -> ActOptions {
        var options = ActOptions()
        options.isTrigger = true
        options.beforeDispatch = beforeDispatch
        return options
    }
}
