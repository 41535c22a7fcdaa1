import Foundation
import GRDB
import Hummingbird

/// The identity provider, on an origin of its own: login form, accounts, tokens.
struct AuthService: StagingService {
    let environment: ServiceEnvironment
    let store: AuthStore
    let issuer: TokenIssuer

    init(_ environment: ServiceEnvironment) {
        self.environment = environment
        store = AuthStore(database: environment.database)
        issuer = TokenIssuer(environment: environment)
    }

    static func migrate(_ migrator: inout DatabaseMigrator) { AuthStore.migrate(&migrator) }

    func provision(_ tenant: Tenant) async throws { try await store.add(tenant) }

    func addRoutes(to router: Router<StagingContext>) {
        let routes = ServiceRoutes(router, environment)
        addLoginRoutes(to: routes.open)
        addAccountRoutes(to: routes.peer)
        routes.peer.post("internal/token") { request, context in
            let exchange = try await request.decode(as: CodeExchange.self, context: context)
            guard let user = try await store.redeem(exchange.code) else {
                throw HTTPError(.unauthorized, message: "the code is unknown, used or expired")
            }
            await environment.audit.record(.codeRedeemed, of: .current(of: user.tenantID), subject: user.id)
            return TokenAnswer(token: try issuer.userToken(for: user))
        }
        routes.peer.post("internal/service-token") { request, context in
            let action = try await request.decode(as: Action.self, context: context)
            return TokenAnswer(token: try issuer.serviceToken(for: try await tenant(of: action)))
        }
        routes.peer.put("internal/users/plan") { request, context in
            let change = try await request.decode(as: EntitlementChange.self, context: context)
            try await store.update(plan: change.plan, ofTenant: change.action.tenantID)
            await environment.audit.record(.userStateUpdated, of: change.action, subject: change.plan.rawValue)
            return HTTPResponse.Status.noContent
        }
        routes.inspection.get("internal/evidence") { request, _ in
            let action = try Action(query: request)
            return AuthEvidence(
                account: try await store.account(of: action.tenantID),
                audit: try await environment.audit.entries(of: action))
        }
    }

    /// The tenant on whose behalf somebody asks.
    func tenant(of action: Action) async throws -> Tenant {
        guard let tenant = try await environment.tenants.find(id: action.tenantID) else {
            throw HTTPError(.notFound, message: "no tenant \(action.tenantID)")
        }
        return tenant
    }
}

/// A login code on its way back.
struct CodeExchange: Codable, Sendable { var code: String }

/// A token just issued.
struct TokenAnswer: ResponseCodable, Sendable { var token: String }

/// Auth's part of what a workflow left behind.
struct AuthEvidence: ResponseCodable {
    /// Absent until there is one.
    var account: Account?
    var audit: [AuditEntry]
}
