import GRDB
import Hummingbird

/// The gateway between the page and everything behind it; also where a run is set up and verified.
struct APIService: StagingService {
    let environment: ServiceEnvironment
    let store: APIStore
    let tokens: SignedToken
    let looks = LookCounter()

    init(_ environment: ServiceEnvironment) {
        self.environment = environment
        store = APIStore(database: environment.database)
        tokens = SignedToken(key: environment.configuration.keys.token)
    }

    static func migrate(_ migrator: inout DatabaseMigrator) { APIStore.migrate(&migrator) }

    /// Tenants are made here, by `setUp`; nobody provisions the api.
    func provision(_ tenant: Tenant) async throws {
        throw HTTPError(.conflict, message: "the api makes tenants itself: POST /test/setup-tenant")
    }

    func addRoutes(to router: Router<StagingContext>) {
        router.middlewares.add(CrossOriginMiddleware(peers: environment.peers))
        let routes = ServiceRoutes(router, environment)
        addSetUpRoutes(to: routes.direct)
        addVerificationRoutes(to: routes.direct)
        addMailboxRoutes(to: routes)
        addUpgradeRoutes(to: routes.open)
        addSignUpRoutes(to: routes.open)
        addShopRoutes(to: routes)
        addWebhookRoutes(to: routes.open)
    }
}
