package import Foundation
import Synchronization
package import Transport

/// A channel without a network: what is sent is written down, what arrives is said by the test.
package final class ScriptedTransport: MessageTransport {
    package let loop: EventLoop

    private struct State {
        var handler: (@Sendable (MessageTransportEvent) -> Void)?
        var isClosed = false
    }

    private let client: WebSocketClient
    private struct Outbox {
        var sent: [String] = []
        var taken = 0
    }

    private let state = Mutex(State())
    private let outbox = Watched(Outbox())
    private let answer: @Sendable (String) -> [String]

    /// Makes a channel.
    ///
    /// - Parameter answer: What arrives at once for each message that is sent.
    /// - Throws: When there is no loop to be had.
    package init(answer: @escaping @Sendable (String) -> [String] = { _ in [] }) throws {
        client = try WebSocketClient()
        loop = client.loop
        self.answer = answer
    }

    /// Replays a conversation: a log in JSON Lines of `{"send": …}` and `{"receive": …}`.
    ///
    /// Each message that is sent must be of the logged method; what the log has up to the next sending then arrives,
    /// with the number of the command that was really sent.
    ///
    /// - Parameter log: The log's text.
    /// - Throws: When a line is no such object.
    package convenience init(replaying log: String) throws {
        let steps = try log.split(whereSeparator: \.isNewline).map { line in
            try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: [String: Any]] ?? [:]
        }
        let replay = Replay(steps)
        try self.init { replay.answer($0) }
    }

    /// Everything that was sent.
    package var sent: [String] { outbox.state.sent }

    /// Waits for the next message to be sent, beginning with the first.
    ///
    /// - Throws: ``Unmet`` when the task is cancelled first.
    package func nextSent() async throws -> String {
        try await outbox.first { outbox in
            guard outbox.taken < outbox.sent.count else { return nil }
            outbox.taken += 1
            return outbox.sent[outbox.taken - 1]
        }
    }

    /// Delivers a message.
    package func receive(_ message: String) {
        loop.run { self.deliver(.message(Data(message.utf8))) }
    }

    /// Ends the channel from the other side.
    package func breakOff(_ message: String = "the peer broke the connection") {
        loop.run { self.end(TransportError(.closed, host: "script", message: message)) }
    }

    // MARK: MessageTransport

    package func start(_ handler: @escaping @Sendable (MessageTransportEvent) -> Void) {
        state.withLock { $0.handler = handler }
    }

    package func send(_ message: Data) {
        let text = String(decoding: message, as: UTF8.self)
        if state.withLock(\.isClosed) { return }
        outbox.change { $0.sent.append(text) }
        for reply in answer(text) { loop.execute { self.deliver(.message(Data(reply.utf8))) } }
    }

    package func close() {
        loop.run { self.end(TransportError(.closed, host: "script", message: "the connection was closed")) }
    }

    private func deliver(_ event: MessageTransportEvent) {
        let handler = state.withLock { $0.isClosed ? nil : $0.handler }
        handler?(event)
    }

    private func end(_ error: TransportError) {
        deliver(.closed(error))
        state.withLock { state in
            state.isClosed = true
            state.handler = nil
        }
    }
}

/// The place in a log that is being replayed.
private final class Replay: Sendable {
    private let steps: Mutex<[Data]>

    init(_ steps: [[String: [String: Any]]]) {
        self.steps = Mutex(steps.compactMap { try? JSONSerialization.data(withJSONObject: $0) })
    }

    func answer(_ sent: String) -> [String] {
        let id = Self.object(Data(sent.utf8))["id"]
        return steps.withLock { steps in
            guard let first = steps.first, Self.object(first)["send"] != nil else { return [] }
            steps.removeFirst()
            var replies: [String] = []
            while let step = steps.first, var message = Self.object(step)["receive"] as? [String: Any] {
                steps.removeFirst()
                if message["id"] != nil { message["id"] = id }
                if let data = try? JSONSerialization.data(withJSONObject: message) {
                    replies.append(String(decoding: data, as: UTF8.self))
                }
            }
            return replies
        }
    }

    private static func object(_ data: Data) -> [String: Any] {
        (try? JSONSerialization.jsonObject(with: data)) as? [String: Any] ?? [:]
    }
}
