import Synchronization

/// A value, or the reason why there is none: it arrives once, from any thread, and any number of tasks may await it.
/// Later arrivals are ignored.
package final class OneShot<Value: Sendable, Failure: Error>: Sendable {
    /// What arrives.
    package typealias Outcome = Result<Value, Failure>

    private struct State {
        var outcome: Outcome?
        var waiters: [Int: CheckedContinuation<Outcome?, Never>] = [:]
        var lastWaiter = 0

        mutating func nextWaiter() -> Int {
            lastWaiter += 1
            return lastWaiter
        }
    }

    private let state = Mutex(State())

    /// Starts without an outcome.
    package init() {}

    /// What has arrived; `nil` until then.
    package var outcome: Outcome? { state.withLock(\.outcome) }

    // MARK: Arrival

    /// Delivers the value or the failure, unless one came before.
    ///
    /// - Parameter outcome: What arrives.
    /// - Returns: Whether this was the first.
    @discardableResult
    package func resolve(_ outcome: Outcome) -> Bool { resolve { outcome } }

    /// Delivers what a closure makes, unless something came before: it then does not run. It runs under the lock that
    /// ``unlessResolved(_:)`` takes.
    @discardableResult
    func resolve(_ make: () -> Outcome) -> Bool {
        let first = state.withLock { state -> (outcome: Outcome, waiters: [CheckedContinuation<Outcome?, Never>])? in
            guard state.outcome == nil else { return nil }
            let outcome = make()
            let waiters = Array(state.waiters.values)
            state.outcome = outcome
            state.waiters = [:]
            return (outcome, waiters)
        }
        guard let first else { return false }
        for waiter in first.waiters { waiter.resume(returning: first.outcome) }
        return true
    }

    /// Runs a closure that must not run once the outcome is there.
    func unlessResolved(_ body: () -> Void) {
        state.withLock { state in
            if state.outcome == nil { body() }
        }
    }

    // MARK: Waiting

    /// Waits for the outcome. A wait that is cancelled ends alone: others go on, and the outcome is still to come.
    ///
    /// - Returns: The outcome; `nil` when the waiting task is cancelled first.
    package func wait() async -> Outcome? {
        let number = state.withLock { $0.nextWaiter() }
        return await withTaskCancellationHandler {
            await wait(as: number, endsWithTask: true)
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: number) }?.resume(returning: nil)
        }
    }

    /// Waits for the outcome until an instant.
    ///
    /// - Returns: The outcome; `nil` when it has not arrived, or when the waiting task is cancelled first.
    package func wait(until deadline: ContinuousClock.Instant) async -> Outcome? {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { _ = await self.wait() }
            group.addTask { try? await Task.sleep(until: deadline, clock: .continuous) }
            await group.next()
            group.cancelAll()
        }
        return outcome
    }

    /// Waits for the value. Cancelling the waiting task is an arrival like any other: it fails every wait.
    ///
    /// - Parameter failure: What arrives when the task is cancelled first.
    /// - Returns: The value.
    /// - Throws: The failure that arrived instead.
    package func value(ifCancelled failure: Failure) async throws(Failure) -> Value {
        try await value { resolve(.failure(failure)) }
    }

    /// Waits for the value, also when the waiting task is cancelled: whoever makes the value hears of it, and then what
    /// becomes of it arrives.
    ///
    /// - Parameter onCancel: Has to bring about an arrival.
    /// - Returns: The value.
    /// - Throws: The failure that arrived instead.
    package func value(onCancel: @Sendable () -> Void) async throws(Failure) -> Value {
        let arrived = await withTaskCancellationHandler(operation: { await arrival() }, onCancel: onCancel)
        return try arrived.get()
    }

    /// Waits for the outcome, come what may.
    private func arrival() async -> Outcome {
        let number = state.withLock { $0.nextWaiter() }
        while true {
            // Nothing but an arrival ends this wait.
            if let outcome = await wait(as: number, endsWithTask: false) { return outcome }
        }
    }

    private func wait(as number: Int, endsWithTask: Bool) async -> Outcome? {
        await withCheckedContinuation { continuation in
            let (outcome, isOver) = state.withLock { state in
                let isOver = state.outcome != nil || (endsWithTask && Task.isCancelled)
                if !isOver { state.waiters[number] = continuation }
                return (state.outcome, isOver)
            }
            if isOver { continuation.resume(returning: outcome) }
        }
    }
}
