import Convergence
import RunModel
import ScenarioModel

/// Watches the back end from time zero on, beside the remaining steps (R2).
///
/// The decisions are the watch's; this only starts looks, sleeps and hands in what comes back, one thing at a time.
struct Watcher {
    /// What the steps tell the watch.
    enum Signal: Sendable {
        /// A look has ended.
        case looked(LookTaken)
        /// The steps beside the polling have ended.
        case stepsEnded
        /// A value was captured.
        case captured(String)
        /// A pause is over.
        case tick
    }

    let state: RunState
    let looker: Looker
    let plan: ConvergencePlan
    private let signals: AsyncStream<Signal>
    private let continuation: AsyncStream<Signal>.Continuation

    /// Makes a watcher. From here on it misses nothing that the steps tell it.
    init(state: RunState, looker: Looker, plan: ConvergencePlan) {
        self.state = state
        self.looker = looker
        self.plan = plan
        (signals, continuation) = AsyncStream.makeStream(of: Signal.self)
        state.listen(continuation)
    }

    /// Watches until there is nothing left to find out.
    ///
    /// - Parameters:
    ///   - zero: Time zero.
    ///   - baseline: The looks made before the trigger.
    /// - Returns: The watch as it ended; also when the task is cancelled.
    func run(zero: Milliseconds, baseline: [Look]) async -> Watch {
        var watch = Watch(plan: plan, zero: zero, baseline: baseline, seed: state.settings.seed)
        let (looker, continuation) = (looker, continuation)
        bindReady(&watch)
        await withTaskGroup(of: Void.self) { group in
            var inFlight: Set<String> = []
            var timer: Task<Void, Never>?
            var iterator = signals.makeAsyncIterator()
            watching: while !Task.isCancelled {
                switch watch.next(now: state.clock.now, inFlight: inFlight) {
                case .finished: break watching
                case .look(let names):
                    for name in names {
                        inFlight.insert(name)
                        group.addTask {
                            continuation.yield(.looked(await looker.take(name, for: .converge).taken))
                        }
                    }
                case .wait(let until):
                    timer?.cancel()
                    timer = wake(at: until)
                    guard let signal = await iterator.next() else { break watching }
                    take(signal, into: &watch, &inFlight)
                }
            }
            timer?.cancel()
            continuation.finish()
            group.cancelAll()
        }
        return watch
    }

    private func wake(at time: Milliseconds) -> Task<Void, Never> {
        let (instant, continuation) = (state.clock.instant(at: time), continuation)
        return Task {
            try? await Task.sleep(until: instant, clock: .continuous)
            if !Task.isCancelled { continuation.yield(.tick) }
        }
    }

    private func take(_ signal: Signal, into watch: inout Watch, _ inFlight: inout Set<String>) {
        switch signal {
        case .looked(let taken):
            inFlight.remove(taken.look.probe)
            let wasSettling = watch.isSettling
            // Written down where it is taken into account, so that the journal has the order the watch saw.
            state.emitter.emit(.look(taken), at: taken.look.end)
            watch.observe(taken.look)
            if watch.isSettling && !wasSettling { state.emitter.emit(.phase(PhaseEntered(.settle))) }
        case .stepsEnded:
            let time = state.clock.now
            state.emitter.emit(.phase(PhaseEntered(.converge)), at: time)
            watch.endSteps(at: time)
            if watch.isSettling { state.emitter.emit(.phase(PhaseEntered(.settle))) }
        case .captured: bindReady(&watch)
        case .tick: break
        }
    }

    /// A probe that waits for captures starts when the last of them is made (R2).
    private func bindReady(_ watch: inout Watch) {
        let variables = state.currentVariables
        for probe in plan.probes where probe.boundAfterTrigger {
            let needed = state.scenario.lateCaptures(neededBy: probe.name)
            if needed.allSatisfy({ variables[$0] != nil }) { watch.bind(probe: probe.name) }
        }
    }
}

extension Watch {
    /// Everything holds and has to last.
    fileprivate var isSettling: Bool {
        if case .running = settling { return true }
        return false
    }
}
