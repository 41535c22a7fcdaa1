import Foundation
import Transport

/// Where a running browser serves its protocol.
package enum AttachEndpoint {
    private struct Version: Decodable {
        let webSocketDebuggerUrl: String
    }

    /// The websocket URL behind what a user gives.
    ///
    /// - Parameters:
    ///   - url: A `ws:` or `wss:` URL, taken as it is; or an `http:` or `https:` one, which is asked.
    ///   - headers: Headers for whoever stands in front of it.
    ///   - trustedCertificates: A PEM file with the certificates to trust, instead of the system's.
    ///   - deadline: When to give up asking.
    /// - Returns: The URL to connect to.
    /// - Throws: ``BrowserError/launch(reason:remedy:)``.
    static func resolve(
        _ url: String, headers: [(name: String, value: String)], trustedCertificates: String?,
        deadline: ContinuousClock.Instant
    ) async throws -> String {
        guard let given = URLComponents(string: url), let scheme = given.scheme, given.host?.isEmpty == false else {
            throw noBrowser(url)
        }
        switch scheme {
        case "ws", "wss": return url
        case "http", "https": break
        default: throw noBrowser(url)
        }
        var address = given
        address.path = "/json/version"
        address.query = nil
        do {
            var request = HTTPRequest("GET", address.string ?? url, deadline: deadline)
            request.headers = headers
            let response = try await HTTPClient(trustedCertificates: trustedCertificates).send(request)
            guard response.status == 200,
                let version = try? JSONDecoder().decode(Version.self, from: response.body),
                var socket = URLComponents(string: version.webSocketDebuggerUrl)
            else { throw refusal(of: url, response) }
            // The browser names itself as it sees itself; what is in front of it has another name.
            socket.scheme = scheme == "https" ? "wss" : "ws"
            socket.host = given.host
            socket.port = given.port
            socket.user = given.user
            socket.password = given.password
            return socket.string ?? version.webSocketDebuggerUrl
        } catch let error as TransportError {
            throw BrowserError.launch(
                reason: "no browser answers at \(shown(url)): \(error)",
                remedy: "start it with --remote-debugging-port, or correct --cdp-url")
        }
    }

    /// A browser's URL as it may be shown: without user, password and query, where tokens stand.
    package static func shown(_ url: String) -> String {
        guard var components = URLComponents(string: url) else { return url }
        if components.user != nil || components.password != nil {
            components.user = "…"
            components.password = nil
        }
        if components.query != nil { components.query = "…" }
        return (components.string ?? url).replacing("%E2%80%A6", with: "…")
    }

    private static func noBrowser(_ url: String) -> BrowserError {
        .launch(
            reason: "“\(shown(url))” is no URL of a browser", remedy: "give --cdp-url as ws://… or http://host:port")
    }

    private static func refusal(of url: String, _ response: HTTPResponse) -> BrowserError {
        let text = String(decoding: response.body.prefix(200), as: UTF8.self)
        let line = text.split(whereSeparator: \.isNewline).first.map { ": \($0)" } ?? ""
        if [401, 403, 407].contains(response.status) {
            return .launch(
                reason: "\(shown(url)) answered with status \(response.status)\(line)",
                remedy: "give the token that it wants with --cdp-header 'NAME: VALUE'")
        }
        return .launch(
            reason: "\(shown(url)) answered with status \(response.status) and no endpoint of a browser\(line)",
            remedy: "use the address as a number (Chromium refuses host names), or give the ws:// URL itself")
    }
}
