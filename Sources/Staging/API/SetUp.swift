import GRDB
import Hummingbird

extension APIService {
    /// The essay's set-up, the same for somebody who is yet to sign up, its opposite, and what a run was made of.
    func addSetUpRoutes(to routes: Routes) {
        routes.post("test/setup-tenant") { request, context in
            let order = try await request.decode(as: TenantOrder.self, context: context)
            let tenant = try await setUp(order, hasUser: true)
            return EditedResponse(status: .created, response: TenantAnswer(tenant))
        }
        routes.post("test/setup-signup") { request, context in
            let order = try await request.decode(as: TenantOrder.self, context: context)
            let tenant = try await setUp(order, hasUser: false)
            return EditedResponse(status: .created, response: TenantAnswer(tenant))
        }
        routes.get("test/tenants/:id") { _, context in
            let id = try context.parameters.require("id")
            guard let tenant = try await environment.tenants.find(id: id) else { throw unknown(id) }
            return TenantAnswer(tenant)
        }
        routes.delete("test/tenants/:id") { _, context in
            let id = try context.parameters.require("id")
            guard try await environment.tenants.remove(id: id) else { throw unknown(id) }
            try await inAllOthers { role in
                try await environment.client.send("DELETE", "/internal/tenants/\(id.percentEncoded)", to: role)
            }
            return HTTPResponse.Status.noContent
        }
    }

    private func unknown(_ id: String) -> HTTPError { HTTPError(.notFound, message: "no tenant \(id)") }

    /// Does something in each of the other five services, at once.
    private func inAllOthers(_ work: @escaping @Sendable (Role) async throws -> Void) async throws {
        try await withThrowingTaskGroup { group in
            for role in Role.allCases where role != .api { group.addTask { try await work(role) } }
            try await group.waitForAll()
        }
    }

    /// Makes a tenant, here and in the other services, and decides which faults hold for it.
    private func setUp(_ order: TenantOrder, hasUser: Bool) async throws -> Tenant {
        let plan = try order.checkedPlan()
        let correlationID = order.correlationId ?? Identifier.make("cor")
        let run = try await store.nextRun()
        let configuration = environment.configuration
        let tenant = Tenant(
            id: Identifier.make("ten"), userID: Identifier.make("usr"), email: order.email, hasUser: hasUser,
            plan: plan, stock: order.stock ?? Product.usualStock, correlationID: correlationID, run: run,
            faults: configuration.faults.active(forRun: run, seed: configuration.seed))
        do {
            try await environment.tenants.add(tenant)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            throw HTTPError(.conflict, message: "the email or the correlation ID belongs to another tenant")
        }
        let trace = Trace(correlationID: correlationID, parent: Trace.current.parent)
        do {
            try await Trace.$current.withValue(trace) {
                try await inAllOthers { role in
                    try await environment.client.send("PUT", "/internal/tenants", to: role, body: tenant)
                }
            }
        } catch {
            _ = try await environment.tenants.remove(id: tenant.id)
            throw HTTPError(.badGateway, message: "the tenant could not be set up everywhere: \(error)")
        }
        return tenant
    }
}

/// What a verifier asks for; the names are the essay's.
private struct TenantOrder: Decodable {
    var email: String
    var plan: String?
    /// What the tenant's warehouse has.
    var stock: Int?
    var correlationId: String?

    func checkedPlan() throws -> Plan {
        guard email.contains("@") else { throw HTTPError(.badRequest, message: "'\(email)' is not an email address") }
        guard correlationId != "" else { throw HTTPError(.badRequest, message: "correlationId is empty") }
        guard (0...1_000_000).contains(stock ?? 0) else {
            throw HTTPError(.badRequest, message: "stock is a number from 0 to 1000000")
        }
        guard let plan else { return .free }
        guard let known = Plan(rawValue: plan) else {
            throw HTTPError(.badRequest, message: "'\(plan)' is not a plan; there are free and pro")
        }
        return known
    }
}

/// A tenant as a verifier sees it.
private struct TenantAnswer: ResponseEncodable {
    var tenantId: String
    var userId: String
    var email: String
    var plan: Plan
    /// What the warehouse had at the start.
    var stock: Int
    var correlationId: String
    var run: Int
    /// The names of the faults that hold for it.
    var faults: [String]

    init(_ tenant: Tenant) {
        tenantId = tenant.id
        userId = tenant.userID
        email = tenant.email
        plan = tenant.plan
        stock = tenant.stock
        correlationId = tenant.correlationID
        run = tenant.run
        faults = tenant.faults.map(\.name)
    }
}
