import GRDB
import Hummingbird

/// The pages users see.
struct WebService: StagingService {
    let environment: ServiceEnvironment
    let sessions: WebSessions

    init(_ environment: ServiceEnvironment) {
        self.environment = environment
        sessions = WebSessions(database: environment.database)
    }

    static func migrate(_ migrator: inout DatabaseMigrator) { WebSessions.migrate(&migrator) }

    func provision(_ tenant: Tenant) async throws {
        try await environment.tenants.add(tenant)
    }

    func addRoutes(to router: Router<StagingContext>) {
        let routes = ServiceRoutes(router, environment)
        addPublicRoutes(to: routes.direct)
        addLoginRoutes(to: routes.open)
        addSignUpRoutes(to: routes.open)
        addAccountRoutes(to: routes.open)
        routes.inspection.get("internal/evidence") { request, _ in
            let action = try Action(query: request)
            return WebEvidence(
                sessions: try await sessions.opened(by: action),
                audit: try await environment.audit.entries(of: action))
        }
    }
}

/// Web's part of what a workflow left behind.
struct WebEvidence: ResponseCodable {
    var sessions: [OpenedSession]
    var audit: [AuditEntry]
}
