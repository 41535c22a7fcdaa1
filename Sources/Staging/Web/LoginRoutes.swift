import Hummingbird

extension WebService {
    private static let sessionCookie = "staging_session"
    /// Ties the callback to the browser that began the login (RFC 6749, 10.12).
    private static let stateCookie = "staging_login_state"

    /// Sends the browser to auth and takes it back with a code, which is exchanged for the user's token.
    func addLoginRoutes(to routes: Routes) {
        routes.get("login") { _, _ in
            let state = Identifier.hex(bytes: 16)
            let callback = try environment.peers.url(of: .web) + "/callback"
            let address = try environment.peers.url(of: .auth)
            var response = Response.redirect(
                to: "\(address)/authorize?redirect_uri=\(callback.percentEncoded)&state=\(state)", type: .normal)
            response.setCookie(Cookie(name: Self.stateCookie, value: state, path: "/", httpOnly: true, sameSite: .lax))
            return response
        }
        routes.get("callback") { request, _ in
            let code = try request.uri.queryParameters.require("code")
            let state = try request.uri.queryParameters.require("state")
            guard request.cookies[Self.stateCookie]?.value == state else {
                throw HTTPError(.badRequest, message: "this login was not begun here; open /login")
            }
            return try await logIn(code: code, attempt: state)
        }
        routes.get("logout") { request, _ in
            if let key = request.cookies[Self.sessionCookie]?.value { try await sessions.close(key) }
            var response = Response.redirect(to: "/", type: .normal)
            response.setCookie(Cookie(name: Self.sessionCookie, value: "", maxAge: 0, path: "/"))
            return response
        }
    }

    /// Exchanges the code, and carries the correlation ID of this request to auth, whose own pages never see it. The
    /// attempt is the state that the login began with: a form that was sent twice brings two codes for one login.
    private func logIn(code: String, attempt: String) async throws -> Response {
        let issued: TokenAnswer
        do {
            issued = try await environment.client.ask(
                TokenAnswer.self, "POST", "/internal/token", of: .auth, body: CodeExchange(code: code))
        } catch PeerError.refused(_, status: 401, _) {
            throw HTTPError(.badRequest, message: "this login has been used or is too old; open /login")
        }
        let claims = try SignedToken(key: environment.configuration.keys.token).verify(issued.token)
        let action = Action.current(of: claims.tenant)
        let (session, isNew) = try await sessions.open(
            WebSession(attempt: attempt, action: action, token: issued.token, claims: claims))
        if isNew { await environment.audit.record(.sessionOpened, of: action, subject: session.id) }
        var response = Response.redirect(to: "/dashboard", type: .normal)
        response.setCookie(
            Cookie(name: Self.sessionCookie, value: session.key, path: "/", httpOnly: true, sameSite: .lax))
        return response
    }

    /// The session of a request's cookie; nil for whoever is not logged in.
    func session(of request: Request) async throws -> WebSession? {
        guard let key = request.cookies[Self.sessionCookie]?.value else { return nil }
        return try await sessions.find(key)
    }
}
