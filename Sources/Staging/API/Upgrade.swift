import Hummingbird
import Logging

extension APIService {
    /// What the page calls.
    func addUpgradeRoutes(to routes: Routes) {
        routes.get("plan") { request, _ in
            let claims = try tokens.claims(of: request)
            return try await environment.client.ask(
                PlanAnswer.self, "GET", "/entitlements/\(claims.tenant.percentEncoded)", of: .ledger)
        }
        routes.post("upgrade") { request, context in
            let claims = try tokens.claims(of: request)
            guard claims.allows("billing:write") else {
                throw HTTPError(.forbidden, message: "the token's scope lacks billing:write")
            }
            let order = try await request.decode(as: UpgradeOrder.self, context: context)
            return try await accept(order, claims, correlationID: request.headers[.correlationID])
        }
    }

    /// Accepts the request at once and goes on with billing afterwards; asking twice is one upgrade.
    private func accept(
        _ order: UpgradeOrder, _ claims: Claims, correlationID: String?
    ) async throws -> EditedResponse<UpgradeAnswer> {
        guard let tenant = try await environment.tenants.find(id: claims.tenant) else {
            throw HTTPError(.unauthorized, message: "the token's tenant is gone")
        }
        let action = Action(tenantID: tenant.id, correlationID: correlationID ?? Identifier.make("cor"))
        // A request that names no plan asks for the one there is: tolerant, and what a renamed field falls into.
        let plan = try order.plan.map(order.checked) ?? tenant.plan
        let (request, isNew) = try await store.recordUpgrade(to: plan, by: action)
        if isNew {
            await environment.audit.record(.requestReceived, of: action, subject: request.id)
            let handOver = tenant.changed(HandOver(requestID: request.id), at: \.handOver)
            environment.inBackground("hand \(request.id) to billing") {
                try await hand(SessionOrder(action: action, plan: plan), handOver)
            }
        }
        return EditedResponse(status: .accepted, response: UpgradeAnswer(requestId: request.id, plan: request.plan))
    }

    /// Opens the payment session, trying again under the same key while billing does not answer.
    private func hand(_ order: SessionOrder, _ handOver: HandOver) async throws {
        for attempt in 1... {
            do {
                try await environment.client.send(
                    "POST", "/sessions", to: .billing, body: order,
                    headers: ["idempotency-key": handOver.key(ofAttempt: attempt)], timeout: handOver.timeout)
                return
            } catch PeerError.unreachable(let role, let reason) where attempt < handOver.attempts {
                environment.logger.warning(
                    "trying again", metadata: ["peer": "\(role)", "attempt": "\(attempt)", "error": "\(reason)"])
                try await Task.sleep(for: .milliseconds(200 * attempt))
            }
        }
    }
}

/// What the page is told: accepted, not done.
private struct UpgradeAnswer: ResponseEncodable {
    var requestId: String
    var plan: Plan
    var status = "accepted"
}

/// How an accepted upgrade is handed to billing.
struct HandOver: Sendable {
    let requestID: String
    /// Seconds until an attempt is given up.
    var timeout = 10.0
    var attempts = 4
    /// Billing charges once for each key.
    var keepsKey = true

    init(requestID: String) { self.requestID = requestID }

    func key(ofAttempt attempt: Int) -> String { keepsKey ? requestID : "\(requestID)-\(attempt)" }
}

/// What the page sends.
private struct UpgradeOrder: Decodable {
    var plan: String?

    func checked(_ name: String) throws -> Plan {
        guard let plan = Plan(rawValue: name) else {
            throw HTTPError(.badRequest, message: "'\(name)' is not a plan; there are free and pro")
        }
        return plan
    }
}
