/// Drives a watch under a clock that jumps from one happening to the next: minutes of watching take no time.
///
/// The system that is looked at is a function of time, so that what a rule makes of it can be tried without one: in
/// simulations, and for what a recorded run would have come to had something gone wrong.
package struct VirtualWatch: Sendable {
    /// What has to become true.
    package var plan: ConvergencePlan
    /// Time zero.
    package var zero: Milliseconds
    /// The looks made before the trigger.
    package var baseline: [Look]
    /// When the steps beside the polling end, since time zero.
    package var stepsEnd: Milliseconds
    /// When probes that wait for a capture can be asked, since time zero, by name.
    package var boundAt: [String: Milliseconds]
    /// The seed of the schedule's jitter.
    package var seed: UInt64

    /// Makes a watch to drive.
    package init(
        plan: ConvergencePlan,
        zero: Milliseconds,
        baseline: [Look],
        stepsEnd: Milliseconds,
        boundAt: [String: Milliseconds] = [:],
        seed: UInt64 = 0
    ) {
        self.plan = plan
        self.zero = zero
        self.baseline = baseline
        self.stepsEnd = stepsEnd
        self.boundAt = boundAt
        self.seed = seed
    }

    /// How it ended.
    package struct Ending: Sendable {
        /// The watch, with all it has seen.
        package var watch: Watch
        /// When there was nothing left to find out, since time zero.
        package var at: Milliseconds
        /// True when it asked for the impossible, or for ever: a mistake in the rules.
        package var isStuck: Bool
    }

    /// What is told while it is driven, in order.
    package enum Event: Sendable {
        /// The steps beside the polling have ended.
        case stepsEnded(at: Milliseconds)
        /// A look has ended.
        case looked(Look)
    }

    /// No run needs as many turns.
    private static let mostTurns = 20_000

    /// Drives it to its end.
    ///
    /// - Parameters:
    ///   - ask: Makes the look of a probe that starts at a time; both count from time zero.
    ///   - tell: Told what happens; the times of looks are those of the run.
    /// - Returns: How it ended.
    package func run(
        ask: (_ probe: String, _ start: Milliseconds) -> Look,
        tell: (Event) -> Void
    ) -> Ending {
        var watch = Watch(plan: plan, zero: zero, baseline: baseline, seed: seed)
        // In the run's time: an instant that is carried to time zero and back need not come back the same.
        var now = zero
        var inFlight: [Look] = []
        for _ in 0..<Self.mostTurns {
            if watch.stepsEnded == nil, now >= zero + stepsEnd {
                tell(.stepsEnded(at: now))
                watch.endSteps(at: now)
            }
            for (probe, time) in boundAt where now >= zero + time { watch.bind(probe: probe) }
            switch watch.next(now: now, inFlight: Set(inFlight.map(\.probe))) {
            case .finished: return Ending(watch: watch, at: now - zero, isStuck: false)
            case .look(let names):
                for name in names {
                    var look = ask(name, now - zero)
                    look.end = now + (look.end - look.start)
                    look.start = now
                    inFlight.append(look)
                }
            case .wait(let until):
                guard until > now else { return Ending(watch: watch, at: now - zero, isStuck: true) }
                let others = (boundAt.values + (watch.stepsEnded == nil ? [stepsEnd] : [])).map { zero + $0 }
                let ends = inFlight.map(\.end) + others.filter { $0 > now }
                now = max(now, min(until, ends.min() ?? .infinity))
                for look in inFlight.filter({ $0.end <= now }).sorted(by: { $0.end < $1.end }) {
                    tell(.looked(look))
                    watch.observe(look)
                }
                inFlight.removeAll { $0.end <= now }
            }
        }
        return Ending(watch: watch, at: now - zero, isStuck: true)
    }
}
