extension NetworkFailure: CustomStringConvertible {
    /// What happened, in plain words and Chromium's, and what to do where there is something; one line.
    package var description: String { "\(words) (\(text))" + (remedy.map { "; \($0)" } ?? "") }

    private var words: String {
        switch code {
        case .connectionRefused: "connection refused, nothing listens there"
        case .nameNotResolved: "the host name is not known"
        case .unreachable: "the host cannot be reached"
        case .offline: "this machine has no network, or it changed just then"
        case .timedOut: "the connection timed out"
        case .proxy: "the proxy does not let it through"
        case .unsafePort: "Chromium blocks this port, whatever listens there"
        case .connectionLost: "the connection broke off"
        case .certificate: certificateWords
        case .tls: "the two sides cannot agree on TLS"
        case .tooManyRedirects: "the application redirects without end"
        case .aborted: "no page came: it is a download, an empty answer, or another navigation took its place"
        case .blocked: "the browser blocked it"
        case .other: "the browser got no page"
        }
    }

    private var remedy: String? {
        switch code {
        case .connectionRefused: "start the application, or correct the address"
        case .nameNotResolved: "correct the name, or make it known to this machine's DNS or /etc/hosts"
        case .unreachable, .timedOut: "check routes and firewalls between this machine and the host"
        case .offline: "connect it and run again"
        case .proxy: "check http_proxy and https_proxy, or name the host in no_proxy"
        case .unsafePort: "serve the application on another port, such as 8080 or 8443"
        case .certificate: "\(certificateRemedy); no flag of endstate skips the check"
        case .tls: "check that this port speaks HTTPS, and in which versions"
        case .tooManyRedirects: "look at the Location headers: a lost cookie, or HTTP and HTTPS in turn"
        case .aborted: "go to a page, and click what downloads there"
        case .connectionLost, .blocked, .other: nil
        }
    }

    private var certificateWords: String {
        switch name {
        case "CERT_AUTHORITY_INVALID": "its certificate is from an authority that the browser does not trust"
        case "CERT_DATE_INVALID": "its certificate has expired, or is not valid yet"
        case "CERT_COMMON_NAME_INVALID": "its certificate is for another host name"
        case "CERT_REVOKED": "its certificate was revoked"
        default: "its certificate was not accepted"
        }
    }

    private var certificateRemedy: String {
        switch name {
        case "CERT_AUTHORITY_INVALID": "make the browser trust that authority, or use a certificate of one it trusts"
        case "CERT_DATE_INVALID": "renew it, or set this machine's clock"
        case "CERT_COMMON_NAME_INVALID": "go to a name that it is for, or renew it with this one"
        default: "renew it"
        }
    }
}
