import Hummingbird

extension AuthService {
    /// The authorization endpoint: shows the form, and sends whoever logs in back to the application with a code.
    func addLoginRoutes(to routes: Routes) {
        routes.get("authorize") { request, _ in
            let query = request.uri.queryParameters
            let login = LoginRequest(redirect: String(query["redirect_uri"] ?? ""), state: String(query["state"] ?? ""))
            try check(login)
            return loginPage(for: login).html()
        }
        routes.post("authorize") { request, context in
            let form = try await URLEncodedFormDecoder().decode(LoginForm.self, from: request, context: context)
            let login = LoginRequest(redirect: form.redirect_uri, state: form.state)
            try check(login)
            guard let user = try await store.user(email: form.email, password: form.password) else {
                return loginPage(for: login, email: form.email, error: "Wrong email or password.")
                    .html(status: .unauthorized)
            }
            guard user.confirmedAt != nil else {
                return loginPage(for: login, email: form.email, error: "Open the link in our mail first.")
                    .html(status: .forbidden)
            }
            let code = try await store.issueCode(for: user)
            return Response.redirect(
                to: "\(login.redirect)?code=\(code)&state=\(login.state.percentEncoded)", type: .normal)
        }
    }

    /// Refuses to send a code anywhere but to the application.
    private func check(_ login: LoginRequest) throws {
        guard login.redirect == (try environment.peers.url(of: .web)) + "/callback" else {
            throw HTTPError(.badRequest, message: "redirect_uri is not the application's")
        }
    }

    private func loginPage(for login: LoginRequest, email: String = "", error: String? = nil) -> Page {
        let notice = error.map { "<p role=\"alert\">\($0.escapedForHTML)</p>" } ?? ""
        return Page(
            title: "Log in",
            body: """
                <h1>Log in</h1>
                \(notice)
                <form method="post" action="/authorize">
                <input type="hidden" name="redirect_uri" value="\(login.redirect.escapedForHTML)">
                <input type="hidden" name="state" value="\(login.state.escapedForHTML)">
                <p><label for="email">Email</label>
                <input id="email" name="email" type="email" autocomplete="username" required
                value="\(email.escapedForHTML)"></p>
                <p><label for="password">Password</label>
                <input id="password" name="password" type="password" autocomplete="current-password" required></p>
                <p><button type="submit">Log in</button></p>
                </form>
                """)
    }
}

/// Where a login goes when it succeeds.
private struct LoginRequest {
    var redirect: String
    /// The application's own, handed back untouched.
    var state: String
}

/// The fields of the form, named as they are on the page.
private struct LoginForm: Decodable {
    var email: String
    var password: String
    var redirect_uri: String
    var state: String
}
