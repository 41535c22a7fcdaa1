import Foundation
import Synchronization

/// The part of an ``EventLoop`` that its thread holds: the queue, the timers and the driver.
///
/// The thread holds no reference to the loop itself while idle, so that letting go of the loop ends the thread. A job
/// in the queue does hold it: the executor a job runs on must exist while it runs.
final class LoopCore: Sendable {
    /// Something to run on the loop's thread.
    enum Work {
        case job(UnownedJob)
        case closure(@Sendable () -> Void)
    }

    private struct Timer {
        let instant: ContinuousClock.Instant
        let timer: LoopTimer
    }

    private struct State {
        var queue: [Work] = []
        /// Sorted, the earliest last.
        var timers: [Timer] = []
        var owner: EventLoop?
        var isWaiting = false
        var isStopped = false
        var statistics = LoopStatistics()

        /// Whether the thread has to be woken; the answer is yes once for each wait.
        mutating func takeWaiting() -> Bool {
            defer { isWaiting = false }
            return isWaiting
        }

        mutating func takeDueTimers(_ now: ContinuousClock.Instant) -> [LoopTimer] {
            var due: [LoopTimer] = []
            while let last = timers.last, last.instant <= now {
                due.append(last.timer)
                timers.removeLast()
            }
            return due
        }
    }

    /// How many batches of jobs run before the sockets are looked at again, so that jobs cannot starve them.
    private static let batchesBetweenPolls = 32

    private let driver: any LoopDriver
    private let state = Mutex(State())
    private let thread = Atomic<UInt>(0)

    init(driver: any LoopDriver) {
        self.driver = driver
    }

    var isCurrent: Bool { thread.load(ordering: .relaxed) == UInt(pthread_self()) }

    var statistics: LoopStatistics { state.withLock { $0.statistics } }

    func submit(_ work: Work, owner: EventLoop) {
        // Also from the loop's own thread: a callback of the library may come before the library's wait, which would then
        // begin though there is something to do.
        let mustWake = state.withLock { state in
            state.queue.append(work)
            if state.owner == nil { state.owner = owner }
            return state.takeWaiting()
        }
        if mustWake { driver.wake() }
    }

    func schedule(
        at instant: ContinuousClock.Instant,
        _ body: @escaping @Sendable () -> Void
    ) -> LoopTimer {
        let timer = LoopTimer(body)
        let mustWake = state.withLock { state in
            let index = state.timers.firstIndex { $0.instant <= instant } ?? state.timers.endIndex
            state.timers.insert(Timer(instant: instant, timer: timer), at: index)
            return index == state.timers.endIndex - 1 && state.takeWaiting()
        }
        if mustWake { driver.wake() }
        return timer
    }

    func stop() {
        // Woken under the lock: the thread cannot see the stop, and free the driver, before the call is over.
        state.withLock { state in
            state.isStopped = true
            if state.takeWaiting() { driver.wake() }
        }
    }

    func measure<Result>(endsWait: Bool, _ body: () -> Result) -> Result {
        if endsWait { state.withLock { $0.isWaiting = false } }
        let start = ContinuousClock.now
        let result = body()
        record(jobs: 1, longest: .now - start)
        return result
    }

    private func record(jobs: Int, longest: Duration) {
        state.withLock { state in
            state.statistics.jobs += jobs
            state.statistics.longestJob = max(state.statistics.longestJob, longest)
        }
    }
}

// MARK: - The thread

extension LoopCore {
    private enum Next {
        case run([Work], EventLoop?)
        case fire([LoopTimer])
        case wait(Duration?)
        case end
    }

    /// The thread's whole life.
    func run() {
        thread.store(UInt(pthread_self()), ordering: .relaxed)
        var batches = 0
        while true {
            switch next() {
            case .run(let work, let owner):
                run(work, owner: owner)
                batches += 1
            case .fire(let timers):
                for timer in timers { timer.fire() }
            case .wait(let timeout):
                driver.service(timeout: timeout)
                state.withLock { $0.isWaiting = false }
                batches = 0
            case .end:
                driver.tearDown()
                return
            }
            if batches >= Self.batchesBetweenPolls {
                driver.service(timeout: .zero)
                batches = 0
            }
        }
    }

    private func next() -> Next {
        state.withLock { state in
            if !state.queue.isEmpty {
                defer {
                    state.queue = []
                    state.owner = nil
                }
                return .run(state.queue, state.owner)
            }
            if let earliest = state.timers.last {
                let now = ContinuousClock.now
                if earliest.instant <= now { return .fire(state.takeDueTimers(now)) }
                if state.isStopped { return .end }
                state.isWaiting = true
                return .wait(earliest.instant - now)
            }
            if state.isStopped { return .end }
            state.isWaiting = true
            return .wait(nil)
        }
    }

    private func run(_ batch: [Work], owner: EventLoop?) {
        guard let owner else { return }
        let serial = unsafe owner.asUnownedSerialExecutor()
        let task = unsafe owner.asUnownedTaskExecutor()
        var longest = Duration.zero
        var start = ContinuousClock.now
        for work in batch {
            switch work {
            case .job(let job): unsafe job.runSynchronously(isolatedTo: serial, taskExecutor: task)
            case .closure(let body): body()
            }
            let end = ContinuousClock.now
            longest = max(longest, end - start)
            start = end
        }
        record(jobs: batch.count, longest: longest)
    }
}
