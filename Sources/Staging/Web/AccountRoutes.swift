import Hummingbird

extension WebService {
    /// What only a logged-in user sees; others are sent to log in.
    func addAccountRoutes(to routes: Routes) {
        routes.get("dashboard") { request, _ in
            guard let session = try await session(of: request) else { return Response.redirect(to: "/login") }
            let name = session.name.map { "<p>Welcome, <span data-testid=\"name\">\($0.escapedForHTML)</span>!</p>" }
            return Page(
                title: "Dashboard",
                body: """
                    <h1>Dashboard</h1>
                    \(name ?? "")
                    <p>Logged in as <strong data-testid="user">\(session.email.escapedForHTML)</strong></p>
                    <nav><a href="/shop">Shop</a> · <a href="/settings/billing">Billing</a> ·
                    <a href="/logout">Log out</a></nav>
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
        routes.get("shop") { request, _ in
            guard try await session(of: request) != nil else { return Response.redirect(to: "/login") }
            return try shopPage(apiURL: environment.peers.url(of: .api)).html()
        }
        routes.get("session") { request, _ in
            guard let session = try await session(of: request) else {
                throw HTTPError(.unauthorized, message: "not logged in")
            }
            return TokenAnswer(token: session.token)
        }
    }
}
