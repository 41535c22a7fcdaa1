import GRDB

/// Who is logged in, by the cookie's value.
struct WebSessions: Sendable {
    let database: DatabasePool

    static func migrate(_ migrator: inout DatabaseMigrator) {
        migrator.registerMigration("web") { db in
            try db.create(table: "session") { table in
                table.primaryKey("id", .text)
                table.belongsToTenant()
                table.column("email", .text).notNull()
                table.column("token", .text).notNull()
            }
        }
    }

    func open(token: String, claims: Claims) async throws -> WebSession {
        let session = WebSession(
            id: Identifier.secret(), tenantID: claims.tenant, email: claims.email ?? claims.sub, token: token)
        try await database.write { try session.insert($0) }
        return session
    }

    func find(_ id: String) async throws -> WebSession? {
        try await database.read { try WebSession.fetchOne($0, key: id) }
    }

    func close(_ id: String) async throws {
        _ = try await database.write { try WebSession.deleteOne($0, key: id) }
    }
}

/// One user's stay.
struct WebSession: Codable, Sendable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "session"

    var id: String
    var tenantID: String
    var email: String
    /// Signed by auth; the page sends it to the api.
    var token: String
}
