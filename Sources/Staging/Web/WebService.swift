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
        addAccountRoutes(to: routes.open)
    }
}
