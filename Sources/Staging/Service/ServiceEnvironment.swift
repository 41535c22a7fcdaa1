import Foundation
import GRDB
import Logging

/// What every service has at hand.
struct ServiceEnvironment: Sendable {
    let role: Role
    let configuration: ServiceConfiguration
    let database: DatabasePool
    let logger: Logger
    let latency: Latency
    let peers: Peers
    let client: PeerClient
    let tenants: TenantStore
    let audit: AuditTrail

    init(role: Role, configuration: ServiceConfiguration, migrations: (inout DatabaseMigrator) -> Void) throws {
        self.role = role
        self.configuration = configuration
        let lines = try JSONLines(appendingTo: configuration.stateDirectory.log(of: role))
        logger = Logger(label: role.rawValue) { _ in JSONLinesHandler(role: role, lines: lines) }
        latency = Latency(range: configuration.latency, seed: configuration.seed.seed(for: role.rawValue))
        peers = Peers()
        client = PeerClient(peers: peers, key: configuration.keys.peer)

        database = try DatabasePool(path: configuration.stateDirectory.database(of: role))
        var migrator = DatabaseMigrator()
        TenantStore.migrate(&migrator)
        AuditTrail.migrate(&migrator)
        migrations(&migrator)
        try migrator.migrate(database)
        tenants = TenantStore(database: database)
        audit = AuditTrail(role: role, database: database, logger: logger)
    }

    /// Goes on with work after the request that caused it was answered; the trace goes with it.
    func inBackground(_ name: String, _ work: @escaping @Sendable () async throws -> Void) {
        Task {
            do {
                try await work()
            } catch {
                logger.error("background work failed", metadata: ["work": "\(name)", "error": "\(error)"])
            }
        }
    }
}
