import GRDB

/// The api's tables beside the tenants.
struct APIStore: Sendable {
    let database: DatabasePool

    static func migrate(_ migrator: inout DatabaseMigrator) {
        migrator.registerMigration("api") { db in
            // Numbers the runs; a number is never given twice, whatever is deleted.
            try db.create(table: "run") { table in
                table.autoIncrementedPrimaryKey("number")
            }
            try db.create(table: "request") { table in
                table.primaryKey("id", .text)
                table.belongsToTenant()
                table.column("correlationID", .text).notNull()
                table.column("kind", .text).notNull()
                table.column("subject", .text).notNull()
                table.column("state", .text).notNull()
                table.column("at", .text).notNull()
                table.uniqueKey(["tenantID", "kind", "subject"])
            }
            try db.create(table: "webhook") { table in
                table.primaryKey("key", .text)
                table.belongsToTenant()
            }
            try db.create(table: "mail") { table in
                table.primaryKey("id", .text)
                table.belongsToTenant()
                table.column("correlationID", .text).notNull()
                table.column("recipient", .text).notNull().indexed()
                table.column("subject", .text).notNull()
                table.column("link", .text).notNull()
                table.column("at", .text).notNull()
            }
        }
    }

    func nextRun() async throws -> Int {
        try await database.write { db in
            try db.execute(sql: "INSERT INTO run DEFAULT VALUES")
            return Int(db.lastInsertedRowID)
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
