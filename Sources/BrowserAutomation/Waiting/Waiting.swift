import Transport

/// The tasks that wait for an actor to change.
struct Waiters {
    private var lastToken = 0
    fileprivate var continuations: [Int: CheckedContinuation<Void, Never>] = [:]

    fileprivate mutating func makeToken() -> Int {
        lastToken += 1
        return lastToken
    }
}

/// An actor on a loop that others wait on: for a condition over its state, or a deadline. Nothing polls.
protocol Waiting: LoopActor {
    /// Who waits.
    var waiters: Waiters { get set }

    /// Throws when waiting has become pointless: the browser or page is gone.
    func checkAlive() throws(BrowserError)
}

extension Waiting {
    /// Wakes everyone who waits, to look at the state again. To be called after every change someone may wait for.
    func changed() {
        let woken = waiters.continuations.values
        waiters.continuations = [:]
        for continuation in woken { continuation.resume() }
    }

    /// Waits until a look at the state gives a value.
    ///
    /// - Parameters:
    ///   - deadline: When to give up.
    ///   - look: Looks at the state; nil means not yet.
    /// - Returns: The value, or nil when the deadline has passed.
    /// - Throws: When the browser or page is gone, or the task is cancelled.
    func wait<Value: Sendable>(
        until deadline: ContinuousClock.Instant, _ look: () throws -> Value?
    ) async throws -> Value? {
        while true {
            if let value = try look() { return value }
            try checkAlive()
            try Task.checkCancellation()
            if ContinuousClock.now >= deadline { return nil }
            await waitForChange(until: deadline)
        }
    }

    /// Waits for an instant, unless the actor stops being alive or the task is cancelled first.
    func pause(until instant: ContinuousClock.Instant) async throws {
        let never: Bool? = nil
        _ = try await wait(until: instant) { never }
    }

    private func waitForChange(until deadline: ContinuousClock.Instant) async {
        let token = waiters.makeToken()
        let timer = loop.schedule(at: deadline) { [weak self] in
            self?.assumeIsolated { $0.wake(token) }
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if Task.isCancelled {
                    continuation.resume()
                } else {
                    waiters.continuations[token] = continuation
                }
            }
        } onCancel: {
            loop.run { [weak self] in self?.assumeIsolated { $0.wake(token) } }
        }
        timer.cancel()
    }

    private func wake(_ token: Int) {
        waiters.continuations.removeValue(forKey: token)?.resume()
    }
}
