import Synchronization

/// Values written down from any thread, in order.
package final class Recorder<Value: Sendable>: Sendable {
    private let recorded = Mutex<[Value]>([])

    package init() {}

    /// What was written down so far.
    package var values: [Value] { recorded.withLock(\.self) }

    /// Writes a value down.
    package func append(_ value: Value) {
        recorded.withLock { $0.append(value) }
    }
}
