import GRDB
import Hummingbird

/// One of the six services.
protocol StagingService: Sendable {
    /// The tables it keeps beside the tenants and the audit trail.
    static func migrate(_ migrator: inout DatabaseMigrator)

    init(_ environment: ServiceEnvironment)

    /// Adds its endpoints; the middleware of the router is in place.
    func addRoutes(to router: Router<StagingContext>)

    /// Stores a new tenant, with what this service holds for it from the start.
    func provision(_ tenant: Tenant) async throws

    /// Works beside answering requests, until the process ends.
    func run() async throws
}

extension StagingService {
    func run() async throws {}
}

extension Role {
    /// The service of this role.
    var service: any StagingService.Type {
        switch self {
        case .web: WebService.self
        case .auth: AuthService.self
        case .api: APIService.self
        case .billing: BillingService.self
        case .worker: WorkerService.self
        case .ledger: LedgerService.self
        }
    }
}
