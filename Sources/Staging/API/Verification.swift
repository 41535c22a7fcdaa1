import Hummingbird

extension APIService {
    /// A verification endpoint for each workflow, the essay's first; the audit trail and the stock by themselves.
    func addVerificationRoutes(to routes: Routes) {
        routes.get("test/verify-upgrade-workflow") { request, context in
            let tenant = try await tenant(of: request)
            let answer = try await gather(tenant)
            let look = Look(
                answer: answer, count: looks.add(answer, of: tenant.id), tenant: tenant,
                seed: environment.configuration.seed)
            return try await tenant.changed(look, at: \.look).response(from: request, context: context)
        }
        routes.get("test/verify-signup-workflow") { request, _ in try await signUp(of: tenant(of: request)) }
        routes.get("test/verify-login-workflow") { request, _ in try await login(of: tenant(of: request)) }
        routes.get("test/verify-order-workflow") { request, _ in try await order(of: tenant(of: request)) }
        routes.get("test/stock") { request, _ in
            let tenantID = try request.uri.queryParameters.require("tenantId")
            guard try await environment.tenants.find(id: tenantID) != nil else {
                throw HTTPError(.notFound, message: "no tenant \(tenantID)")
            }
            return try await inspect(StockAnswer.self, "/internal/stock/\(tenantID.percentEncoded)", of: .ledger)
        }
        routes.get("test/audit") { request, _ in
            let tenant = try await tenant(of: request)
            return AuditAnswer(correlationId: tenant.correlationID, checkpoints: try await trail(of: tenant.workflow))
        }
    }

    /// The tenant a verifier asks for, by `correlationId` or `email`.
    private func tenant(of request: Request) async throws -> Tenant {
        let query = request.uri.queryParameters
        if let email = query.get("email") {
            guard let tenant = try await environment.tenants.find(email: email) else {
                throw HTTPError(.notFound, message: "no workflow was set up for \(email)")
            }
            return tenant
        }
        let correlationID = try query.require("correlationId")
        guard let tenant = try await environment.tenants.find(correlationID: correlationID) else {
            throw HTTPError(.notFound, message: "no workflow was set up under the correlation ID \(correlationID)")
        }
        return tenant
    }

    /// Asks the services that keep a part of the upgrade, all at once.
    private func gather(_ tenant: Tenant) async throws -> VerificationAnswer {
        let action = tenant.workflow
        async let state = store.state(of: .upgrade, by: action)
        async let audit = environment.audit.entries(of: action)
        async let billing = evidence(BillingEvidence.self, of: action, from: .billing)
        async let worker = evidence(WorkerEvidence.self, of: action, from: .worker)
        async let ledger = evidence(LedgerEvidence.self, of: action, from: .ledger)
        async let auth = evidence(AuthEvidence.self, of: action, from: .auth)
        return try await VerificationAnswer(
            state: state, audit: audit, billing: billing, worker: worker, ledger: ledger, auth: auth)
    }

    /// The checkpoints of all services, in the order they were passed.
    private func trail(of action: Action) async throws -> [AuditEntry] {
        try await withThrowingTaskGroup(of: [AuditEntry].self) { group in
            for role in Role.allCases {
                group.addTask {
                    guard role != .api else { return try await environment.audit.entries(of: action) }
                    return try await inspect([AuditEntry].self, "/internal/audit?\(action.query)", of: role)
                }
            }
            let entries = try await group.reduce(into: [AuditEntry]()) { $0 += $1 }
            return entries.inOrder
        }
    }

    /// What a service keeps of a workflow.
    func evidence<Evidence: Decodable & Sendable>(
        _ type: Evidence.Type, of action: Action, from role: Role
    ) async throws -> Evidence {
        try await inspect(type, "/internal/evidence?\(action.query)", of: role)
    }

    private func inspect<Answer: Decodable & Sendable>(
        _ type: Answer.Type, _ path: String, of role: Role
    ) async throws -> Answer {
        do {
            // Shorter than whoever looks will wait, so that they hear which service is away.
            return try await environment.client.ask(type, "GET", path, of: role, timeout: 3)
        } catch let error as PeerError {
            throw HTTPError(.badGateway, message: "\(error)")
        }
    }
}

extension Tenant {
    /// The action that is verified.
    var workflow: Action { Action(tenantID: id, correlationID: correlationID) }
}

extension [AuditEntry] {
    /// Sorted by time; what happened at the same time stays as it is.
    var inOrder: [AuditEntry] { sorted { $0.at < $1.at } }
}

/// How far an upgrade has come, in the essay's words, with what lets a verifier count and order.
struct VerificationAnswer: ResponseEncodable, Sendable {
    var apiAccepted: Bool
    var billingCustomerUpdated: Bool
    var billingChargeRecorded: Bool
    var billingState: BillingState
    var queueMessageProcessed: Bool
    var entitlementsUpdated: Bool
    var analyticsEventEmitted: Bool
    /// Distinct events; the same one delivered twice counts once.
    var analyticsEventCount: Int
    var finalPlan: Plan

    var charges: [Charge]
    /// Absent until it happened, like `entitledAt`.
    var webhookProcessedAt: String?
    var entitledAt: String?
    /// One entry a delivery: an event delivered twice is there twice, with the same ID.
    var analyticsEvents: [AnalyticsEvent]
    var deadLetters: [DeadLetter]
    /// Why deliveries to the worker failed, such as `ledger answered 401: …`, from the first failure on.
    var errors: [String]
    var audit: [AuditEntry]

    init(
        state: RequestState, audit: [AuditEntry], billing: BillingEvidence, worker: WorkerEvidence,
        ledger: LedgerEvidence, auth: AuthEvidence
    ) {
        apiAccepted = state != .absent
        billingCustomerUpdated = billing.customerUpdated
        billingState = billing.state
        entitlementsUpdated = ledger.entitledAt != nil
        finalPlan = ledger.plan
        charges = billing.charges.filter { $0.order == nil }
        billingChargeRecorded = !charges.isEmpty
        webhookProcessedAt = worker.passed(.webhookProcessed)
        queueMessageProcessed = webhookProcessedAt != nil
        entitledAt = ledger.entitledAt
        analyticsEvents = ledger.events(.planUpgraded)
        analyticsEventEmitted = !analyticsEvents.isEmpty
        analyticsEventCount = analyticsEvents.distinctCount
        deadLetters = worker.deadLetters
        errors = worker.errors
        self.audit = (audit + billing.audit + worker.audit + ledger.audit + auth.audit).inOrder
    }
}

/// The audit trail by itself.
private struct AuditAnswer: ResponseEncodable {
    var correlationId: String
    var checkpoints: [AuditEntry]
}
