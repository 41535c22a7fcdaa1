package import Transport

/// What a connection knows: which commands wait for a reply, which sessions exist, whether it is open.
///
/// A value without input or output: what happens goes in, what is to be done comes out. `Waiter` stands for whoever
/// waits for a reply.
package struct ConnectionState<Waiter> {
    /// A command that was sent and has not ended.
    package struct Pending {
        /// Whoever waits for the reply.
        package let waiter: Waiter
        /// The command's name.
        package let method: String
        /// The session it was sent to, `nil` for the browser's own.
        package let session: String?
        /// When it is given up.
        package let deadline: ContinuousClock.Instant

        /// Describes a command.
        package init(waiter: Waiter, method: String, session: String?, deadline: ContinuousClock.Instant) {
            self.waiter = waiter
            self.method = method
            self.session = session
            self.deadline = deadline
        }
    }

    /// A command that has ended without a result.
    package struct Failed {
        /// Whoever waited for the reply.
        package let waiter: Waiter
        /// Why there is none.
        package let error: CDPError
    }

    /// What a message asks for.
    package enum Arrival {
        /// The reply of a command: its body is still to be decoded, or the command failed.
        case reply(Waiter, CDPError?)
        /// An event for a session, `nil` for the browser's own.
        case event(method: String, session: String?)
        /// Nothing to do: the reply came late, or the message belongs to nobody.
        case ignored(Ignored)
    }

    /// Why a message needs nothing done.
    package enum Ignored {
        case lateReply, unknownSession, unaddressed
    }

    private enum SessionState {
        case attached, crashed
    }

    private var pending: [Int: Pending] = [:]
    private var sessions: [String: SessionState] = [:]
    private var closure: TransportError?

    /// A connection that has just been opened.
    package init() {}

    /// How many commands wait for a reply.
    package var pendingCount: Int { pending.count }

    /// When the first of the waiting commands has to be given up.
    package var earliestDeadline: ContinuousClock.Instant? { pending.values.lazy.map(\.deadline).min() }

    // MARK: Commands

    /// A command is about to be sent.
    ///
    /// - Returns: An error when it cannot be: nothing is to be sent then.
    package mutating func begin(id: Int, _ command: Pending) -> CDPError? {
        if let closure { return .closed(command, by: closure) }
        if let session = command.session, sessions[session] == nil { return .detached(command) }
        pending[id] = command
        return nil
    }

    /// A message has arrived.
    package mutating func receive(_ envelope: Envelope) -> Arrival {
        if let id = envelope.id {
            guard let command = pending.removeValue(forKey: id) else { return .ignored(.lateReply) }
            return .reply(command.waiter, envelope.error.map { .refused(command, $0) })
        }
        guard let method = envelope.method else { return .ignored(.unaddressed) }
        if let session = envelope.sessionId, sessions[session] == nil { return .ignored(.unknownSession) }
        return .event(method: method, session: envelope.sessionId)
    }

    /// Whoever waited for a command does not any more.
    package mutating func cancel(id: Int) -> Failed? {
        pending.removeValue(forKey: id).map { Failed(waiter: $0.waiter, error: .cancelled($0)) }
    }

    /// Time has passed.
    ///
    /// - Returns: The commands whose deadline is not after `now`.
    package mutating func expire(now: ContinuousClock.Instant) -> [Failed] {
        fail {
            $0.deadline <= now
        } with: { [sessions] command in
            // A crashed target answers nothing: say so, rather than that it was slow.
            let hasCrashed = command.session.map { sessions[$0] == .crashed } ?? false
            return hasCrashed ? .crashed(command) : .timedOut(command)
        }
    }

    // MARK: Sessions

    /// A session exists from now on.
    package mutating func attach(session: String) {
        sessions[session] = .attached
    }

    /// A session is gone.
    package mutating func detach(session: String) -> [Failed] {
        guard sessions.removeValue(forKey: session) != nil else { return [] }
        return fail {
            $0.session == session
        } with: {
            .detached($0)
        }
    }

    /// A session's target has crashed: what it was doing will not be answered.
    package mutating func crash(session: String) -> [Failed] {
        guard sessions[session] != nil else { return [] }
        sessions[session] = .crashed
        return fail {
            $0.session == session
        } with: {
            .crashed($0)
        }
    }

    /// A session's target lives again after a crash.
    package mutating func revive(session: String) {
        if sessions[session] != nil { sessions[session] = .attached }
    }

    /// The connection is closed: every waiting command fails, by name.
    package mutating func close(_ error: TransportError) -> [Failed] {
        guard closure == nil else { return [] }
        closure = error
        return fail { _ in
            true
        } with: {
            .closed($0, by: error)
        }
    }

    private mutating func fail(
        where matches: (Pending) -> Bool,
        with error: (Pending) -> CDPError
    ) -> [Failed] {
        let ending = pending.filter { matches($0.value) }
        for id in ending.keys { pending[id] = nil }
        // In the order they were sent, so that logs and tests read the same every time.
        return ending.sorted { $0.key < $1.key }.map { Failed(waiter: $0.value.waiter, error: error($0.value)) }
    }
}

extension CDPError {
    fileprivate init<Waiter>(_ kind: Kind, _ command: ConnectionState<Waiter>.Pending, _ message: String) {
        self.init(kind, method: command.method, session: command.session, message: message)
    }

    fileprivate static func closed<W>(_ command: ConnectionState<W>.Pending, by cause: TransportError) -> CDPError {
        var error = CDPError(.closed, command, "the connection to the browser is closed: \(cause)")
        error.cause = cause
        return error
    }

    fileprivate static func detached<W>(_ command: ConnectionState<W>.Pending) -> CDPError {
        CDPError(.sessionDetached, command, "its target is gone, or was detached")
    }

    fileprivate static func crashed<W>(_ command: ConnectionState<W>.Pending) -> CDPError {
        CDPError(.crashed, command, "its target has crashed")
    }

    fileprivate static func timedOut<W>(_ command: ConnectionState<W>.Pending) -> CDPError {
        CDPError(.timedOut, command, "the browser did not answer before the deadline")
    }

    fileprivate static func cancelled<W>(_ command: ConnectionState<W>.Pending) -> CDPError {
        CDPError(.cancelled, command, "cancelled while waiting for the browser's answer")
    }

    fileprivate static func refused<W>(_ command: ConnectionState<W>.Pending, _ failure: Envelope.Failure) -> CDPError {
        // -32001 is Chromium's "Session with given id not found": the detach is on its way.
        if failure.code == -32001 { return detached(command) }
        let text = failure.data.map { "\(failure.message) \($0)" } ?? failure.message
        return CDPError(.protocol(code: failure.code, text: text), command, text)
    }
}
