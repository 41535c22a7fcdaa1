import TestSupport

extension Slots {
    /// How many tools run at a time. Most of a run is waiting (for the back end, for the settle window): four of them
    /// keep two cores busy, and more would only wait for each other.
    static let shared = Slots(4)
}
