import Foundation
import Synchronization

/// One thread that serves a C library's sockets and runs Swift's jobs in between.
///
/// It is the serial executor of the actors that own that library's handles, so a callback from C is already isolated
/// to them (`assumeIsolated`), and a task executor, so a task that prefers it stays on the thread across its awaits.
/// The thread ends when the last reference goes; an open handle keeps its owner, and so the loop, alive.
package final class EventLoop: SerialExecutor, TaskExecutor {
    private let core: LoopCore

    /// Starts the thread.
    ///
    /// - Parameters:
    ///   - name: The thread's name, for debuggers.
    ///   - driver: The library to serve; the loop tears it down when it ends.
    /// - Throws: ``TransportError`` when there is no thread to be had; the driver is torn down then.
    init(name: String, driver: any LoopDriver) throws(TransportError) {
        let core = LoopCore(driver: driver)
        self.core = core
        do throws(TransportError) {
            try BlockingThread.start(name) { core.run() }
        } catch {
            driver.tearDown()
            throw error
        }
    }

    deinit {
        core.stop()
    }

    /// Whether the caller runs on the loop's thread.
    package var isCurrent: Bool { core.isCurrent }

    /// What the loop has done so far; the longest job is the longest time nothing else could happen.
    package var statistics: LoopStatistics { core.statistics }

    /// Runs a closure on the loop's thread, after everything queued before it.
    package func execute(_ body: @escaping @Sendable () -> Void) {
        core.submit(.closure(body), owner: self)
    }

    /// Runs a closure at once when on the loop's thread, otherwise as ``execute(_:)`` does.
    package func run(_ body: @escaping @Sendable () -> Void) {
        if isCurrent { body() } else { execute(body) }
    }

    /// Runs a closure on the loop's thread at an instant, not before.
    ///
    /// - Parameters:
    ///   - instant: When; an instant in the past means as soon as possible.
    ///   - body: What to run.
    /// - Returns: The timer, to cancel it. It need not be kept.
    @discardableResult
    package func schedule(
        at instant: ContinuousClock.Instant,
        _ body: @escaping @Sendable () -> Void
    ) -> LoopTimer {
        core.schedule(at: instant, body)
    }

    /// Runs a callback of the C library, counting its time as a job's.
    ///
    /// - Parameters:
    ///   - endsWait: Whether the library does not wait any more once it has made this callback, so that what is queued
    ///     in it need not wake the loop.
    ///   - body: What handles the callback.
    /// - Returns: What the handler returns.
    func measure(endsWait: Bool, _ body: () -> Int32) -> Int32 {
        core.measure(endsWait: endsWait, body)
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        core.submit(.job(UnownedJob(job)), owner: self)
    }

    package func checkIsolated() {
        precondition(isCurrent, "not on this event loop's thread")
    }

    package func isIsolatingCurrentContext() -> Bool? { isCurrent }
}

/// An actor whose executor is an ``EventLoop``: code on the loop's thread enters it with `assumeIsolated`.
package protocol LoopActor: Actor {
    /// The loop that runs the actor.
    nonisolated var loop: EventLoop { get }
}

extension LoopActor {
    package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe loop.asUnownedSerialExecutor() }
}

/// A closure that waits for its instant on an ``EventLoop``.
package final class LoopTimer: Sendable {
    private let body: Mutex<(@Sendable () -> Void)?>

    init(_ body: @escaping @Sendable () -> Void) {
        self.body = Mutex(body)
    }

    /// Prevents the closure from running, unless it has run, and lets go of what it holds.
    package func cancel() {
        body.withLock { $0 = nil }
    }

    /// Runs the closure, once.
    func fire() {
        let body = body.withLock { body in
            defer { body = nil }
            return body
        }
        body?()
    }
}

/// What an ``EventLoop`` has done since it started.
package struct LoopStatistics: Sendable {
    /// How many jobs, closures and callbacks have run.
    package var jobs = 0

    /// How long the longest of them held the thread.
    package var longestJob = Duration.zero
}
