import GRDB
import Hummingbird

/// Keeps what a tenant may use, what was counted, and what is in the warehouse. The oldest of the six: it asks tokens for a claim of its own.
struct LedgerService: StagingService {
    private let environment: ServiceEnvironment
    private let store: LedgerStore
    private let warehouse: Warehouse
    private let tokens: SignedToken

    init(_ environment: ServiceEnvironment) {
        self.environment = environment
        store = LedgerStore(database: environment.database)
        warehouse = Warehouse(database: environment.database)
        tokens = SignedToken(key: environment.configuration.keys.token)
    }

    static func migrate(_ migrator: inout DatabaseMigrator) { LedgerStore.migrate(&migrator) }

    func provision(_ tenant: Tenant) async throws {
        try await environment.tenants.add(tenant)
        try await warehouse.open(for: tenant)
        guard tenant.plan != .free else { return }
        let change = EntitlementChange(action: .provisioning(of: tenant), plan: tenant.plan)
        _ = try await store.grant(change)
    }

    func addRoutes(to router: Router<StagingContext>) {
        let routes = ServiceRoutes(router, environment)
        routes.peer.get("entitlements/:tenant") { _, context in
            PlanAnswer(plan: try await store.plan(of: context.parameters.require("tenant")))
        }
        routes.peer.post("entitlements") { request, context in
            try authorize(request)
            let change = try await request.decode(as: EntitlementChange.self, context: context)
            let isNew = try await store.grant(change)
            if isNew {
                await environment.audit.record(.entitlementGranted, of: change.action, subject: Plan.feature)
            }
            return isNew ? HTTPResponse.Status.created : .ok
        }
        routes.peer.post("entitlements/revocations") { request, context in
            try authorize(request)
            try await store.revoke(request.decode(as: EntitlementChange.self, context: context))
            return HTTPResponse.Status.ok
        }
        routes.peer.post("analytics/events") { request, context in
            let event = try await request.decode(as: AnalyticsDelivery.self, context: context)
            try await store.count(event)
            await environment.audit.record(.analyticsEmitted, of: event.action, subject: event.id)
            return HTTPResponse.Status.accepted
        }
        addWarehouseRoutes(to: routes)
        routes.inspection.get("internal/evidence") { request, _ in
            let action = try Action(query: request)
            return try await store.evidence(of: action, audit: environment.audit.entries(of: action))
        }
    }

    private func addWarehouseRoutes(to routes: ServiceRoutes) {
        routes.peer.get("stock/:tenant") { _, context in try await stock(of: context) }
        routes.inspection.get("internal/stock/:tenant") { _, context in try await stock(of: context) }
        routes.peer.post("stock/reservations") { request, context in
            try authorize(request)
            let reservation = try await request.decode(as: StockReservation.self, context: context)
            let outcome = try await warehouse.reserve(reservation)
            guard outcome != .isShort else { throw HTTPError(.conflict, message: "there is not enough in stock") }
            if outcome == .isNew {
                await environment.audit.record(.stockReserved, of: reservation.action, subject: reservation.orderID)
            }
            return outcome == .isNew ? HTTPResponse.Status.created : .ok
        }
    }

    private func stock(of context: StagingContext) async throws -> StockAnswer {
        let tenantID = try context.parameters.require("tenant")
        guard let stock = try await warehouse.stock(of: tenantID) else {
            throw HTTPError(.notFound, message: "no warehouse of tenant \(tenantID)")
        }
        return StockAnswer(stock: stock)
    }

    private func authorize(_ request: Request) throws {
        guard try tokens.claims(of: request).entitlements == "write" else {
            throw HTTPError(.unauthorized, message: "the token lacks the claim 'entitlements'")
        }
    }
}

/// The plan a tenant is entitled to.
struct PlanAnswer: ResponseCodable { var plan: Plan }

/// A grant or a revocation of what comes with a plan.
struct EntitlementChange: Codable, Sendable {
    var action: Action
    var plan: Plan
}

/// An analytics event on its way to the ledger; delivered again it keeps its identity.
struct AnalyticsDelivery: Codable, Sendable {
    var action: Action
    var id: String
    var name: String
}
