import Foundation

/// A tenant with its one user, and what they do.
struct Customer: Sendable {
    static let password = "TestPassword123!"

    let system: StagingSystem
    let tenant: TenantAnswer

    struct TenantAnswer: Decodable, Sendable {
        var tenantId: String
        var email: String
        var plan: String
        var correlationId: String
        var run: Int
        var faults: [String]
    }

    /// Sets a tenant up, under a correlation ID and an address of its own.
    static func make(in system: StagingSystem, plan: String = "free") async throws -> Customer {
        let id = UUID().uuidString.lowercased()
        let answer = try await Wire.post(
            system.apiURL + "/test/setup-tenant",
            json: ["email": "user-\(id)@example.com", "plan": plan, "correlationId": id])
        guard answer.status == 201 else { throw Unexpected("setup-tenant: \(answer.status) \(answer.text)") }
        return Customer(system: system, tenant: try answer.decoded(as: TenantAnswer.self))
    }

    /// Logs in as a browser does, page by page, and gives the session's cookie.
    func logIn(password: String = password) async throws -> String {
        let begin = try await Wire.get(system.appURL + "/login")
        let address = begin.headers["location"] ?? ""
        let query = URLComponents(string: address)?.queryItems ?? []
        let form = [URLQueryItem(name: "email", value: tenant.email), URLQueryItem(name: "password", value: password)]
        let sent = try await Wire.post(form: form + query, to: system.authURL + "/authorize")
        guard sent.status == 303, let callback = sent.headers["location"] else {
            throw Unexpected("login: \(sent.status) \(sent.text)")
        }
        let state = begin.cookies["staging_login_state"] ?? ""
        let back = try await Wire.get(callback, headers: ["cookie": "staging_login_state=\(state)"])
        guard back.status == 303, back.headers["location"] == "/dashboard",
            let session = back.cookies["staging_session"]
        else { throw Unexpected("callback: \(back.status) \(back.headers) \(back.text)") }
        return "staging_session=\(session)"
    }

    /// The token the page gets for its calls to the api.
    func token() async throws -> String {
        let answer = try await Wire.get(system.appURL + "/session", headers: ["cookie": try await logIn()])
        guard let token = try answer.decoded(as: [String: String].self)["token"] else {
            throw Unexpected("no token: \(answer.text)")
        }
        return token
    }

    /// Does what the page's button does.
    @discardableResult
    func upgrade(token: String, headers: [String: String] = [:], json: [String: String] = ["plan": "pro"]) async throws
        -> Answer
    {
        let own = ["authorization": "Bearer \(token)", "x-correlation-id": tenant.correlationId]
        return try await Wire.post(
            system.apiURL + "/upgrade", json: json, headers: own.merging(headers) { $1 })
    }

    /// Looks at the workflow.
    func look() async throws -> Workflow { try await rawLook().decoded(as: Workflow.self) }

    func rawLook() async throws -> Answer {
        try await Wire.get(
            system.apiURL + "/test/verify-upgrade-workflow?correlationId=\(tenant.correlationId)")
    }

    /// Looks until a condition holds.
    func workflow(_ condition: String, where holds: (Workflow) -> Bool) async throws -> Workflow {
        let deadline = ContinuousClock.now + .seconds(60)
        while true {
            let workflow = try await look()
            if holds(workflow) { return workflow }
            guard ContinuousClock.now < deadline else { throw Unexpected("never: \(condition); last: \(workflow)") }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Looks until the last of the checkpoints is passed.
    func finishedWorkflow() async throws -> Workflow {
        try await workflow("user_state_updated") { $0.stages.contains("user_state_updated") }
    }
}

/// What the verification endpoint says.
struct Workflow: Decodable, Sendable {
    struct Charge: Decodable, Sendable { var id: String, amount: Int, at: String }
    struct Event: Decodable, Sendable { var id: String, name: String, at: String }
    struct Letter: Decodable, Sendable { var id: String, reason: String, at: String }
    struct Checkpoint: Decodable, Sendable { var stage: String, at: String, service: String, subject: String }

    var apiAccepted: Bool
    var billingCustomerUpdated: Bool
    var billingChargeRecorded: Bool
    var billingState: String
    var queueMessageProcessed: Bool
    var entitlementsUpdated: Bool
    var analyticsEventEmitted: Bool
    var analyticsEventCount: Int
    var finalPlan: String
    var charges: [Charge]
    var webhookProcessedAt: String?
    var entitledAt: String?
    var analyticsEvents: [Event]
    var deadLetters: [Letter]
    var audit: [Checkpoint]

    var stages: [String] { audit.map(\.stage) }
}

extension Wire {
    /// Sends a form as a browser does.
    static func post(form: [URLQueryItem], to url: String) async throws -> Answer {
        var components = URLComponents()
        components.queryItems = form
        let body = (components.percentEncodedQuery ?? "").replacing("+", with: "%2B")
        return try await send(
            "POST", url, headers: ["content-type": "application/x-www-form-urlencoded"], body: Data(body.utf8))
    }
}
