import Foundation
import Synchronization

/// The subscribers of one kind of event in one session, whatever the kind.
protocol AnyEventChannel: Sendable {
    /// Decodes an event and calls its subscribers.
    ///
    /// - Returns: Whether there was one; without, nothing is decoded.
    func deliver(_ message: Data) throws -> Bool
}

/// The subscribers of one kind of event in one session.
final class EventChannel<Event: CDPEvent>: AnyEventChannel {
    private struct State {
        var lastToken = 0
        var handlers: [(token: Int, handler: @Sendable (Event) -> Void)] = []
    }

    private let state = Mutex(State())

    func add(_ handler: @escaping @Sendable (Event) -> Void) -> CDPSubscription {
        let token = state.withLock { state in
            state.lastToken += 1
            state.handlers.append((state.lastToken, handler))
            return state.lastToken
        }
        return CDPSubscription { [weak self] in
            self?.state.withLock { state in state.handlers.removeAll { $0.token == token } }
        }
    }

    func deliver(_ message: Data) throws -> Bool {
        let handlers = state.withLock { $0.handlers }
        guard !handlers.isEmpty else { return false }
        let event = try Wire.parameters(Event.self, from: message)
        for entry in handlers { entry.handler(event) }
        return true
    }
}

/// A handler's place in a session.
package struct CDPSubscription: Sendable {
    private let remove: @Sendable () -> Void

    init(_ remove: @escaping @Sendable () -> Void) {
        self.remove = remove
    }

    /// Ends the subscription; the handler is not called again, and let go.
    package func cancel() {
        remove()
    }
}
