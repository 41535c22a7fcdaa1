/// Why a connection or an exchange failed, from the network's side.
package struct TransportError: Error, Sendable, CustomStringConvertible {
    /// The kind of failure. The set is open: a switch over it needs a default.
    package struct Code: RawRepresentable, Hashable, Sendable {
        package let rawValue: String

        package init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// The deadline passed.
        package static let timedOut = Code(rawValue: "timed_out")
        /// Nothing listens at that address and port.
        package static let connectionRefused = Code(rawValue: "connection_refused")
        /// The connection could not be made, or broke, for another reason.
        package static let connectionFailed = Code(rawValue: "connection_failed")
        /// The name has no address.
        package static let resolveFailed = Code(rawValue: "resolve_failed")
        /// The certificate is not trusted, or the handshake failed.
        package static let tls = Code(rawValue: "tls")
        /// The peer does not speak the protocol that was expected.
        package static let `protocol` = Code(rawValue: "protocol")
        /// A body or a message is larger than its limit.
        package static let bodyTooLarge = Code(rawValue: "body_too_large")
        /// The task that asked was cancelled.
        package static let cancelled = Code(rawValue: "cancelled")
        /// The connection was closed, by either side.
        package static let closed = Code(rawValue: "closed")
        /// The address cannot be used: no URL, or a scheme that is not spoken.
        package static let badURL = Code(rawValue: "bad_url")
        /// The request cannot be sent as it is, for example because a header holds a line break.
        package static let badRequest = Code(rawValue: "bad_request")
        /// More redirects than allowed.
        package static let tooManyRedirects = Code(rawValue: "too_many_redirects")
        /// The process could not be started.
        package static let spawnFailed = Code(rawValue: "spawn_failed")
        /// The library or the system refused for a reason of its own.
        package static let system = Code(rawValue: "system")
    }

    /// The kind of failure.
    package var code: Code
    /// The host, with its port where one was given; empty where no host is involved.
    package var host: String
    /// What happened, in one line without the host.
    package var message: String
    /// The code of the library or the system that reported it.
    package var native: NativeCode?
    /// The error that led to this one.
    package var cause: (any Error)?

    /// Makes an error.
    package init(
        _ code: Code,
        host: String = "",
        message: String,
        native: NativeCode? = nil,
        cause: (any Error)? = nil
    ) {
        self.code = code
        self.host = host
        self.message = message
        self.native = native
        self.cause = cause
    }

    /// One line: the host, what happened, and the library's own words.
    package var description: String {
        var text = host.isEmpty ? message : "\(host): \(message)"
        if let native, native.text != message { text += " (\(native))" }
        return text
    }
}

/// A number a C library or the system gave, with its text. The set is open.
package struct NativeCode: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// Who numbers it.
    package enum Library: String, Sendable {
        case errno, getaddrinfo, libcurl, libwebsockets
    }

    /// Who numbers it.
    package let library: Library
    /// The number.
    package let rawValue: Int32
    /// The text the library has for it.
    package let text: String

    /// A code of a known library, with its text.
    package init(_ library: Library, _ rawValue: Int32, text: String) {
        self.library = library
        self.rawValue = rawValue
        self.text = text
    }

    /// The system's error number, with its text.
    package init(rawValue: Int32) {
        self.init(errno: rawValue)
    }

    package var description: String { "\(library.rawValue) \(rawValue): \(text)" }
}
