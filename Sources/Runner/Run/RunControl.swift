import Synchronization

/// The handle by which a run is stopped from outside: by a signal, or by its own hard stop.
package final class RunControl: Sendable {
    /// Why a run was stopped.
    package enum Cause: Sendable, Hashable {
        /// A signal, by name.
        case signal(String)
        /// The hard stop of `--timeout`.
        case timeout(Duration)
    }

    private struct State {
        var cause: Cause?
        var cancel: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    /// Makes a handle for one run.
    package init() {}

    /// Why the run was stopped; `nil` while it was not.
    package var cause: Cause? { state.withLock { $0.cause } }

    /// Stops the run; only the first cause counts. The run still takes its evidence and tears down.
    package func stop(_ cause: Cause) {
        let cancel = state.withLock { state -> (@Sendable () -> Void)? in
            guard state.cause == nil else { return nil }
            state.cause = cause
            return state.cancel
        }
        cancel?()
    }

    /// Sets what a stop does; at once when the run was stopped before it began.
    func onStop(_ cancel: @escaping @Sendable () -> Void) {
        let stopped = state.withLock { state in
            state.cancel = cancel
            return state.cause != nil
        }
        if stopped { cancel() }
    }
}
