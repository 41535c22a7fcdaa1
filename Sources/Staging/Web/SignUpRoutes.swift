import Hummingbird

extension WebService {
    /// The form to sign up with, and where the link in the mail leads.
    func addSignUpRoutes(to routes: Routes) {
        routes.get("signup") { _, _ in try signUpPage(apiURL: environment.peers.url(of: .api)).html() }
        routes.get("confirm") { request, _ in
            let token = try request.uri.queryParameters.require("token")
            do {
                let answer = try await environment.client.ask(
                    ConfirmationAnswer.self, "POST", "/internal/confirmations/redeem", of: .auth,
                    body: ConfirmationToken(token: token))
                return confirmedPage(isNew: answer.isNew).html()
            } catch PeerError.refused(_, status: 404, _) {
                return unknownLinkPage.html(status: .notFound)
            }
        }
    }

    private func signUpPage(apiURL: String) throws -> Page {
        try Page(
            title: "Sign up",
            body: """
                <h1>Sign up</h1>
                <form id="signup">
                <p><label for="email">Email</label>
                <input id="email" name="email" type="email" autocomplete="username" required></p>
                <p><label for="password">Password</label>
                <input id="password" name="password" type="password" autocomplete="new-password" minlength="8" required>
                </p>
                <p><label for="name">Name</label>
                <input id="name" name="name" autocomplete="name" required></p>
                <p><button type="submit">Sign up</button></p>
                </form>
                <p data-testid="signup-success" role="status" hidden>Almost there: open the link in our mail.</p>
                <p data-testid="signup-error" role="alert" hidden></p>
                <nav><a href="/login">Log in</a></nav>
                """,
            script: .signup, options: ScriptOptions(apiURL: apiURL))
    }

    /// A link that was used before says so, but is no failure: the account is what its user wanted.
    private func confirmedPage(isNew: Bool) -> Page {
        let notice = isNew ? "" : "<p>It was confirmed before; the link has been used.</p>"
        return Page(
            title: "Confirmed",
            body: """
                <h1>Your account is confirmed</h1>
                \(notice)
                <nav><a href="/login">Log in</a></nav>
                """)
    }

    private var unknownLinkPage: Page {
        Page(
            title: "Not confirmed",
            body: """
                <h1>This link confirms no account</h1>
                <nav><a href="/signup">Sign up</a></nav>
                """)
    }
}
