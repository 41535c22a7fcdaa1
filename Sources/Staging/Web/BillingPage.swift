import Hummingbird

/// The page where a plan is upgraded: what its script, `Assets/billing.js`, is told.
struct BillingPage: Codable, Sendable {
    var apiURL: String
    /// Where the upgrade is posted, and under which name the plan is sent.
    var upgradePath = "/upgrade"
    var planField = "plan"
    /// Whether the correlation ID goes with the upgrade.
    var carriesCorrelation = true
    /// Whether the upgrade counts as accepted only when the api says so.
    var checksAnswer = true
    /// Whether the plan seen first is kept, instead of read at each load.
    var keepsPlan = false

    init(apiURL: String) { self.apiURL = apiURL }

    func html() throws -> Response {
        try Page(
            title: "Billing",
            body: """
                <h1>Billing</h1>
                <p>Your plan: <span data-testid="plan">…</span></p>
                <p><button data-testid="upgrade-pro" type="button">Upgrade to Pro</button></p>
                <p data-testid="upgrade-success" role="status" hidden>Upgrade started. Welcome to Pro!</p>
                <p data-testid="upgrade-error" role="alert" hidden></p>
                <nav><a href="/dashboard">Dashboard</a></nav>
                """,
            script: .billing, options: self
        ).html()
    }
}
