import GRDB

/// Who is logged in, by the cookie's value.
struct WebSessions: Sendable {
    let database: DatabasePool

    static func migrate(_ migrator: inout DatabaseMigrator) {
        migrator.registerMigration("web") { db in
            try db.create(table: "session") { table in
                table.primaryKey("key", .text)
                table.belongsToTenant()
                table.column("correlationID", .text).notNull()
                table.column("id", .text).notNull()
                table.column("attempt", .text).notNull()
                table.column("userID", .text).notNull()
                table.column("email", .text).notNull()
                table.column("name", .text)
                table.column("token", .text).notNull()
                table.column("at", .text).notNull()
                table.uniqueKey(["attempt", "userID"])
            }
        }
    }

    /// Opens a session, or finds the one that the same attempt to log in opened before.
    func open(_ session: WebSession) async throws -> (WebSession, isNew: Bool) {
        try await database.write { db in
            let sameAttempt = Column("attempt") == session.attempt && Column("userID") == session.userID
            if let known = try WebSession.filter(sameAttempt).fetchOne(db) { return (known, false) }
            try session.insert(db)
            return (session, true)
        }
    }

    func find(_ key: String) async throws -> WebSession? {
        try await database.read { try WebSession.fetchOne($0, key: key) }
    }

    func close(_ key: String) async throws {
        _ = try await database.write { try WebSession.deleteOne($0, key: key) }
    }

    /// The sessions that were opened on behalf of an action.
    func opened(by action: Action) async throws -> [OpenedSession] {
        try await database.read { db in
            try OpenedSession.fetchAll(
                db, sql: "SELECT id, at FROM session WHERE tenantID = ? AND correlationID = ? ORDER BY rowid",
                arguments: [action.tenantID, action.correlationID])
        }
    }
}

/// One user's stay.
struct WebSession: Codable, Sendable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "session"

    /// The cookie's value, known to the browser alone.
    var key: String
    /// What everybody else calls it.
    var id: String
    var tenantID: String
    var correlationID: String
    /// The state that the login began with.
    var attempt: String
    var userID: String
    var email: String
    var name: String?
    /// Signed by auth; the page sends it to the api.
    var token: String
    var at: String
}

extension WebSession {
    /// A session of whoever auth says it is.
    init(attempt: String, action: Action, token: String, claims: Claims) {
        self.init(
            key: Identifier.secret(), id: Identifier.make("ses"), tenantID: action.tenantID,
            correlationID: action.correlationID, attempt: attempt, userID: claims.sub,
            email: claims.email ?? claims.sub, name: claims.name, token: token, at: Timestamp.now())
    }
}

/// A session as a verifier counts it.
struct OpenedSession: Codable, Sendable, FetchableRecord {
    var id: String
    var at: String
}
