import BrowserAutomation
import Convergence
import Foundation
import RunModel
import ScenarioModel
import Synchronization

/// The trigger, and from its dispatch on the remaining steps beside the polling (R2).
struct TriggeredAction {
    let trigger: Step
    let rest: [Step]
    let executor: StepExecutor
    let watcher: Watcher
    /// Tells when a request has left the browser, to whoever leaves the page then; `nil` where nobody does.
    let sentRequest: SentRequest?

    /// How long a user who leaves the page waits for the trigger's request to be under way.
    private static let leavingPatience = Duration.seconds(2)

    private enum Part: Sendable {
        case steps
        case watch(Watch?)
    }

    /// Dispatches the trigger and watches.
    ///
    /// - Parameter baseline: The looks made before.
    /// - Returns: The watch as it ended; `nil` when the trigger was not dispatched (R4).
    func run(baseline: [Look]) async -> Watch? {
        let (dispatches, continuation) = AsyncStream.makeStream(of: Milliseconds.self)
        return await withTaskGroup(of: Part.self) { group in
            group.addTask {
                await performSteps(dispatches: continuation)
                return .steps
            }
            group.addTask {
                var iterator = dispatches.makeAsyncIterator()
                guard let zero = await iterator.next() else { return .watch(nil) }
                return .watch(await watcher.run(zero: zero, baseline: baseline))
            }
            var watch: Watch?
            for await part in group {
                guard case .watch(let ended) = part else { continue }
                watch = ended
                // A broken rule ends the run at once (R13); what the steps still wait for cannot change that.
                if ended?.isContradicted == true { group.cancelAll() }
            }
            return watch
        }
    }

    private func performSteps(dispatches: AsyncStream<Milliseconds>.Continuation) async {
        let emitter = executor.state.emitter
        let effect = Mutex<(step: Int, report: ActionReport)?>(nil)
        var executor = executor
        executor.onAct = { step, report in effect.withLock { $0 = (step, report) } }
        let dispatch: @Sendable (Int, ContinuousClock.Instant) -> Void = { step, instant in
            let zero = emitter.clock.time(of: instant)
            let wall = emitter.clock.wallStart + zero
            emitter.emit(.triggerDispatched(TriggerDispatched(index: step, wallClock: wall)), at: zero)
            dispatches.yield(zero)
            sentRequest?.watch()
        }
        let variation = executor.state.variation
        let passed =
            if variation == .triggerLeftOut {
                executor.leaveOut(trigger, dispatch)
            } else {
                await executor.perform(trigger, trigger: dispatch)
            }
        dispatches.finish()
        executor.onAct = nil
        if passed {
            // In flight, not taken back: what was never sent cannot arrive.
            await sentRequest?.wait(until: .now + Self.leavingPatience)
            let steps = variation.map { $0.leavesPage ? [Step(perturbing: $0, as: trigger)] : rest } ?? rest
            _ = await executor.perform(steps)
        }
        await lookAgain(effect.withLock { $0 })
        executor.state.signal(.stepsEnded)
    }

    /// An act that nothing had answered when it returned may have been answered since.
    private func lookAgain(_ act: (step: Int, report: ActionReport)?) async {
        guard let act, let page = executor.page, act.report.effects.isEmpty else { return }
        let deadline = ContinuousClock.now + EvidenceTaker.patience
        let observed = await page.effects(since: act.report, deadline: deadline).map(\.rawValue).sorted()
        let effect = ActEffect(listener: act.report.listenerFound, observed: observed)
        executor.state.emitter.emit(.actEffect(ActEffectSeen(index: act.step, effect: effect)))
    }
}
