/// The requests that a chain of redirects makes of one (RFC 9110, section 15.4).
struct RedirectChain {
    /// What to ask next.
    private(set) var request: HTTPRequest
    /// Whom to ask.
    private(set) var address: CurlURL

    private let limit: Int
    private var redirects: [HTTPRedirect] = []

    /// Headers that say nothing of who asks. All others may be credentials, by whatever name, and stay with the origin
    /// they were meant for.
    private static let harmless: Set<String> = [
        "accept", "accept-encoding", "accept-language", "cache-control", "content-encoding", "content-language",
        "content-type", "if-match", "if-modified-since", "if-none-match", "if-unmodified-since", "range", "user-agent",
    ]

    init(_ request: HTTPRequest, to address: CurlURL) {
        self.request = request
        self.address = address
        limit = request.redirectLimit
    }

    /// Follows a response that redirects.
    ///
    /// - Returns: Whether there is another request to send.
    /// - Throws: ``TransportError`` after too many redirects, or for one to a URL that cannot be used.
    mutating func follow(_ response: HTTPResponse) throws(TransportError) -> Bool {
        guard limit > 0, [301, 302, 303, 307, 308].contains(response.status),
            let location = response.header("Location")
        else { return false }
        guard redirects.count < limit else {
            throw TransportError(
                .tooManyRedirects, host: address.hostAndPort, message: "more than \(limit) redirects")
        }
        let next = try CurlURL(location, relativeTo: address)
        redirects.append(HTTPRedirect(status: response.status, from: address.publicText, to: next.publicText))
        let turnsIntoGet =
            response.status == 303 && request.method != "HEAD"
            || [301, 302].contains(response.status) && request.method == "POST"
        if turnsIntoGet {
            request.method = "GET"
            request.body = nil
            request.headers.removeAll { $0.name.lowercased().hasPrefix("content-") }
        }
        if !next.hasSameOrigin(as: address) {
            request.headers.removeAll { !Self.harmless.contains($0.name.lowercased()) }
            request.clientCertificate = nil
        }
        address = next
        return true
    }

    /// The last response, with the way that led to it.
    func finish(_ response: HTTPResponse) -> HTTPResponse {
        var response = response
        response.redirects = redirects
        return response
    }
}
