/// Why a navigation got no page, from Chromium's `net::ERR_…` text (net/base/net_error_list.h).
package struct NetworkFailure: Sendable, Hashable {
    /// What kind of failure it is.
    package enum Code: String, Sendable, Hashable {
        case connectionRefused, nameNotResolved, unreachable, timedOut, offline, proxy, unsafePort
        case connectionLost, certificate, tls, tooManyRedirects, aborted, blocked, other
    }

    /// Chromium's own text, such as `net::ERR_CONNECTION_REFUSED`.
    package let text: String

    /// Takes Chromium's text.
    package init(_ text: String) { self.text = text }

    /// Chromium's name of the error, without what all of them begin with.
    var name: String { text.replacing("net::ERR_", with: "") }

    /// The kind of failure.
    package var code: Code {
        switch name {
        case "CONNECTION_REFUSED": .connectionRefused
        case "NAME_NOT_RESOLVED", "NAME_RESOLUTION_FAILED", "DNS_TIMED_OUT", "DNS_SERVER_FAILED": .nameNotResolved
        case "ADDRESS_UNREACHABLE", "ADDRESS_INVALID", "NETWORK_ACCESS_DENIED", "CONNECTION_FAILED": .unreachable
        case "INTERNET_DISCONNECTED", "NETWORK_CHANGED", "NETWORK_IO_SUSPENDED": .offline
        case "CONNECTION_TIMED_OUT", "TIMED_OUT": .timedOut
        case "TUNNEL_CONNECTION_FAILED", "NO_SUPPORTED_PROXIES", "PAC_SCRIPT_FAILED": .proxy
        case let name where name.contains("PROXY") || name.hasPrefix("SOCKS_"): .proxy
        case "UNSAFE_PORT": .unsafePort
        case "CONNECTION_RESET", "CONNECTION_CLOSED", "EMPTY_RESPONSE", "CONNECTION_ABORTED", "SOCKET_NOT_CONNECTED",
            "INCOMPLETE_CHUNKED_ENCODING", "CONTENT_LENGTH_MISMATCH", "HTTP2_PROTOCOL_ERROR", "INVALID_HTTP_RESPONSE":
            .connectionLost
        case "TOO_MANY_REDIRECTS": .tooManyRedirects
        case "ABORTED": .aborted
        case let name where name.hasPrefix("BLOCKED_BY"): .blocked
        case let name where name.hasPrefix("CERT_"): .certificate
        case let name where name.hasPrefix("SSL_") || name.hasPrefix("BAD_SSL"): .tls
        default: .other
        }
    }

    /// Whether no connection to the application was made, so that nothing is known of it (R4): it refused, its name is
    /// not known, or the network, a proxy or the browser did not let one be made. Whatever did answer, or broke off, was
    /// there and is wrong.
    package var isUnreachable: Bool {
        switch code {
        case .connectionRefused, .nameNotResolved, .unreachable, .timedOut, .offline, .proxy, .unsafePort: true
        case .connectionLost, .certificate, .tls, .tooManyRedirects, .aborted, .blocked, .other: false
        }
    }
}
