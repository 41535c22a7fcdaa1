import Synchronization

/// A value that arrives once, from any thread, and that any number of tasks may await.
package final class Completion<Value: Sendable>: Sendable {
    private struct State {
        var value: Value?
        var waiters: [Int: CheckedContinuation<Value?, Never>] = [:]
        var lastWaiter = 0
    }

    private let state = Mutex(State())

    /// Starts without a value.
    package init() {}

    /// The value, `nil` until it arrives.
    var value: Value? { state.withLock(\.value) }

    /// Delivers a value. To be called once.
    ///
    /// - Parameter value: The value.
    package func complete(with value: Value) { complete { value } }

    /// Delivers the value made by a closure, which runs under the lock that ``unlessComplete(_:)`` takes.
    func complete(_ make: () -> Value) {
        let (value, waiters) = state.withLock { state in
            let value = make()
            defer { state.waiters = [:] }
            state.value = value
            return (value, state.waiters)
        }
        for waiter in waiters.values { waiter.resume(returning: value) }
    }

    /// Runs a closure that must not run once the value is there.
    func unlessComplete(_ body: () -> Void) {
        state.withLock { state in
            if state.value == nil { body() }
        }
    }

    /// Waits for the value.
    ///
    /// - Returns: The value; `nil` when the waiting task is cancelled first.
    package func wait() async -> Value? {
        let number = state.withLock { state in
            state.lastWaiter += 1
            return state.lastWaiter
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let (value, isOver) = state.withLock { state in
                    let isOver = state.value != nil || Task.isCancelled
                    if !isOver { state.waiters[number] = continuation }
                    return (state.value, isOver)
                }
                if isOver { continuation.resume(returning: value) }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: number) }?.resume(returning: nil)
        }
    }

    /// Waits for the value until an instant.
    ///
    /// - Returns: The value; `nil` when it has not arrived, or when the waiting task is cancelled first.
    func wait(until deadline: ContinuousClock.Instant) async -> Value? {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { _ = await self.wait() }
            group.addTask { try? await Task.sleep(until: deadline, clock: .continuous) }
            await group.next()
            group.cancelAll()
        }
        return value
    }
}
