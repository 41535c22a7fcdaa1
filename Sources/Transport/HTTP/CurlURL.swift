import CLibcurl

/// A URL as libcurl reads it, so that what is checked is what is asked.
struct CurlURL: Sendable {
    /// The whole URL, with what it holds of a user and a password.
    let text: String
    let scheme: String
    /// In lower case, an IPv6 address in brackets.
    let host: String
    let port: String
    /// The URL without user, password and fragment.
    let publicText: String

    /// Reads a URL.
    ///
    /// - Parameters:
    ///   - text: The URL; relative where there is a base.
    ///   - base: What a relative URL is relative to.
    /// - Throws: ``TransportError`` with code `bad_url` for anything but http and https.
    init(_ text: String, relativeTo base: CurlURL? = nil) throws(TransportError) {
        guard let handle = unsafe curl_url() else { throw TransportError(.system, message: "out of memory") }
        defer { unsafe curl_url_cleanup(handle) }
        if let base { unsafe curl_url_set(handle, CURLUPART_URL, base.text, 0) }
        let hasNull = text.utf8.contains(0)
        let status = unsafe curl_url_set(handle, CURLUPART_URL, text, UInt32(CURLU_URLENCODE))
        guard status == CURLUE_OK, !hasNull, let whole = unsafe Self.part(CURLUPART_URL, handle),
            let scheme = unsafe Self.part(CURLUPART_SCHEME, handle),
            let host = unsafe Self.part(CURLUPART_HOST, handle),
            let port = unsafe Self.part(CURLUPART_PORT, handle, UInt32(CURLU_DEFAULT_PORT))
        else {
            let reason = unsafe String(cString: curl_url_strerror(status))
            throw TransportError(.badURL, message: "not a URL: \(HeaderRules.printable(text)) (\(reason))")
        }
        guard scheme == "http" || scheme == "https" else {
            throw TransportError(
                .badURL, message: "only http and https are spoken, not \(HeaderRules.printable(scheme))")
        }
        self.text = whole
        self.scheme = scheme
        self.host = host.lowercased()
        self.port = port
        for part in [CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_FRAGMENT] {
            unsafe curl_url_set(handle, part, nil, 0)
        }
        publicText = unsafe Self.part(CURLUPART_URL, handle) ?? "\(scheme)://\(host)"
    }

    /// The host with its port, where that is not the default, as it stands in an error.
    var hostAndPort: String {
        port == (scheme == "https" ? "443" : "80") ? host : "\(host):\(port)"
    }

    /// Whether two URLs are of one origin (RFC 6454).
    func hasSameOrigin(as other: CurlURL) -> Bool {
        scheme == other.scheme && host == other.host && port == other.port
    }

    /// Whether it is on this machine: never to be asked through a proxy.
    var isLoopback: Bool { Loopback.contains(host) }

    private static func part(_ part: CURLUPart, _ handle: OpaquePointer, _ flags: UInt32 = 0) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard unsafe curl_url_get(handle, part, &text, flags) == CURLUE_OK, let text = unsafe text else { return nil }
        defer { unsafe curl_free(text) }
        return unsafe String(cString: text)
    }
}
