import Transport

/// The browser of several runs: started when the first of them wants it, shared by all, replaced when it dies.
///
/// A run that is under way in a browser that dies goes down with it; the next run gets another one.
package actor BrowserPool {
    private struct Launch {
        let outcome: OneShot<Browser, any Error>
        let task: Task<Void, Never>
        /// How many runs are waiting for the browser or using it.
        var leases = 0
    }

    /// A run's hold on a browser.
    private struct Lease {
        let launch: Int
        let browser: Browser
    }

    private let options: BrowserOptions
    private var launches: [Int: Launch] = [:]
    private var current: Int?
    private var lastLaunch = 0
    private var closings: [Task<Void, Never>] = []
    private var isClosed = false
    /// How many runs may still want a browser; nil when that is not known.
    private var runsLeft: Int?

    /// Makes a pool; nothing is started yet.
    init(_ options: BrowserOptions, runs: Int?) {
        self.options = options
        runsLeft = runs
    }

    /// Runs a body with a running browser, started now or by an earlier run. It does not end with the body.
    ///
    /// - Parameters:
    ///   - deadline: When starting one is given up. A browser that another run is starting is waited for instead, as long
    ///     as that run has set.
    ///   - body: What to do with it. When it throws a ``BrowserError``, later runs get another browser.
    /// - Returns: What the body returns.
    /// - Throws: ``BrowserError/launch(reason:remedy:)``, or what the body throws.
    package nonisolated func withBrowser<Value: Sendable>(
        deadline: ContinuousClock.Instant, _ body: (Browser) async throws -> Value
    ) async throws -> Value {
        let lease = try await take(deadline: deadline)
        do {
            let value = try await body(lease.browser)
            await end(lease.launch)
            return value
        } catch {
            if error is BrowserError { await retire(lease.launch) }
            await end(lease.launch)
            throw error
        }
    }

    private func take(deadline: ContinuousClock.Instant) async throws -> Lease {
        while !isClosed {
            let known = current
            let id = known ?? begin(deadline: deadline)
            launches[id]?.leases += 1
            let outcome = await launches[id]?.outcome.wait()
            switch outcome {
            case .success(let browser)?:
                // One that was started for this run is its own, whatever has become of it.
                if known == nil { return Lease(launch: id, browser: browser) }
                if await browser.isUsable { return Lease(launch: id, browser: browser) }
                retire(id)
                giveBack(id)
            case .failure(let error)?:
                retire(id)
                giveBack(id)
                throw error
            case nil:
                giveBack(id)
                throw CancellationError()
            }
        }
        throw CancellationError()
    }

    private func begin(deadline: ContinuousClock.Instant) -> Int {
        lastLaunch += 1
        let outcome = OneShot<Browser, any Error>()
        let task = Task { [options] in
            do {
                outcome.resolve(.success(try await Browser.open(options, deadline: deadline)))
            } catch {
                outcome.resolve(.failure(error))
            }
        }
        launches[lastLaunch] = Launch(outcome: outcome, task: task)
        current = lastLaunch
        return lastLaunch
    }

    /// No later run gets this browser.
    private func retire(_ id: Int) {
        if current == id { current = nil }
    }

    /// A run is done with its browser. After the last of all the browser ends beside what is left to do without it.
    private func end(_ id: Int) {
        runsLeft = runsLeft.map { $0 - 1 }
        if runsLeft == 0 { current = nil }
        giveBack(id)
    }

    /// A run has no use for a browser any more; the last one of a retired browser closes it.
    private func giveBack(_ id: Int) {
        launches[id]?.leases -= 1
        guard id != current, let launch = launches[id], launch.leases == 0 else { return }
        launches[id] = nil
        closings.append(Task { await Self.close(launch) })
    }

    /// Waits until every browser that no run has a use for any more has ended.
    package func waitForEnds() async {
        for closing in closings { await closing.value }
    }

    private static func close(_ launch: Launch) async {
        if case .success(let browser)? = await launch.outcome.wait() { await browser.close() }
    }

    /// Closes what was started, and leaves nothing behind.
    func close() async {
        isClosed = true
        current = nil
        let open = launches.values
        launches = [:]
        for launch in open { launch.task.cancel() }
        for launch in open { await Self.close(launch) }
        await waitForEnds()
    }
}

/// Runs a body with a pool whose browsers end when the body does, on every way out of it.
///
/// - Parameters:
///   - options: Which browser, and how.
///   - runs: How many runs want a browser, once each; the browser ends when the last of them is done with it.
///   - body: What to do with the pool.
/// - Returns: What the body returns.
package func withBrowserPool<Value: Sendable>(
    _ options: BrowserOptions, runs: Int? = nil, _ body: (BrowserPool) async throws -> Value
) async rethrows -> Value {
    let pool = BrowserPool(options, runs: runs)
    do {
        let value = try await body(pool)
        await Task { await pool.close() }.value
        return value
    } catch {
        await Task { await pool.close() }.value
        throw error
    }
}
