import Foundation
import Synchronization
package import Transport

/// A connection to a browser: one channel, many sessions. Its executor is the channel's loop.
package actor CDPConnection: LoopActor {
    package nonisolated let loop: EventLoop

    private nonisolated let transport: any MessageTransport
    private nonisolated let ids = Counter()
    private nonisolated let shared = Mutex(Shared())
    private var state = ConnectionState<PendingReply>()
    private var alarm: (instant: ContinuousClock.Instant, timer: LoopTimer)?

    private struct Shared {
        var root: CDPSession?
        var sessions: [String: CDPSession] = [:]
        var attachHandler: (@Sendable (CDPAttachment) -> Void)?
        var undecodableHandler: (@Sendable (CDPSession, String) -> Void)?
        var closeHandlers: [@Sendable (TransportError) -> Void] = []
        var closure: TransportError?
        var statistics = CDPStatistics()
    }

    /// Takes over a channel and starts listening.
    ///
    /// - Parameter transport: The channel; it ends when the connection is closed.
    package init(transport: any MessageTransport) {
        self.transport = transport
        loop = transport.loop
        transport.start { event in
            self.assumeIsolated { $0.handle(event) }
        }
    }

    /// Connects to a browser.
    ///
    /// - Parameters:
    ///   - url: The browser's `webSocketDebuggerUrl`.
    ///   - client: Opens the websocket; its loop becomes the connection's.
    ///   - headers: Headers for the handshake, for a browser behind a gateway.
    ///   - deadline: When to give up.
    /// - Returns: The open connection; it stays open until it is closed.
    /// - Throws: ``TransportError`` with the reason.
    package static func connect(
        to url: String,
        client: WebSocketClient,
        headers: [(name: String, value: String)] = [],
        deadline: ContinuousClock.Instant
    ) async throws(TransportError) -> CDPConnection {
        CDPConnection(transport: try await client.connect(to: url, headers: headers, deadline: deadline))
    }

    // MARK: From any thread

    /// The browser's own session.
    package nonisolated var root: CDPSession {
        shared.withLock { shared in
            if let root = shared.root { return root }
            let root = CDPSession(connection: self, id: nil, target: nil)
            // The session holds the connection: once closed, the connection no longer holds the session.
            if shared.closure == nil { shared.root = root }
            return root
        }
    }

    /// A session by its name, while it is attached.
    package nonisolated func session(_ id: String) -> CDPSession? {
        shared.withLock { $0.sessions[id] }
    }

    /// What arrived and could not be used.
    package nonisolated var statistics: CDPStatistics { shared.withLock(\.statistics) }

    /// Sets what is called, on the loop's thread, for each session that is attached, before its first event and before
    /// any other handler. It must at least begin `Runtime.runIfWaitingForDebugger`, or the target hangs.
    package nonisolated func onAttach(_ handler: @escaping @Sendable (CDPAttachment) -> Void) {
        shared.withLock { $0.attachHandler = handler }
    }

    /// Sets what is called, on the loop's thread, with the session and the name of every event that does not have the
    /// declared form.
    package nonisolated func onUndecodable(_ handler: @escaping @Sendable (CDPSession, String) -> Void) {
        shared.withLock { $0.undecodableHandler = handler }
    }

    /// Calls a handler once, on the loop's thread, when the connection is closed by either side. At once if it has been.
    package nonisolated func onClose(_ handler: @escaping @Sendable (TransportError) -> Void) {
        let closure = shared.withLock { shared in
            if shared.closure == nil { shared.closeHandlers.append(handler) }
            return shared.closure
        }
        if let closure { loop.run { handler(closure) } }
    }

    /// Closes the channel. Every waiting command fails.
    package nonisolated func close() {
        transport.close()
    }

    nonisolated func makeReply(method: String, session: String?) -> PendingReply {
        PendingReply(id: ids.increment(), method: method, session: session, connection: self)
    }

    nonisolated func begin(_ reply: PendingReply, message: Data, deadline: ContinuousClock.Instant) {
        loop.run {
            self.assumeIsolated { $0.send(reply, message, deadline) }
        }
    }

    nonisolated func cancel(_ reply: PendingReply) {
        loop.run {
            self.assumeIsolated { connection in
                if let failed = connection.state.cancel(id: reply.id) { connection.end([failed]) }
            }
        }
    }
}

/// A session that has just been attached.
package struct CDPAttachment: Sendable {
    /// The new session.
    package let session: CDPSession
    /// The session that reported it: the browser's own, or that of a page with a frame or a worker of its own.
    package let parent: CDPSession
    /// Whether the target waits to be let go.
    package let isWaitingForDebugger: Bool
}

