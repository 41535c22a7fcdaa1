import GRDB
import Hummingbird

/// Billing's tables.
struct BillingStore: Sendable {
    let database: DatabasePool

    static func migrate(_ migrator: inout DatabaseMigrator) {
        migrator.registerMigration("billing") { db in
            try db.create(table: "customer") { table in
                table.primaryKey("id", .text)
                table.belongsToTenant()
                table.column("plan", .text).notNull()
                table.column("correlationID", .text)
            }
            try db.create(table: "session") { table in
                table.primaryKey("id", .text)
                table.belongsToTenant()
                table.column("correlationID", .text).notNull()
                table.column("key", .text).notNull()
                table.column("amount", .integer).notNull()
                table.column("plan", .text)
                table.column("subscriptionID", .text)
                table.column("orderID", .text)
                table.column("state", .text).notNull()
                table.uniqueKey(["tenantID", "key"])
            }
            try db.create(table: "subscription") { table in
                table.autoIncrementedPrimaryKey("number")
                table.belongsToTenant()
                table.column("id", .text).notNull().unique()
                table.column("correlationID", .text).notNull()
                table.column("state", .text).notNull()
            }
            try db.create(table: "charge") { table in
                table.primaryKey("id", .text)
                table.belongsToTenant()
                table.column("correlationID", .text).notNull()
                table.column("sessionID", .text).notNull()
                table.column("amount", .integer).notNull()
                table.column("at", .text).notNull()
            }
        }
    }

    func addCustomer(for tenant: Tenant) async throws {
        try await database.write { db in
            try tenant.insert(db)
            try db.execute(
                sql: "INSERT INTO customer (id, tenantID, plan) VALUES (?, ?, ?)",
                arguments: [Identifier.make("cus"), tenant.id, tenant.plan])
        }
    }

    /// The session of a key, made when the key is new; one of a plan with a pending subscription.
    func openSession(for order: SessionOrder, key: String) async throws -> (PaymentSession, isNew: Bool) {
        let action = order.action
        return try await database.write { db in
            let known = "SELECT id, amount, plan, subscriptionID, orderID FROM session WHERE tenantID = ? AND key = ?"
            if let session = try PaymentSession.fetchOne(db, sql: known, arguments: [action.tenantID, key]) {
                return (session, false)
            }
            let session = PaymentSession(for: order.purchase)
            try db.execute(
                sql: """
                    INSERT INTO session
                    (id, tenantID, correlationID, key, amount, plan, subscriptionID, orderID, state)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    session.id, action.tenantID, action.correlationID, key, session.amount, session.plan,
                    session.subscriptionID, session.orderID, BillingState.pending,
                ])
            if session.subscriptionID != nil, session.amount > 0 {
                try db.execute(
                    sql: "INSERT INTO subscription (id, tenantID, correlationID, state) VALUES (?, ?, ?, ?)",
                    arguments: [session.subscriptionID, action.tenantID, action.correlationID, BillingState.pending])
            }
            return (session, true)
        }
    }

    func charge(_ session: PaymentSession, _ action: Action) async throws {
        try await database.write { db in
            try db.execute(
                sql: """
                    INSERT INTO charge (id, tenantID, correlationID, sessionID, amount, at) VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    Identifier.make("ch"), action.tenantID, action.correlationID, session.id, session.amount,
                    Timestamp.now(),
                ])
        }
    }

    func activate(_ session: PaymentSession, _ action: Action) async throws {
        try await database.write { db in
            try Self.set(.paid, of: session, in: db)
            guard let plan = session.plan else { return }
            try db.execute(
                sql: "UPDATE subscription SET state = ? WHERE id = ?",
                arguments: [BillingState.active, session.subscriptionID])
            try db.execute(
                sql: "UPDATE customer SET plan = ?, correlationID = ? WHERE tenantID = ?",
                arguments: [plan, action.correlationID, action.tenantID])
        }
    }

    func fail(_ session: PaymentSession) async throws {
        try await database.write { db in
            try Self.set(.failed, of: session, in: db)
            try db.execute(
                sql: "UPDATE subscription SET state = ? WHERE id = ?",
                arguments: [BillingState.failed, session.subscriptionID])
        }
    }

    private static func set(_ state: BillingState, of session: PaymentSession, in db: Database) throws {
        try db.execute(sql: "UPDATE session SET state = ? WHERE id = ?", arguments: [state, session.id])
    }

    func evidence(of action: Action, audit: [AuditEntry]) async throws -> BillingEvidence {
        let arguments: StatementArguments = [action.tenantID, action.correlationID]
        let whose = "tenantID = ? AND correlationID = ?"
        return try await database.read { db in
            BillingEvidence(
                customerUpdated: try Bool.fetchOne(
                    db, sql: "SELECT EXISTS (SELECT 1 FROM customer WHERE \(whose))", arguments: arguments) ?? false,
                state: try BillingState.fetchOne(
                    db, sql: "SELECT state FROM subscription WHERE \(whose) ORDER BY number DESC LIMIT 1",
                    arguments: arguments) ?? .none,
                paymentState: try BillingState.fetchOne(
                    db,
                    sql: """
                        SELECT state FROM session WHERE \(whose) AND orderID IS NOT NULL
                        ORDER BY rowid DESC LIMIT 1
                        """,
                    arguments: arguments) ?? .none,
                charges: try Charge.fetchAll(
                    db,
                    sql: """
                        SELECT id, amount, at, (SELECT orderID FROM session WHERE id = sessionID) AS "order"
                        FROM charge WHERE \(whose) ORDER BY at, id
                        """,
                    arguments: arguments),
                audit: audit)
        }
    }
}
