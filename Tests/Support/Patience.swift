extension ContinuousClock.Instant {
    /// When a test gives up what must come: after any test's time limit, which ends every wait there is and says which test
    /// it was. What fails only for want of a processor, of which hundreds of other tests want some, says nothing.
    package static var unhurried: ContinuousClock.Instant { .now + .seconds(3600) }
}
