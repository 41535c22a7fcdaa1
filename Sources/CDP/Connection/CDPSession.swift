import Foundation
import Synchronization
import Transport

/// A conversation with one target, or with the browser itself.
///
/// Commands and subscriptions can be made from any thread; handlers run on the connection's loop, in the order the
/// events arrived.
package final class CDPSession: Sendable {
    /// The connection that carries the session.
    package let connection: CDPConnection
    /// The session's name, `nil` for the browser's own.
    package let id: String?
    /// The target, `nil` for the browser's own session.
    package let target: Target.TargetInfo?

    private let quotedID: String?
    private let channels = Mutex<[String: any AnyEventChannel]>([:])
    private let detachment = Mutex(Detachment())

    private struct Detachment {
        var isDetached = false
        var handlers: [@Sendable () -> Void] = []
    }

    init(connection: CDPConnection, id: String?, target: Target.TargetInfo?) {
        self.connection = connection
        self.id = id
        self.target = target
        quotedID = id.map(Wire.quoted)
    }

    // MARK: Commands

    /// Sends a command and waits for its result.
    ///
    /// - Parameters:
    ///   - command: What to do.
    ///   - deadline: When to give up waiting.
    /// - Returns: What Chromium answered.
    /// - Throws: ``CDPError``, which names the command.
    @discardableResult
    package func send<Command: CDPCommand>(
        _ command: Command,
        deadline: ContinuousClock.Instant
    ) async throws(CDPError) -> Command.Result {
        try await begin(command, deadline: deadline).value
    }

    /// Sends a command without waiting: several can be begun in a row, and are carried out in that order, with no
    /// round trip between them.
    ///
    /// - Parameters:
    ///   - command: What to do.
    ///   - deadline: When the reply is given up.
    /// - Returns: The reply; it need not be awaited.
    @discardableResult
    package func begin<Command: CDPCommand>(
        _ command: Command,
        deadline: ContinuousClock.Instant
    ) -> CDPReply<Command.Result> {
        let reply = connection.makeReply(method: Command.method, session: id)
        do {
            let parameters = try Wire.parameters(of: command)
            let message = Wire.message(id: reply.id, method: reply.method, session: quotedID, parameters: parameters)
            connection.begin(reply, message: message, deadline: deadline)
        } catch {
            reply.resolve(
                .failure(
                    CDPError(
                        .encoding, method: reply.method, session: id,
                        message: "the parameters cannot be written as JSON: \(error)")))
        }
        return CDPReply(reply: reply)
    }

    // MARK: Events

    /// Calls a handler for each event of a kind, on the loop's thread, in order of arrival and before any reply that
    /// came after it. Subscribe before sending the command that causes the event.
    ///
    /// - Parameters:
    ///   - event: The kind of event.
    ///   - handler: Must be short: nothing else happens on the loop meanwhile.
    /// - Returns: The subscription. It lasts until it is cancelled or the session ends; it need not be kept.
    @discardableResult
    package func on<Event: CDPEvent>(
        _ event: Event.Type,
        _ handler: @escaping @Sendable (Event) -> Void
    ) -> CDPSubscription {
        let channel = channels.withLock { channels in
            if let channel = channels[Event.method] as? EventChannel<Event> { return channel }
            let channel = EventChannel<Event>()
            channels[Event.method] = channel
            return channel
        }
        return channel.add(handler)
    }

    /// Calls a handler once when the session ends: detached, or the connection closed. At once if it already has.
    package func onDetach(_ handler: @escaping @Sendable () -> Void) {
        let isDetached = detachment.withLock { detachment in
            if !detachment.isDetached { detachment.handlers.append(handler) }
            return detachment.isDetached
        }
        if isDetached { connection.loop.run(handler) }
    }

    /// Whether the session has ended.
    package var isDetached: Bool { detachment.withLock(\.isDetached) }

    // MARK: For the connection

    /// Hands an event to its subscribers.
    ///
    /// - Returns: Whether there was one.
    /// - Throws: When the event does not have the declared form.
    func deliver(_ method: String, _ message: Data) throws -> Bool {
        guard let channel = channels.withLock({ $0[method] }) else { return false }
        return try channel.deliver(message)
    }

    /// Ends the session: its subscribers are let go.
    func detach() {
        let handlers = detachment.withLock { detachment in
            defer { detachment.handlers = [] }
            detachment.isDetached = true
            return detachment.handlers
        }
        for handler in handlers { handler() }
        channels.withLock { $0 = [:] }
    }
}
