package import Convergence
import Dispatch
package import Foundation
package import RunModel
import Synchronization

/// Takes a run's events and writes its bundle: redactor, then journal and blobs, then live subscribers.
///
/// Everything but `emit` happens on a queue of its own, so that neither the disk nor a subscriber delays the run.
package final class BundleRecorder: RunSink {
    /// What everything written goes through.
    package let redactor = Redactor()
    /// What is kept.
    package let policy: ArtifactPolicy

    let queue = DispatchQueue(label: "endstate.recording")
    private let waiting: Mutex<EventQueue>
    private let subscribers = Mutex<[@Sendable (RunEvent) -> Void]>([])
    /// Used on the queue only; the lock is there for the compiler.
    let writer: Mutex<BundleWriter>

    /// The longest time for which the journal is not forced to the disk.
    private static let syncInterval: DispatchTimeInterval = .seconds(1)

    /// Makes the bundle's folder.
    ///
    /// - Parameters:
    ///   - root: The folder of all bundles; made when missing. Not touched with the policy `never`.
    ///   - policy: What is kept.
    ///   - run: What the bundle is named after.
    ///   - scenario: The scenario's text, kept as `scenario.yaml`.
    ///   - secrets: The secrets known before the run.
    ///   - caps: How much is kept.
    ///   - journalPath: A file that takes the journal instead of one in the folder, for tests of a disk that refuses.
    /// - Throws: ``RecordingError/rootNotWritable(path:reason:remedy:)``, before anything was started.
    package init(
        root: String,
        policy: ArtifactPolicy,
        run: BundleName,
        scenario: String? = nil,
        secrets: [String] = [],
        caps: Caps = Caps(),
        journalPath: String? = nil
    ) throws(RecordingError) {
        self.policy = policy
        for secret in secrets { redactor.conceal(secret) }
        let folder = policy == .never ? nil : try BundleFolder(root: root, run: run)
        writer = Mutex(BundleWriter(folder: folder, caps: caps))
        waiting = Mutex(EventQueue(caps: caps))
        guard let folder else { return }
        do {
            try writer.withLock { try $0.openJournal(at: journalPath) }
            if let scenario { try folder.write(Data(redactor.mask(scenario).utf8), as: "scenario.yaml") }
        } catch {
            folder.removeAll()
            throw .rootNotWritable(
                path: folder.path, reason: RecordingError.reason(error),
                remedy: "make room or name another folder with --output, or run with --artifacts never")
        }
    }

    /// The bundle's folder as it is called now, absolute; `nil` when nothing is written.
    package var folder: String? { writer.withLock { $0.folder?.path } }

    /// Removes the bundle's folder, of a run that was not started after all. Nothing may be recorded any more.
    package func discard() { writer.withLock { $0.folder?.removeAll() } }

    /// Adds somebody who takes every event as it is written, in order, on the recorder's queue.
    package func subscribe(_ subscriber: @escaping @Sendable (RunEvent) -> Void) {
        subscribers.withLock { $0.append(subscriber) }
    }

    package var keepsBlobs: Bool { policy != .never }

    package func emit(_ body: RunEvent.Body, at time: Milliseconds) {
        let isFirst = waiting.withLock { waiting in
            waiting.append(body, at: time)
            defer { waiting.isDraining = true }
            return !waiting.isDraining
        }
        if isFirst { queue.async { [self] in drain() } }
    }

    package func conceal(_ secret: String) { redactor.conceal(secret) }

    package func store(_ data: Data, as fileExtension: String) async -> String? {
        await onQueue { recorder in
            let stored = recorder.writer.withLock { $0.store(data, as: fileExtension, redactor: recorder.redactor) }
            if case .leftOut = stored { recorder.waiting.withLock { $0.leaveOut("blob") } }
            return stored.name
        }
    }

    /// Waits until what was emitted so far is on the disk.
    package func sync() async {
        await onQueue { $0.synchronize() }
    }

    /// The result as far as the run has come.
    ///
    /// - Parameter complete: True when nothing more that counts will be emitted.
    /// - Returns: The fold of everything emitted so far.
    package func result(complete: Bool = false) async -> RunResult {
        await onQueue { recorder in
            recorder.drain()
            return recorder.writer.withLock { $0.fold.result(complete: complete) }
        }
    }

    /// Runs something on the recorder's queue, after all that was asked of it before.
    func onQueue<Value: Sendable>(_ work: @escaping @Sendable (BundleRecorder) -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            queue.async { [self] in continuation.resume(returning: work(self)) }
        }
    }

    /// Writes what waits. Called on the queue only.
    func drain() {
        while true {
            let events = waiting.withLock { waiting in
                let events = waiting.take()
                if events.isEmpty { waiting.isDraining = false }
                return events
            }
            guard !events.isEmpty else { return }
            redactor.beginWriting()
            let (written, isNewlyDirty, bytes) = writer.withLock { writer in
                let wasDirty = writer.isDirty
                let written = writer.record(events, redactor: redactor)
                return (written, writer.isDirty && !wasDirty, writer.recordedBytes)
            }
            waiting.withLock { $0.noteWritten(bytes) }
            passOnComplaint(at: events.last?.t ?? 0)
            let isTrigger = written.contains { if case .triggerDispatched = $0.body { true } else { false } }
            if isTrigger { writer.withLock { $0.synchronize() } }
            if isNewlyDirty { queue.asyncAfter(deadline: .now() + Self.syncInterval) { [self] in synchronize() } }
            let subscribers = subscribers.withLock { $0 }
            for event in written { for subscriber in subscribers { subscriber(event) } }
        }
    }

    /// Says everything that was left out, for the end. Called on the queue only.
    func closeAccounts(at time: Milliseconds) {
        waiting.withLock { $0.closeAccounts(at: time) }
        drain()
    }

    /// Forces what was written to the disk. Called on the queue only.
    func synchronize() {
        drain()
        let time = writer.withLock { writer in
            writer.synchronize()
            return writer.fold.lastTime
        }
        passOnComplaint(at: time)
        drain()
    }

    /// Makes an event of what the disk refused.
    func passOnComplaint(at time: Milliseconds) {
        if let fault = writer.withLock({ $0.takeComplaint() }) { emit(.fault(fault), at: time) }
    }
}
