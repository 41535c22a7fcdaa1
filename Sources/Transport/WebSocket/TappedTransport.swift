package import Foundation

/// A channel that shows what passes through it to someone who listens: for a log of the conversation.
package struct TappedTransport: MessageTransport {
    /// Which way a message went.
    package enum Direction: String, Sendable {
        case send, receive
    }

    private let base: any MessageTransport
    private let tap: @Sendable (Direction, Data) -> Void

    /// Listens in on a channel.
    ///
    /// - Parameters:
    ///   - base: The channel.
    ///   - tap: Called on the loop's thread for each message, before it is sent or delivered.
    package init(_ base: any MessageTransport, tap: @escaping @Sendable (Direction, Data) -> Void) {
        self.base = base
        self.tap = tap
    }

    package var loop: EventLoop { base.loop }

    package func start(_ handler: @escaping @Sendable (MessageTransportEvent) -> Void) {
        base.start { [tap] event in
            if case .message(let message) = event { tap(.receive, message) }
            handler(event)
        }
    }

    package func send(_ message: Data) {
        tap(.send, message)
        base.send(message)
    }

    package func close() {
        base.close()
    }
}
