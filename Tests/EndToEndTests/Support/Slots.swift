import TestSupport

extension Slots {
    /// How many browsers run at a time: more than two would only wait for each other on a small machine.
    static let shared = Slots(2)
}
