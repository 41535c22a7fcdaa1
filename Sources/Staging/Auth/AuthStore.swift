import Foundation
import GRDB

/// Who may log in, and the codes of logins under way.
struct AuthStore: Sendable {
    /// Seconds a code may be redeemed.
    private static let codeLifetime = 60.0

    let database: DatabasePool

    static func migrate(_ migrator: inout DatabaseMigrator) {
        migrator.registerMigration("auth") { db in
            try db.create(table: "user") { table in
                table.primaryKey("id", .text)
                table.belongsToTenant()
                table.column("email", .text).notNull().unique()
                table.column("name", .text)
                table.column("plan", .text).notNull()
                table.column("salt", .text).notNull()
                table.column("password", .text).notNull()
                table.column("createdAt", .text).notNull()
                table.column("confirmedAt", .text)
                table.column("lastLoginAt", .text)
            }
            try db.create(table: "code") { table in
                table.primaryKey("code", .text)
                table.column("userID", .text).notNull().references("user", onDelete: .cascade)
                table.column("expiresAt", .double).notNull()
            }
            try db.create(table: "confirmation") { table in
                table.primaryKey("token", .text)
                table.column("userID", .text).notNull().unique().references("user", onDelete: .cascade)
                table.column("correlationID", .text).notNull()
                table.column("usedAt", .text)
            }
        }
    }

    /// Stores a tenant, with its user unless that one is going to sign up.
    func add(_ tenant: Tenant) async throws {
        let user = tenant.hasUser ? User(of: tenant) : nil
        try await database.write { db in
            try tenant.insert(db)
            try user?.insert(db)
        }
    }

    /// The user with this address and password.
    func user(email: String, password: String) async throws -> User? {
        let user = try await database.read { try User.filter(Column("email") == email).fetchOne($0) }
        guard let user, PasswordDigest.make(of: password, salt: user.salt) == user.password else { return nil }
        return user
    }

    /// Makes a code that lets the application fetch the user's token, once.
    func issueCode(for user: User) async throws -> String {
        let code = Identifier.hex(bytes: 16)
        try await database.write { db in
            try db.execute(
                sql: "INSERT INTO code (code, userID, expiresAt) VALUES (?, ?, ?)",
                arguments: [code, user.id, Date.now.timeIntervalSince1970 + Self.codeLifetime])
        }
        return code
    }

    /// The user a code was made for; the code is used up.
    func redeem(_ code: String) async throws -> User? {
        try await database.write { db in
            let user = try User.fetchOne(
                db, sql: "SELECT user.* FROM user JOIN code ON code.userID = user.id WHERE code = ? AND expiresAt > ?",
                arguments: [code, Date.now.timeIntervalSince1970])
            try db.execute(sql: "DELETE FROM code WHERE code = ?", arguments: [code])
            if let user {
                try db.execute(
                    sql: "UPDATE user SET lastLoginAt = ? WHERE id = ?", arguments: [Timestamp.now(), user.id])
            }
            return user
        }
    }

    func update(plan: Plan, ofTenant tenantID: String) async throws {
        try await database.write { db in
            try db.execute(sql: "UPDATE user SET plan = ? WHERE tenantID = ?", arguments: [plan, tenantID])
        }
    }
}

/// Somebody who may log in.
struct User: Codable, Sendable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "user"

    var id: String
    var tenantID: String
    var email: String
    var name: String?
    var plan: Plan
    var salt: String
    /// Its digest.
    var password: String
    var createdAt: String
    /// From then on they may log in.
    var confirmedAt: String?
    var lastLoginAt: String?
}

extension User {
    /// The user a tenant is set up with.
    init(of tenant: Tenant) {
        let (salt, now) = (Identifier.hex(bytes: 16), Timestamp.now())
        self.init(
            id: tenant.userID, tenantID: tenant.id, email: tenant.email, plan: tenant.plan, salt: salt,
            password: PasswordDigest.make(of: PasswordDigest.everyUsersPassword, salt: salt), createdAt: now,
            confirmedAt: now)
    }
}
