import BrowserAutomation
import Testing

@Suite("Why a navigation got no page")
struct NetworkFailureTests {
    /// Chromium's name, what is said, what to do, and whether nothing is proven of the application (R4).
    static let cases: [(name: String, says: String, remedy: String, isUnreachable: Bool)] = [
        ("CONNECTION_REFUSED", "connection refused", "start the application", true),
        ("NAME_NOT_RESOLVED", "host name is not known", "/etc/hosts", true),
        ("ADDRESS_UNREACHABLE", "cannot be reached", "firewalls", true),
        ("CONNECTION_TIMED_OUT", "timed out", "firewalls", true),
        ("INTERNET_DISCONNECTED", "this machine has no network", "connect it", true),
        ("PROXY_CONNECTION_FAILED", "the proxy", "https_proxy", true),
        ("PROXY_AUTH_UNSUPPORTED", "the proxy", "no_proxy", true),
        ("TUNNEL_CONNECTION_FAILED", "the proxy", "no_proxy", true),
        ("MANDATORY_PROXY_CONFIGURATION_FAILED", "the proxy", "no_proxy", true),
        ("SOCKS_CONNECTION_FAILED", "the proxy", "no_proxy", true),
        ("UNSAFE_PORT", "Chromium blocks this port", "another port", true),
        ("CERT_AUTHORITY_INVALID", "authority that the browser does not trust", "no flag of endstate", false),
        ("CERT_DATE_INVALID", "certificate has expired", "clock", false),
        ("CERT_COMMON_NAME_INVALID", "certificate is for another host name", "no flag of endstate", false),
        ("CERT_REVOKED", "certificate was revoked", "renew it", false),
        ("CERT_WEAK_KEY", "certificate was not accepted", "renew it", false),
        ("SSL_PROTOCOL_ERROR", "TLS", "speaks HTTPS", false),
        ("TOO_MANY_REDIRECTS", "redirects without end", "Location", false),
        ("ABORTED", "a download", "click what downloads", false),
        ("CONNECTION_RESET", "broke off", "", false),
        ("EMPTY_RESPONSE", "broke off", "", false),
        ("BLOCKED_BY_RESPONSE", "the browser blocked it", "", false),
        ("SOMETHING_NEW", "the browser got no page", "", false),
    ]

    @Test("is said in words, with Chromium's own and what to do, on one line", arguments: cases)
    func words(_ example: (name: String, says: String, remedy: String, isUnreachable: Bool)) {
        let failure = NetworkFailure("net::ERR_\(example.name)")
        let text = BrowserError.navigation(url: "http://app.test/", failure).description
        #expect(text.hasPrefix("navigation to http://app.test/ failed: "))
        #expect(text.contains(example.says) && text.contains("(net::ERR_\(example.name))"))
        #expect(
            text.contains("; ") == !example.remedy.isEmpty && (example.remedy.isEmpty || text.contains(example.remedy)))
        #expect(failure.isUnreachable == example.isUnreachable && !text.contains("\n"))
    }
}
