import GRDB
import Logging

/// What is recorded of a workflow on its way. The first seven are the essay's, in the order an upgrade passes them.
enum Checkpoint: String, Codable, Sendable {
    case requestReceived = "request_received"
    case paymentSessionCreated = "payment_session_created"
    case webhookReceived = "webhook_received"
    case webhookProcessed = "webhook_processed"
    case entitlementGranted = "entitlement_granted"
    case analyticsEmitted = "analytics_emitted"
    case userStateUpdated = "user_state_updated"

    /// The worker read a message of any other kind than an upgrade's.
    case messageProcessed = "message_processed"

    case accountCreated = "account_created"
    case mailSent = "mail_sent"
    case accountConfirmed = "account_confirmed"

    case codeRedeemed = "code_redeemed"
    case sessionOpened = "session_opened"

    case stockReserved = "stock_reserved"
    /// The order came to its end: completed or rejected.
    case orderSettled = "order_settled"
}

/// One checkpoint passed, as it is told to whoever verifies.
struct AuditEntry: Codable, Sendable {
    var stage: Checkpoint
    /// RFC 3339, taken when it happened.
    var at: String
    var service: Role
    /// The thing it happened to: a request, session, event or message.
    var subject: String
}

/// The checkpoints one service passed.
struct AuditTrail: Sendable {
    let role: Role
    let database: DatabasePool
    let logger: Logger

    static func migrate(_ migrator: inout DatabaseMigrator) {
        migrator.registerMigration("audit") { db in
            try db.create(table: "audit") { table in
                table.autoIncrementedPrimaryKey("id")
                table.belongsToTenant()
                table.column("correlationID", .text).notNull()
                table.column("stage", .text).notNull()
                table.column("at", .text).notNull()
                table.column("service", .text).notNull()
                table.column("subject", .text).notNull()
                table.uniqueKey(["tenantID", "correlationID", "stage", "subject"])
            }
        }
    }

    /// Records that a checkpoint was passed now. Passing it again with the same subject (a redelivered message) keeps
    /// the first time. A failure is logged: the trail must not break what it watches.
    func record(_ stage: Checkpoint, of action: Action, subject: String) async {
        let entry = AuditEntry(stage: stage, at: Timestamp.now(), service: role, subject: subject)
        do {
            try await database.write { db in
                try db.execute(
                    sql: """
                        INSERT OR IGNORE INTO audit (tenantID, correlationID, stage, at, service, subject)
                        VALUES (?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        action.tenantID, action.correlationID, entry.stage.rawValue, entry.at, entry.service.rawValue,
                        entry.subject,
                    ])
            }
            logger.info("checkpoint", metadata: ["stage": "\(stage.rawValue)", "subject": "\(subject)"])
        } catch {
            logger.error("checkpoint not recorded", metadata: ["stage": "\(stage.rawValue)", "error": "\(error)"])
        }
    }

    func entries(of action: Action) async throws -> [AuditEntry] {
        try await database.read { db in
            try AuditEntry.fetchAll(
                db,
                sql:
                    "SELECT stage, at, service, subject FROM audit WHERE tenantID = ? AND correlationID = ? ORDER BY id",
                arguments: [action.tenantID, action.correlationID])
        }
    }
}

extension AuditEntry: FetchableRecord {}
