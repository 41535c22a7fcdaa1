import Hummingbird

extension APIService {
    /// What the billing page calls.
    func addUpgradeRoutes(to routes: Routes) {
        routes.get("plan") { request, _ in
            let claims = try tokens.claims(of: request)
            return try await environment.client.ask(
                PlanAnswer.self, "GET", "/entitlements/\(claims.tenant.percentEncoded)", of: .ledger)
        }
        routes.post("upgrade") { request, context in
            let tenant = try await tenant(of: request, allowing: "billing:write")
            let order = try await request.decode(as: UpgradeOrder.self, context: context)
            // A request that names no plan asks for the one there is: tolerant, and what a renamed field falls into.
            let plan = try order.plan.map(order.checked) ?? tenant.plan
            let action = Action.current(of: tenant.id)
            return try await accept(.upgrade, plan.rawValue, by: action) { id in
                let handOver = tenant.changed(HandOver(requestID: id), at: \.handOver)
                try await environment.hand(SessionOrder(action: action, purchase: .plan(plan)), handOver)
            }
        }
    }
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
