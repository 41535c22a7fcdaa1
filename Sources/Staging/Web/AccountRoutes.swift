import Hummingbird

extension WebService {
    /// What only a logged-in user sees; others are sent to log in.
    func addAccountRoutes(to routes: Routes) {
        routes.get("dashboard") { request, _ in
            guard let session = try await session(of: request) else { return Response.redirect(to: "/login") }
            return Page(
                title: "Dashboard",
                body: """
                    <h1>Dashboard</h1>
                    <p>Logged in as <strong data-testid="user">\(session.email.escapedForHTML)</strong></p>
                    <nav><a href="/settings/billing">Billing</a> · <a href="/logout">Log out</a></nav>
                    """
            ).html()
        }
        routes.get("settings/billing") { request, _ in
            guard let session = try await session(of: request) else { return Response.redirect(to: "/login") }
            guard let tenant = try await environment.tenants.find(id: session.tenantID) else {
                return Response.redirect(to: "/login")
            }
            let page = BillingPage(apiURL: try environment.peers.url(of: .api))
            return try tenant.changed(page, at: \.billingPage).html()
        }
        routes.get("session") { request, _ in
            guard let session = try await session(of: request) else {
                throw HTTPError(.unauthorized, message: "not logged in")
            }
            return TokenAnswer(token: session.token)
        }
    }
}
