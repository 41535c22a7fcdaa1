import Convergence
import Foundation
import RunModel
import Synchronization

/// Keeps blobs beside the run, in the order in which they came, and emits the event that names each once it is kept.
///
/// Nobody waits for it but the end of the run, and that not for long.
final class BlobQueue: Sendable {
    /// Makes the event that names a blob, or says that it could not be kept; `nil` when there is nothing to say then.
    typealias MakeEvent = @Sendable (_ blob: String?) -> RunEvent.Body?

    private struct Job {
        var data: Data
        var fileExtension: String
        var time: Milliseconds
        var event: MakeEvent
    }

    private struct State {
        var jobs: [Job] = []
        var bytes = 0
        /// The one that is being kept.
        var current: Job?
        var waiters: [CheckedContinuation<Void, Never>] = []
        /// Nothing more is kept.
        var isClosed = false
    }

    private let emitter: RunEmitter
    private let state = Mutex(State())

    /// How many bytes may wait for a slow disk.
    private static let limit = 32 << 20

    /// Makes an empty queue.
    ///
    /// - Parameter emitter: Keeps the blobs and takes the events.
    init(emitter: RunEmitter) {
        self.emitter = emitter
    }

    /// Adds a blob. Cheap; never waits.
    ///
    /// - Parameters:
    ///   - data: Its bytes.
    ///   - fileExtension: How its name ends.
    ///   - time: The time of its event.
    ///   - event: Makes the event.
    func add(_ data: Data, as fileExtension: String, at time: Milliseconds, event: @escaping MakeEvent) {
        let job = Job(data: data, fileExtension: fileExtension, time: time, event: event)
        let (isTaken, isFirst) = state.withLock { state in
            guard !state.isClosed, state.bytes + data.count <= Self.limit else { return (false, false) }
            state.bytes += data.count
            state.jobs.append(job)
            return (true, state.current == nil && state.jobs.count == 1)
        }
        if !isTaken { tell(job, nil) }
        if isFirst { Task { await work() } }
    }

    /// Waits until everything is kept, but not for ever: what is not kept in time is told without its blob, and so is
    /// what comes after that.
    ///
    /// - Parameter patience: How long.
    func finish(within patience: Duration) async {
        let timer = Task {
            try await Task.sleep(for: patience)
            giveUp()
        }
        await withCheckedContinuation { continuation in
            let isIdle = state.withLock { state in
                guard state.current != nil || !state.jobs.isEmpty else { return true }
                state.waiters.append(continuation)
                return false
            }
            if isIdle { continuation.resume() }
        }
        timer.cancel()
    }

    private func work() async {
        while let job = next() {
            let blob = await emitter.store(job.data, as: job.fileExtension)
            // Told already, when it was given up meanwhile.
            if state.withLock({ !$0.isClosed }) { tell(job, blob) }
        }
    }

    private func next() -> Job? {
        let (job, waiters) = state.withLock { state -> (Job?, [CheckedContinuation<Void, Never>]) in
            state.bytes -= state.current?.data.count ?? 0
            state.current = state.jobs.isEmpty ? nil : state.jobs.removeFirst()
            guard state.current == nil else { return (state.current, []) }
            defer { state.waiters = [] }
            return (nil, state.waiters)
        }
        for waiter in waiters { waiter.resume() }
        return job
    }

    private func giveUp() {
        let (jobs, waiters) = state.withLock { state in
            defer { state = State(isClosed: true) }
            return ([state.current].compactMap { $0 } + state.jobs, state.waiters)
        }
        for job in jobs { tell(job, nil) }
        for waiter in waiters { waiter.resume() }
    }

    private func tell(_ job: Job, _ blob: String?) {
        if let body = job.event(blob) { emitter.emit(body, at: job.time) }
    }
}
