/// How a run differs from what its scenario says, on purpose.
package enum Variation: String, Sendable, Hashable, Codable, CaseIterable {
    /// The trigger is left out: nothing may come of it.
    case triggerLeftOut = "trigger-left-out"
    /// The trigger's click comes twice.
    case doubleClick = "double-click"
    /// The page is loaded again as soon as the trigger was dispatched.
    case reloadInFlight = "reload-in-flight"
    /// The user goes back as soon as the trigger was dispatched.
    case backButton = "back-button"

    /// What a user may do to a workflow without meaning to.
    package static let perturbations: [Variation] = [.doubleClick, .reloadInFlight, .backButton]

    /// Whether the steps beside the polling are left out, because the page they speak of is gone.
    package var leavesPage: Bool { self == .reloadInFlight || self == .backButton }
}
