import GRDB
import Hummingbird

/// The api's tables beside the tenants.
struct APIStore: Sendable {
    let database: DatabasePool

    static func migrate(_ migrator: inout DatabaseMigrator) {
        migrator.registerMigration("api") { db in
            // Numbers the runs; a number is never given twice, whatever is deleted.
            try db.create(table: "run") { table in
                table.autoIncrementedPrimaryKey("number")
            }
            try db.create(table: "upgradeRequest") { table in
                table.primaryKey("id", .text)
                table.belongsToTenant()
                table.column("correlationID", .text).notNull()
                table.column("plan", .text).notNull()
                table.column("at", .text).notNull()
                table.uniqueKey(["tenantID", "plan"])
            }
            try db.create(table: "webhook") { table in
                table.primaryKey("key", .text)
                table.belongsToTenant()
            }
        }
    }

    func nextRun() async throws -> Int {
        try await database.write { db in
            try db.execute(sql: "INSERT INTO run DEFAULT VALUES")
            return Int(db.lastInsertedRowID)
        }
    }

    /// Records a request to upgrade, or finds the one that was made before: asking twice is one upgrade.
    func recordUpgrade(to plan: Plan, by action: Action) async throws -> (UpgradeRequest, isNew: Bool) {
        try await database.write { db in
            let known = "SELECT id, plan FROM upgradeRequest WHERE tenantID = ? AND plan = ?"
            if let request = try UpgradeRequest.fetchOne(db, sql: known, arguments: [action.tenantID, plan]) {
                return (request, false)
            }
            let request = UpgradeRequest(id: Identifier.make("upg"), plan: plan)
            try db.execute(
                sql: "INSERT INTO upgradeRequest (id, tenantID, correlationID, plan, at) VALUES (?, ?, ?, ?, ?)",
                arguments: [request.id, action.tenantID, action.correlationID, plan, Timestamp.now()])
            return (request, true)
        }
    }

    func hasAccepted(_ action: Action) async throws -> Bool {
        try await database.read { db in
            try Bool.fetchOne(
                db,
                sql: "SELECT EXISTS (SELECT 1 FROM upgradeRequest WHERE tenantID = ? AND correlationID = ?)",
                arguments: [action.tenantID, action.correlationID]) ?? false
        }
    }

    /// Remembers a webhook by its key.
    ///
    /// - Returns: False when the key was there already.
    func remember(webhook key: String, of action: Action) async throws -> Bool {
        try await database.write { db in
            try db.execute(
                sql: "INSERT OR IGNORE INTO webhook (key, tenantID) VALUES (?, ?)", arguments: [key, action.tenantID])
            return db.changesCount > 0
        }
    }

    func forget(webhook key: String) async throws {
        try await database.write { db in
            try db.execute(sql: "DELETE FROM webhook WHERE key = ?", arguments: [key])
        }
    }
}

/// An upgrade the api accepted.
struct UpgradeRequest: Codable, Sendable, FetchableRecord {
    var id: String
    var plan: Plan
}
