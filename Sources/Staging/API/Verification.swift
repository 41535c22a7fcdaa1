import Hummingbird

extension APIService {
    /// The essay's verification endpoint and the audit trail by itself.
    func addVerificationRoutes(to routes: Routes) {
        routes.get("test/verify-upgrade-workflow") { request, context in
            let tenant = try await tenant(of: request)
            let answer = try await gather(tenant)
            let look = Look(
                answer: answer, count: looks.add(answer, of: tenant.id), tenant: tenant,
                seed: environment.configuration.seed)
            return try await tenant.changed(look, at: \.look).response(from: request, context: context)
        }
        routes.get("test/audit") { request, _ in
            let tenant = try await tenant(of: request)
            return AuditAnswer(correlationId: tenant.correlationID, checkpoints: try await gather(tenant).audit)
        }
    }

    private func tenant(of request: Request) async throws -> Tenant {
        let correlationID = try request.uri.queryParameters.require("correlationId")
        guard let tenant = try await environment.tenants.find(correlationID: correlationID) else {
            throw HTTPError(.notFound, message: "no workflow was set up under the correlation ID \(correlationID)")
        }
        return tenant
    }

    /// Asks the services that keep a part of the workflow, all at once.
    private func gather(_ tenant: Tenant) async throws -> VerificationAnswer {
        let action = Action(tenantID: tenant.id, correlationID: tenant.correlationID)
        do {
            async let accepted = store.hasAccepted(action)
            async let audit = environment.audit.entries(of: action)
            async let billing = evidence(BillingEvidence.self, of: action, from: .billing)
            async let worker = evidence(WorkerEvidence.self, of: action, from: .worker)
            async let ledger = evidence(LedgerEvidence.self, of: action, from: .ledger)
            async let auth = evidence(AuthEvidence.self, of: action, from: .auth)
            return try await VerificationAnswer(
                accepted: accepted, audit: audit, billing: billing, worker: worker, ledger: ledger, auth: auth)
        } catch let error as PeerError {
            throw HTTPError(.badGateway, message: "\(error)")
        }
    }

    private func evidence<Evidence: Decodable & Sendable>(
        _ type: Evidence.Type, of action: Action, from role: Role
    ) async throws -> Evidence {
        // Shorter than whoever looks will wait, so that they hear which service is away.
        try await environment.client.ask(type, "GET", "/internal/evidence?\(action.query)", of: role, timeout: 3)
    }
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
    var audit: [AuditEntry]

    init(
        accepted: Bool, audit: [AuditEntry], billing: BillingEvidence, worker: WorkerEvidence, ledger: LedgerEvidence,
        auth: AuthEvidence
    ) {
        apiAccepted = accepted
        billingCustomerUpdated = billing.customerUpdated
        billingChargeRecorded = !billing.charges.isEmpty
        billingState = billing.state
        queueMessageProcessed = worker.processedAt != nil
        entitlementsUpdated = ledger.entitledAt != nil
        analyticsEventEmitted = !ledger.analyticsEvents.isEmpty
        analyticsEventCount = Set(ledger.analyticsEvents.map(\.id)).count
        finalPlan = ledger.plan
        charges = billing.charges
        webhookProcessedAt = worker.processedAt
        entitledAt = ledger.entitledAt
        analyticsEvents = ledger.analyticsEvents
        deadLetters = worker.deadLetters
        self.audit = (audit + billing.audit + worker.audit + ledger.audit + auth.audit).sorted { $0.at < $1.at }
    }
}

/// The audit trail by itself.
private struct AuditAnswer: ResponseEncodable {
    var correlationId: String
    var checkpoints: [AuditEntry]
}
