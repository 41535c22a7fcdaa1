import Synchronization

/// A value that arrives once, from any thread, and is awaited by one task. Later arrivals are ignored.
package final class OneShot<Value: Sendable>: Sendable {
    private enum State {
        case empty
        case waiting(CheckedContinuation<Result<Value, TransportError>, Never>)
        case done(Result<Value, TransportError>)
    }

    private let state = Mutex(State.empty)

    package init() {}

    /// Delivers the value or the failure, unless one came before.
    ///
    /// - Returns: Whether this was the first.
    @discardableResult
    package func resolve(_ result: Result<Value, TransportError>) -> Bool {
        let (first, waiter) = state.withLock { state in
            switch state {
            case .done: return (false, nil as CheckedContinuation<Result<Value, TransportError>, Never>?)
            case .waiting(let continuation):
                state = .done(result)
                return (true, continuation)
            case .empty:
                state = .done(result)
                return (true, nil)
            }
        }
        waiter?.resume(returning: result)
        return first
    }

    /// Waits for the value.
    ///
    /// - Parameter ifCancelled: What to throw when the waiting task is cancelled first.
    /// - Returns: The value.
    /// - Throws: The failure that was delivered instead.
    package func value(ifCancelled: TransportError) async throws(TransportError) -> Value {
        let result = await withTaskCancellationHandler {
            await self.result()
        } onCancel: {
            resolve(.failure(ifCancelled))
        }
        return try result.get()
    }

    /// Waits for the value or the failure, whether or not the task is cancelled.
    ///
    /// - Returns: What was delivered.
    func result() async -> Result<Value, TransportError> {
        await withCheckedContinuation { continuation in
            let done: Result<Value, TransportError>? = state.withLock { state in
                if case .done(let result) = state { return result }
                state = .waiting(continuation)
                return nil
            }
            if let done { continuation.resume(returning: done) }
        }
    }
}
