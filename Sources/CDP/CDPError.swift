package import Transport

/// Why a command has no result. It is made when the command is sent, so that whatever ends it later, the error names it.
package struct CDPError: Error, Sendable, CustomStringConvertible {
    /// The kind of failure.
    package enum Kind: Sendable, Hashable {
        /// Chromium refused, with its number and words.
        case `protocol`(code: Int, text: String)
        /// The connection is closed.
        case closed
        /// The target's process crashed.
        case crashed
        /// The deadline passed without a reply.
        case timedOut
        /// The session is detached: its target is gone, or was let go.
        case sessionDetached
        /// The task that waited was cancelled. The command may have been carried out.
        case cancelled
        /// The parameters could not be written as JSON.
        case encoding
        /// The reply does not have the declared form.
        case decoding
    }

    /// The kind of failure.
    package var kind: Kind
    /// The command, with its domain.
    package let method: String
    /// The session the command was sent to, `nil` for the browser's own.
    package let session: String?
    /// What happened, in one line without the command.
    package var message: String
    /// The transport's error behind a close.
    package var cause: TransportError?

    init(
        _ kind: Kind,
        method: String,
        session: String?,
        message: String,
        cause: TransportError? = nil
    ) {
        self.kind = kind
        self.method = method
        self.session = session
        self.message = message
        self.cause = cause
    }

    /// Chromium's own words, where it refused.
    package var chromiumText: String? {
        if case .protocol(_, let text) = kind { text } else { nil }
    }

    package var description: String { "\(method): \(message)" }
}
