/// Why a navigation got no answer, from Chromium's `net::ERR_…` text.
package struct NetworkFailure: Sendable, Hashable {
    /// What kind of failure it is.
    package enum Code: String, Sendable, Hashable {
        case connectionRefused, nameNotResolved, unreachable, timedOut, connectionLost, tls, aborted, blocked, other
    }

    /// Chromium's own text, such as `net::ERR_CONNECTION_REFUSED`.
    package let text: String

    /// Takes Chromium's text.
    package init(_ text: String) { self.text = text }

    /// The kind of failure.
    package var code: Code {
        switch text.replacing("net::ERR_", with: "") {
        case "CONNECTION_REFUSED", "PROXY_CONNECTION_FAILED", "UNSAFE_PORT": .connectionRefused
        case "NAME_NOT_RESOLVED", "NAME_RESOLUTION_FAILED", "DNS_TIMED_OUT", "DNS_SERVER_FAILED": .nameNotResolved
        case "ADDRESS_UNREACHABLE", "INTERNET_DISCONNECTED", "NETWORK_CHANGED", "ADDRESS_INVALID",
            "NETWORK_ACCESS_DENIED", "CONNECTION_FAILED":
            .unreachable
        case "CONNECTION_TIMED_OUT", "TIMED_OUT": .timedOut
        case "CONNECTION_RESET", "CONNECTION_CLOSED", "EMPTY_RESPONSE", "CONNECTION_ABORTED", "SOCKET_NOT_CONNECTED",
            "INCOMPLETE_CHUNKED_ENCODING", "CONTENT_LENGTH_MISMATCH", "HTTP2_PROTOCOL_ERROR", "INVALID_HTTP_RESPONSE":
            .connectionLost
        case "ABORTED": .aborted
        case let name where name.hasPrefix("BLOCKED_BY"): .blocked
        case let name where name.hasPrefix("CERT_") || name.hasPrefix("SSL_") || name.hasPrefix("BAD_SSL"): .tls
        default: .other
        }
    }

    /// Whether the application was not there at all, rather than there and wrong.
    package var isUnreachable: Bool {
        switch code {
        case .connectionRefused, .nameNotResolved, .unreachable, .timedOut: true
        case .connectionLost, .tls, .aborted, .blocked, .other: false
        }
    }

    /// The failure in plain words.
    var words: String {
        switch code {
        case .connectionRefused: "connection refused, nothing listens there"
        case .nameNotResolved: "the host name is not known"
        case .unreachable: "the network or the host cannot be reached"
        case .timedOut: "the connection timed out"
        case .connectionLost: "the connection broke off"
        case .tls: "the certificate or TLS was not accepted"
        case .aborted: "the navigation was aborted, a download or a newer navigation took its place"
        case .blocked: "the browser blocked it"
        case .other: "the browser got no page"
        }
    }
}