/// What arrived on a connection and could not be used.
package struct CDPStatistics: Sendable {
    /// Replies nobody waited for any more.
    package var lateReplies = 0
    /// Messages that are no JSON, or no message of the protocol.
    package var malformed = 0
    /// Events nobody subscribed to; their bodies were not decoded.
    package var ignoredEvents = 0
    /// Events that do not have the declared form, by name, with the first reason.
    package var undecodable: [String: String] = [:]
}

// MARK: - On the loop

extension CDPConnection {
    private func send(_ reply: PendingReply, _ message: Data, _ deadline: ContinuousClock.Instant) {
        let command = ConnectionState<PendingReply>.Pending(
            waiter: reply, method: reply.method, session: reply.session, deadline: deadline)
        if let error = state.begin(id: reply.id, command) { return reply.resolve(.failure(error)) }
        setAlarm(deadline)
        transport.send(message)
    }

    private func handle(_ event: MessageTransportEvent) {
        switch event {
        case .message(let message): receive(message)
        case .closed(let error): closed(error)
        }
    }

    private func receive(_ message: Data) {
        guard let envelope = try? Envelope(reading: message) else {
            return count { $0.malformed += 1 }
        }
        switch state.receive(envelope) {
        case .reply(let reply, let error): reply.resolve(error.map { .failure($0) } ?? .success(message))
        case .event(let method, let session): dispatch(method, session, message)
        case .ignored(.lateReply): count { $0.lateReplies += 1 }
        case .ignored(.unknownSession): count { $0.ignoredEvents += 1 }
        case .ignored(.unaddressed): count { $0.malformed += 1 }
        }
    }

    private func dispatch(_ method: String, _ sessionID: String?, _ message: Data) {
        guard let session = sessionID.map({ session($0) }) ?? root else { return }
        do {
            switch method {
            case Target.AttachedToTarget.method: try attach(message, parent: session)
            case Target.DetachedFromTarget.method: try detach(message)
            case "Inspector.targetCrashed": if let sessionID { end(state.crash(session: sessionID)) }
            case "Inspector.targetReloadedAfterCrash": if let sessionID { state.revive(session: sessionID) }
            default: break
            }
            if try !session.deliver(method, message) { count { $0.ignoredEvents += 1 } }
        } catch {
            count { $0.undecodable[method] = $0.undecodable[method] ?? "\(error)" }
            shared.withLock { $0.undecodableHandler }?(session, method)
        }
    }

    private func attach(_ message: Data, parent: CDPSession) throws {
        let event = try Wire.decode(EventBody<Target.AttachedToTarget>.self, from: message).params
        let session = CDPSession(connection: self, id: event.sessionId, target: event.targetInfo)
        state.attach(session: event.sessionId)
        let handler = shared.withLock { shared in
            shared.sessions[event.sessionId] = session
            return shared.attachHandler
        }
        handler?(
            CDPAttachment(session: session, parent: parent, isWaitingForDebugger: event.waitingForDebugger))
    }

    private func detach(_ message: Data) throws {
        let event = try Wire.decode(EventBody<Target.DetachedFromTarget>.self, from: message).params
        let session = shared.withLock { $0.sessions.removeValue(forKey: event.sessionId) }
        end(state.detach(session: event.sessionId))
        session?.detach()
    }

    private func closed(_ error: TransportError) {
        alarm?.timer.cancel()
        alarm = nil
        end(state.close(error))
        let (sessions, handlers) = shared.withLock { shared in
            defer {
                shared.sessions = [:]
                shared.root = nil
                shared.closeHandlers = []
                shared.attachHandler = nil
                shared.undecodableHandler = nil
                shared.closure = error
            }
            return (Array(shared.sessions.values) + [shared.root].compactMap(\.self), shared.closeHandlers)
        }
        for session in sessions { session.detach() }
        for handler in handlers { handler(error) }
    }

    private func end(_ failed: [ConnectionState<PendingReply>.Failed]) {
        for command in failed { command.waiter.resolve(.failure(command.error)) }
    }

    private nonisolated func count(_ change: (inout CDPStatistics) -> Void) {
        shared.withLock { change(&$0.statistics) }
    }

    // MARK: Deadlines

    /// Makes sure that the loop looks at the deadlines no later than an instant: one timer serves all commands.
    private func setAlarm(_ instant: ContinuousClock.Instant) {
        if let alarm, alarm.instant <= instant { return }
        alarm?.timer.cancel()
        let timer = loop.schedule(at: instant) { [weak self] in
            self?.assumeIsolated { $0.alarmRings() }
        }
        alarm = (instant, timer)
    }

    private func alarmRings() {
        alarm = nil
        end(state.expire(now: .now))
        if let next = state.earliestDeadline { setAlarm(next) }
    }
}
