package import Convergence
package import Foundation
package import RunModel
import Synchronization

/// The runner's way to the sink: stamps events and folds them on the way, so that the run can be judged at its end.
package final class RunEmitter: Sendable {
    /// The run's clock.
    package let clock: RunClock
    private let sink: any RunSink
    private let fold = Mutex(RunFold())

    /// Makes an emitter.
    package init(clock: RunClock, sink: any RunSink) {
        self.clock = clock
        self.sink = sink
    }

    /// Emits an event.
    ///
    /// - Parameters:
    ///   - body: What happened.
    ///   - time: When; now, unless it is known better.
    package func emit(_ body: RunEvent.Body, at time: Milliseconds? = nil) {
        let time = time ?? clock.now
        // Under the lock, so that the fold and the journal see one order.
        fold.withLock { fold in
            fold.apply(RunEvent(seq: 0, t: time, body: body))
            sink.emit(body, at: time)
        }
    }

    /// The run as judged now.
    ///
    /// - Parameter complete: True at the run's end.
    package func result(complete: Bool) -> RunResult {
        fold.withLock { $0.result(complete: complete) }
    }

    /// Keeps a blob.
    package func store(_ data: Data, as fileExtension: String) async -> String? {
        await sink.store(data, as: fileExtension)
    }

    /// Declares a secret.
    package func conceal(_ secret: String) { sink.conceal(secret) }

    /// Makes durable what was emitted.
    package func sync() async { await sink.sync() }
}
