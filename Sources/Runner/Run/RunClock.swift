import Convergence
import Foundation

/// The clock of one run: milliseconds since it started.
struct RunClock: Sendable {
    /// The instant that is 0.
    let start: ContinuousClock.Instant
    /// The wall clock at 0, in milliseconds since 1970.
    let wallStart: Milliseconds
    private let awakeStart: SuspendingClock.Instant

    /// More than this between the wall clock and the time the machine was awake is a sleep, or a clock that was set (R21).
    static let tolerance: Milliseconds = 5000

    /// Starts the clock.
    init() {
        start = .now
        awakeStart = .now
        wallStart = Self.wallNow
    }

    /// The present. Rounded to what the journal keeps, so that what is decided live is decided again from the journal.
    var now: Milliseconds { time(of: .now) }

    /// An instant as a time of the run.
    func time(of instant: ContinuousClock.Instant) -> Milliseconds {
        ((instant - start) / .milliseconds(1) * 1000).rounded() / 1000
    }

    /// A time of the run as an instant.
    func instant(at time: Milliseconds) -> ContinuousClock.Instant {
        start + .milliseconds(1) * time
    }

    /// How far the wall clock has moved away from the time the machine was awake.
    var drift: Milliseconds {
        let awake = (SuspendingClock.now - awakeStart) / .milliseconds(1)
        return (Self.wallNow - wallStart) - awake
    }

    /// The wall clock, in milliseconds since 1970.
    static var wallNow: Milliseconds { (Date().timeIntervalSince1970 * 1000).rounded() }
}
