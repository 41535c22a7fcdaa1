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

    private struct TenantOrder: Encodable {
        var email: String
        var plan: String
        var stock: Int?
        var correlationId: String
    }

    /// Sets a tenant up, under a correlation ID and an address of its own.
    static func make(
        in system: StagingSystem, plan: String = "free", stock: Int? = nil, by endpoint: String = "setup-tenant"
    ) async throws -> Customer {
        let id = UUID().uuidString.lowercased()
        let order = TenantOrder(email: "user-\(id)@example.com", plan: plan, stock: stock, correlationId: id)
        let answer = try await Wire.send(
            "POST", system.apiURL + "/test/" + endpoint, headers: ["content-type": "application/json"],
            body: JSONEncoder().encode(order))
        guard answer.status == 201 else { throw Unexpected("\(endpoint): \(answer.status) \(answer.text)") }
        return Customer(system: system, tenant: try answer.decoded(as: TenantAnswer.self))
    }

    /// Deletes the tenant.
    func delete() async throws {
        let answer = try await Wire.send("DELETE", "\(system.apiURL)/test/tenants/\(tenant.tenantId)")
        guard answer.status == 204 else { throw Unexpected("delete: \(answer.status) \(answer.text)") }
    }

    /// Logs in as a browser does, page by page, and gives the session's cookie.
    func logIn(password: String = password, correlationID: String? = nil) async throws -> String {
        let login = try await Login.begin(in: system)
        let callback = try await login.send(email: tenant.email, password: password)
        return try await login.comeBack(to: callback, correlationID: correlationID)
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

    func rawLook(at workflow: String = "upgrade") async throws -> Answer {
        try await Wire.get(
            system.apiURL + "/test/verify-\(workflow)-workflow?correlationId=\(tenant.correlationId)")
    }

    /// Looks until a condition holds.
    func workflow(_ condition: String, where holds: (Workflow) -> Bool) async throws -> Workflow {
        try await watch("upgrade", until: condition, where: holds)
    }

    /// Looks at one of the tenant's workflows until a condition holds, and once more: a look asks the services side by
    /// side, so that the one that sees the condition may have asked another service before that was through.
    ///
    /// - Returns: The second look, or the first where the condition held for a moment only.
    func watch<Look: Decodable>(
        _ workflow: String, until condition: String, where holds: (Look) -> Bool
    ) async throws -> Look {
        let deadline = ContinuousClock.now + .seconds(60)
        while true {
            let seen: Look = try await look(at: workflow)
            if holds(seen) {
                let whole: Look = try await look(at: workflow)
                return holds(whole) ? whole : seen
            }
            guard ContinuousClock.now < deadline else { throw Unexpected("never: \(condition); last: \(seen)") }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Looks once at one of the tenant's workflows.
    func look<Look: Decodable>(at workflow: String) async throws -> Look {
        try await rawLook(at: workflow).decoded(as: Look.self)
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
    var errors: [String]
    var audit: [Checkpoint]

    var stages: [String] { audit.map(\.stage) }
}

/// An entry of an audit trail.
struct Checkpoint: Decodable, Sendable { var stage: String, at: String, service: String, subject: String }

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
