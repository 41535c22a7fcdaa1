import GRDB
import Hummingbird

/// The ledger's tables.
struct LedgerStore: Sendable {
    let database: DatabasePool

    static func migrate(_ migrator: inout DatabaseMigrator) {
        migrator.registerMigration("ledger") { db in
            try db.create(table: "entitlement") { table in
                table.belongsToTenant()
                table.column("correlationID", .text).notNull()
                table.column("feature", .text).notNull()
                table.column("plan", .text).notNull()
                table.column("at", .text).notNull()
                table.primaryKey(["tenantID", "feature"])
            }
            // One row a delivery; the same event delivered again is another row with the same ID.
            try db.create(table: "analyticsEvent") { table in
                table.autoIncrementedPrimaryKey("delivery")
                table.belongsToTenant()
                table.column("correlationID", .text).notNull()
                table.column("id", .text).notNull()
                table.column("name", .text).notNull()
                table.column("at", .text).notNull()
            }
        }
        Warehouse.migrate(&migrator)
    }

    func plan(of tenantID: String) async throws -> Plan {
        try await database.read { db in
            let sql = "SELECT plan FROM entitlement WHERE tenantID = ? AND feature = ?"
            return try Plan.fetchOne(db, sql: sql, arguments: [tenantID, Plan.feature]) ?? .free
        }
    }

    /// Grants once; a grant that is there already is kept as it is.
    ///
    /// - Returns: Whether it is new.
    func grant(_ change: EntitlementChange) async throws -> Bool {
        try await database.write { db in
            try db.execute(
                sql:
                    "INSERT OR IGNORE INTO entitlement (tenantID, correlationID, feature, plan, at) VALUES (?, ?, ?, ?, ?)",
                arguments: [
                    change.action.tenantID, change.action.correlationID, Plan.feature, change.plan, Timestamp.now(),
                ])
            return db.changesCount > 0
        }
    }

    func revoke(_ change: EntitlementChange) async throws {
        try await database.write { db in
            try db.execute(sql: "DELETE FROM entitlement WHERE tenantID = ?", arguments: [change.action.tenantID])
        }
    }

    func count(_ event: AnalyticsDelivery) async throws {
        try await database.write { db in
            try db.execute(
                sql: "INSERT INTO analyticsEvent (tenantID, correlationID, id, name, at) VALUES (?, ?, ?, ?, ?)",
                arguments: [
                    event.action.tenantID, event.action.correlationID, event.id, event.name, Timestamp.now(),
                ])
        }
    }

    func evidence(of action: Action, audit: [AuditEntry]) async throws -> LedgerEvidence {
        let plan = try await plan(of: action.tenantID)
        let arguments: StatementArguments = [action.tenantID, action.correlationID]
        return try await database.read { db in
            LedgerEvidence(
                plan: plan,
                entitledAt: try String.fetchOne(
                    db, sql: "SELECT at FROM entitlement WHERE tenantID = ? AND correlationID = ?", arguments: arguments
                ),
                analyticsEvents: try AnalyticsEvent.fetchAll(
                    db,
                    sql: """
                        SELECT id, name, at FROM analyticsEvent WHERE tenantID = ? AND correlationID = ?
                        ORDER BY delivery
                        """,
                    arguments: arguments),
                reservedAt: try String.fetchOne(
                    db, sql: "SELECT at FROM reservation WHERE tenantID = ? AND correlationID = ? ORDER BY at",
                    arguments: arguments),
                audit: audit)
        }
    }
}

/// An analytics event as the ledger counted it.
struct AnalyticsEvent: Codable, Sendable, FetchableRecord {
    var id: String
    var name: String
    var at: String
}

/// The ledger's part of what a workflow left behind.
struct LedgerEvidence: ResponseCodable {
    var plan: Plan
    var entitledAt: String?
    var analyticsEvents: [AnalyticsEvent]
    /// When an order took something off the shelf.
    var reservedAt: String?
    var audit: [AuditEntry]

    /// The events that count one thing, an entry a delivery.
    func events(_ conversion: Conversion) -> [AnalyticsEvent] {
        analyticsEvents.filter { $0.name == conversion.rawValue }
    }
}

extension [AnalyticsEvent] {
    /// How many there are; one that was delivered twice is one.
    var distinctCount: Int { Set(map(\.id)).count }
}
