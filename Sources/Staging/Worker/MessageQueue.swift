import Foundation
import GRDB

/// An at-least-once queue in the worker's database. A message that is received stays invisible for a while; unless it is
/// finished by then it is delivered again.
struct MessageQueue: Sendable {
    /// Seconds a consumer has for a message.
    static let visibilityTimeout = 30.0
    /// Deliveries after which a message that keeps failing is set aside.
    static let maximumDeliveries = 4

    let database: DatabasePool
    /// An element whenever there may be something to receive.
    let wakeUps: AsyncStream<Void>
    private let bell: AsyncStream<Void>.Continuation

    init(database: DatabasePool) {
        self.database = database
        (wakeUps, bell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    static func migrate(_ migrator: inout DatabaseMigrator) {
        migrator.registerMigration("queue") { db in
            try db.create(table: "message") { table in
                table.autoIncrementedPrimaryKey("number")
                table.column("body", .text).notNull()
                table.column("visibleAt", .double).notNull()
                table.column("deliveries", .integer).notNull().defaults(to: 0)
            }
            try db.create(table: "deadLetter") { table in
                table.primaryKey("id", .text)
                table.belongsToTenant()
                table.column("correlationID", .text).notNull()
                table.column("reason", .text).notNull()
                table.column("at", .text).notNull()
                table.column("body", .text).notNull()
            }
            try db.create(table: "failure") { table in
                table.autoIncrementedPrimaryKey("number")
                table.belongsToTenant()
                table.column("correlationID", .text).notNull()
                table.column("reason", .text).notNull()
                table.uniqueKey(["tenantID", "correlationID", "reason"])
            }
        }
    }

    func ring() { bell.yield() }

    func send(_ body: String) async throws {
        try await database.write { db in
            try db.execute(
                sql: "INSERT INTO message (body, visibleAt) VALUES (?, ?)",
                arguments: [body, Date.now.timeIntervalSince1970])
        }
        ring()
    }

    /// Takes the oldest visible message; nil when there is none.
    func receive() async throws -> ReceivedMessage? {
        let now = Date.now.timeIntervalSince1970
        return try await database.write { db in
            try ReceivedMessage.fetchOne(
                db,
                sql: """
                    UPDATE message SET visibleAt = ?, deliveries = deliveries + 1
                    WHERE number = (SELECT number FROM message WHERE visibleAt <= ? ORDER BY number LIMIT 1)
                    RETURNING number, body, deliveries
                    """,
                arguments: [now + Self.visibilityTimeout, now])
        }
    }

    func finish(_ received: ReceivedMessage) async throws {
        try await database.write { db in
            try db.execute(sql: "DELETE FROM message WHERE number = ?", arguments: [received.number])
        }
    }

    /// Makes a message visible again after the given seconds.
    func release(_ received: ReceivedMessage, after seconds: Double) async throws {
        try await database.write { db in
            try db.execute(
                sql: "UPDATE message SET visibleAt = ? WHERE number = ?",
                arguments: [Date.now.timeIntervalSince1970 + seconds, received.number])
        }
    }

    /// Sets a message aside for good. One whose tenant is gone is dropped.
    func bury(_ received: ReceivedMessage, _ message: QueueMessage, reason: String) async throws {
        let action = message.metadata.action
        try await database.write { db in
            try db.execute(
                sql: """
                    INSERT OR IGNORE INTO deadLetter (id, tenantID, correlationID, reason, at, body)
                    SELECT ?, id, ?, ?, ?, ? FROM tenant WHERE id = ?
                    """,
                arguments: [
                    message.id, action.correlationID, reason, Timestamp.now(), received.body, action.tenantID,
                ])
            try db.execute(sql: "DELETE FROM message WHERE number = ?", arguments: [received.number])
        }
    }

    /// Notes why a delivery failed, each reason once.
    func note(_ error: any Error, of message: QueueMessage) async throws {
        let (action, reason) = (message.metadata.action, "\(error)")
        try await database.write { db in
            try db.execute(
                sql: """
                    INSERT OR IGNORE INTO failure (tenantID, correlationID, reason)
                    SELECT id, ?, ? FROM tenant WHERE id = ?
                    """,
                arguments: [action.correlationID, reason, action.tenantID])
        }
    }

    /// Why deliveries failed, the first reason first.
    func failures(of action: Action) async throws -> [String] {
        try await database.read { db in
            try String.fetchAll(
                db, sql: "SELECT reason FROM failure WHERE tenantID = ? AND correlationID = ? ORDER BY number",
                arguments: [action.tenantID, action.correlationID])
        }
    }

    func deadLetters(of action: Action) async throws -> [DeadLetter] {
        try await database.read { db in
            try DeadLetter.fetchAll(
                db,
                sql: "SELECT id, reason, at FROM deadLetter WHERE tenantID = ? AND correlationID = ? ORDER BY at, id",
                arguments: [action.tenantID, action.correlationID])
        }
    }
}

/// A message in a consumer's hands.
struct ReceivedMessage: Codable, Sendable, FetchableRecord {
    var number: Int64
    var body: String
    /// How often it was delivered, this time included.
    var deliveries: Int
}

/// A message set aside.
struct DeadLetter: Codable, Sendable, FetchableRecord {
    var id: String
    var reason: String
    var at: String
}
