import GRDB

/// A tenant as every service knows it. The api makes it and tells the others, so that each finds in its own database
/// which faults hold for the tenant.
struct Tenant: Codable, Sendable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "tenant"

    var id: String
    var userID: String
    var email: String
    /// Whether its user is there from the start; one who is not signs up.
    var hasUser: Bool
    /// The plan it starts with.
    var plan: Plan
    /// What its warehouse starts with.
    var stock: Int
    /// The correlation ID under which its workflow is verified.
    var correlationID: String
    /// How many tenants were set up before it, and one.
    var run: Int
    var faults: [ActiveFault]
}

/// The tenants of one service's database.
struct TenantStore: Sendable {
    let database: DatabasePool

    static func migrate(_ migrator: inout DatabaseMigrator) {
        migrator.registerMigration("tenant") { db in
            try db.create(table: "tenant") { table in
                table.primaryKey("id", .text)
                table.column("userID", .text).notNull()
                table.column("email", .text).notNull().unique()
                table.column("hasUser", .boolean).notNull()
                table.column("plan", .text).notNull()
                table.column("stock", .integer).notNull()
                table.column("correlationID", .text).notNull().unique()
                table.column("run", .integer).notNull()
                table.column("faults", .jsonText).notNull()
            }
        }
    }

    func add(_ tenant: Tenant) async throws {
        try await database.write { try tenant.insert($0) }
    }

    func find(id: String) async throws -> Tenant? {
        try await database.read { try Tenant.fetchOne($0, key: id) }
    }

    func find(correlationID: String) async throws -> Tenant? {
        try await database.read { try Tenant.filter(Column("correlationID") == correlationID).fetchOne($0) }
    }

    func find(email: String) async throws -> Tenant? {
        try await database.read { try Tenant.filter(Column("email") == email).fetchOne($0) }
    }

    /// Removes the tenant and, by the tables' foreign keys, all that belongs to it.
    func remove(id: String) async throws -> Bool {
        try await database.write { try Tenant.deleteOne($0, key: id) }
    }
}

extension TableDefinition {
    /// A column that ties a row to its tenant; the row goes with the tenant.
    func belongsToTenant() {
        column("tenantID", .text).notNull().indexed().references("tenant", onDelete: .cascade)
    }
}
