import Synchronization

/// A state that changes on any thread, and that tasks wait on.
///
/// A wait ends with its task. Swift Testing cancels a test at its time limit; a wait that went on all the same would keep
/// the whole run from ending, and whoever waits behind it would never be heard of.
package final class Watched<State: Sendable>: Sendable {
    /// Someone who waits: tells, of a state, what resumes them, or nothing while it is not what they wait for.
    private struct Waiter: Sendable {
        let number: Int
        let offer: @Sendable (inout State) -> (@Sendable () -> Void)?
        let giveUp: @Sendable () -> Void
    }

    private struct Guarded {
        var state: State
        /// In the order they came.
        var waiters: [Waiter] = []
        var lastNumber = 0

        mutating func takeReady() -> [@Sendable () -> Void] {
            var ready: [@Sendable () -> Void] = []
            waiters.removeAll { waiter in
                guard let resume = waiter.offer(&state) else { return false }
                ready.append(resume)
                return true
            }
            return ready
        }

        mutating func remove(_ number: Int) -> Waiter? {
            waiters.firstIndex { $0.number == number }.map { waiters.remove(at: $0) }
        }
    }

    private let guarded: Mutex<Guarded>

    /// Begins with a state.
    package init(_ state: State) {
        guarded = Mutex(Guarded(state: state))
    }

    /// The state as it is now.
    package var state: State { guarded.withLock(\.state) }

    /// Changes the state, and lets those go on who waited for what it has become.
    package func change(_ body: (inout State) -> Void) {
        let ready = guarded.withLock { guarded in
            body(&guarded.state)
            return guarded.takeReady()
        }
        for resume in ready { resume() }
    }

    /// Waits until a look at the state gives a value; at once where it already does. Those who wait are served in the
    /// order they came.
    ///
    /// - Parameter look: Looks at the state, and may take something out of it with the value; nil means not yet.
    /// - Returns: The value.
    /// - Throws: ``Unmet`` when the task is cancelled first; the state is as if nobody had waited then.
    package func first<Value: Sendable>(_ look: @escaping @Sendable (inout State) -> Value?) async throws -> Value {
        let number = guarded.withLock { guarded in
            guarded.lastNumber += 1
            return guarded.lastNumber
        }
        let value: Value? = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Value?, Never>) in
                let (value, isOver) = guarded.withLock { guarded -> (Value?, Bool) in
                    // Before the look, so that a test that is over takes nothing. A cancellation that comes after this
                    // finds the waiter.
                    if Task.isCancelled { return (nil, true) }
                    if let value = look(&guarded.state) { return (value, true) }
                    let offer: @Sendable (inout State) -> (@Sendable () -> Void)? = { state in
                        guard let value = look(&state) else { return nil }
                        return { continuation.resume(returning: value) }
                    }
                    guarded.waiters.append(
                        Waiter(number: number, offer: offer, giveUp: { continuation.resume(returning: nil) }))
                    return (nil, false)
                }
                if isOver { continuation.resume(returning: value) }
            }
        } onCancel: {
            guarded.withLock { $0.remove(number) }?.giveUp()
        }
        guard let value else { throw Unmet(state) }
        return value
    }
}

/// A wait that its task's end has ended: what was waited for had not come.
package struct Unmet: Error, CustomStringConvertible {
    /// Says what there was instead.
    package let description: String

    /// Describes a state, of which the last part is what matters.
    init(_ state: some Sendable) {
        let text = String(describing: state)
        let end = String(text.suffix(1500))
        description = "what was waited for had not come; there was: \(end.count < text.count ? "…" : "")\(end)"
    }
}

/// Waits until something calls back, once or more often; only the first time counts.
///
/// - Parameter begin: Takes what is to be called.
/// - Returns: What the call gave.
/// - Throws: ``Unmet`` when the task is cancelled first.
package func called<Value: Sendable>(
    by begin: (@escaping @Sendable (Value) -> Void) throws -> Void
) async throws -> Value {
    let answer = Watched<Value?>(nil)
    try begin { value in answer.change { $0 = $0 ?? value } }
    return try await answer.first { $0 }
}
