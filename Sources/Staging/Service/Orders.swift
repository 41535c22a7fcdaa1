import Foundation
import Synchronization

/// What the supervisor sends on standard input, a JSON object a line. The pipe is also the life line: it closes when the
/// supervisor stops or is killed, and then this process ends at once.
final class Orders: Sendable {
    private let lines: AsyncStream<String>
    private let state: StateToRemove

    /// Starts reading; the process ends with standard input from here on.
    init() {
        let state = StateToRemove()
        self.state = state
        lines = AsyncStream { continuation in
            Thread.detachNewThread {
                while let line = readLine() { continuation.yield(line) }
                state.remove()
                _exit(0)
            }
        }
    }

    /// The next order.
    func next<Order: Decodable>(_ type: Order.Type) async throws -> Order {
        for await line in lines { return try JSONDecoder().decode(type, from: Data(line.utf8)) }
        throw CancellationError()
    }

    /// Removes the directory, if it is a temporary one, when the process ends with its standard input: a killed
    /// supervisor cannot.
    func removeAtEnd(_ directory: StateDirectory) { state.set(directory) }
}

private final class StateToRemove: Sendable {
    private let directory = Mutex<StateDirectory?>(nil)

    func set(_ value: StateDirectory) { directory.withLock { $0 = value } }
    func remove() { directory.withLock { $0 }?.removeIfTemporary() }
}
