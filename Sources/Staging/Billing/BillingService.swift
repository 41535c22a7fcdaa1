import GRDB
import Hummingbird

/// A payment provider of the kind that takes a session, charges, and tells the outcome by signed webhook.
struct BillingService: StagingService {
    let environment: ServiceEnvironment
    let store: BillingStore

    init(_ environment: ServiceEnvironment) {
        self.environment = environment
        store = BillingStore(database: environment.database)
    }

    static func migrate(_ migrator: inout DatabaseMigrator) { BillingStore.migrate(&migrator) }

    func provision(_ tenant: Tenant) async throws {
        try await store.addCustomer(for: tenant)
        try await deliver(WebhookEvent(.customerCreated, of: .provisioning(of: tenant)))
    }

    func addRoutes(to router: Router<StagingContext>) {
        let routes = ServiceRoutes(router, environment)
        routes.peer.post("sessions") { request, context in
            let order = try await request.decode(as: SessionOrder.self, context: context)
            guard let key = request.headers[.idempotencyKey], !key.isEmpty else {
                throw HTTPError(.badRequest, message: "the header idempotency-key is required")
            }
            return try await open(order, key: key)
        }
        routes.inspection.get("internal/evidence") { request, _ in
            let action = try Action(query: request)
            return try await store.evidence(of: action, audit: environment.audit.entries(of: action))
        }
    }

    /// Opens a payment session, or finds the one opened under the same key before, and settles a new one in the
    /// background.
    private func open(_ order: SessionOrder, key: String) async throws -> EditedResponse<PaymentSession> {
        guard let tenant = try await environment.tenants.find(id: order.action.tenantID) else {
            throw HTTPError(.notFound, message: "no customer for tenant \(order.action.tenantID)")
        }
        let (session, isNew) = try await store.openSession(for: order, key: key)
        guard isNew else { return EditedResponse(status: .ok, response: session) }
        await environment.audit.record(.paymentSessionCreated, of: order.action, subject: session.id)
        let settlement = tenant.changed(Settlement(), at: \.settlement)
        if session.amount > 0 {
            environment.inBackground("settle \(session.id)") { try await settle(session, order.action, settlement) }
        }
        try await Task.sleep(for: settlement.answersAfter)
        return EditedResponse(status: .created, response: session)
    }
}
