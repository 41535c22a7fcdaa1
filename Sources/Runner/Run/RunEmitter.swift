import Convergence
import Foundation
import RunModel

/// The runner's way to the sink: stamps what happens with the run's clock.
struct RunEmitter: Sendable {
    /// The run's clock.
    let clock: RunClock
    /// Where everything goes.
    let sink: any RunSink

    /// Emits an event.
    ///
    /// - Parameters:
    ///   - body: What happened.
    ///   - time: When; now, unless it is known better.
    func emit(_ body: RunEvent.Body, at time: Milliseconds? = nil) {
        sink.emit(body, at: time ?? clock.now)
    }

    /// Keeps a blob.
    func store(_ data: Data, as fileExtension: String) async -> String? {
        await sink.store(data, as: fileExtension)
    }
}
