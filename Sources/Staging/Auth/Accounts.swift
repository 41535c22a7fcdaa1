import GRDB
import Hummingbird

extension AuthService {
    /// How an account comes to be: created by the worker, confirmed by whoever opens the link in the mail.
    func addAccountRoutes(to routes: Routes) {
        routes.post("internal/users") { request, context in
            let account = try await request.decode(as: NewAccount.self, context: context)
            let tenant = try await tenant(of: account.action)
            let isNew = try await store.create(account, of: tenant)
            if isNew {
                await environment.audit.record(.accountCreated, of: account.action, subject: tenant.userID)
            }
            return isNew ? HTTPResponse.Status.created : .ok
        }
        routes.post("internal/confirmations") { request, context in
            let action = try await request.decode(as: Action.self, context: context)
            let userID = try await tenant(of: action).userID
            guard let token = try await store.confirmationToken(of: userID, for: action) else {
                throw HTTPError(.notFound, message: "no account to confirm of tenant \(action.tenantID)")
            }
            return ConfirmationToken(token: token)
        }
        routes.post("internal/confirmations/redeem") { request, context in
            let link = try await request.decode(as: ConfirmationToken.self, context: context)
            guard let confirmation = try await store.confirm(link.token) else {
                throw HTTPError(.notFound, message: "no account has this link")
            }
            if confirmation.isNew { await tell(of: confirmation) }
            return ConfirmationAnswer(isNew: confirmation.isNew)
        }
    }

    /// A link in a mail carries no correlation ID: the sign-up's is kept with it, and what follows belongs to that.
    private func tell(of confirmation: Confirmation) async {
        let action = Action(tenantID: confirmation.tenantID, correlationID: confirmation.correlationID)
        let trace = Trace(correlationID: action.correlationID, parent: Trace.current.parent)
        await Trace.$current.withValue(trace) {
            await environment.audit.record(.accountConfirmed, of: action, subject: confirmation.userID)
            let identity = confirmation.userID.split(separator: "_").last ?? ""
            let message = QueueMessage(.accountConfirmed, id: "cnf_\(identity)", of: action)
            environment.inBackground("tell of \(message.id)") { try await environment.enqueue(message) }
        }
    }
}

extension AuthStore {
    /// Creates an account that has yet to be confirmed, unless it is there already.
    ///
    /// - Returns: Whether it is new.
    func create(_ account: NewAccount, of tenant: Tenant) async throws -> Bool {
        let user = User(
            id: tenant.userID, tenantID: tenant.id, email: account.email, name: account.name, plan: tenant.plan,
            salt: account.salt, password: account.passwordDigest, createdAt: Timestamp.now())
        return try await database.write { db in
            if try User.exists(db, key: user.id) { return false }
            try user.insert(db)
            return true
        }
    }

    /// The token of a user's link, the same however often it is asked for; nil while there is no such user.
    func confirmationToken(of userID: String, for action: Action) async throws -> String? {
        let token = Identifier.secret()
        return try await database.write { db in
            try db.execute(
                sql: """
                    INSERT OR IGNORE INTO confirmation (token, userID, correlationID)
                    SELECT ?, id, ? FROM user WHERE id = ?
                    """,
                arguments: [token, action.correlationID, userID])
            return try String.fetchOne(
                db, sql: "SELECT token FROM confirmation WHERE userID = ?", arguments: [userID])
        }
    }

    /// Confirms the account that a link is for. A link works once: used again, it changes nothing.
    func confirm(_ token: String) async throws -> Confirmation? {
        try await database.write { db in
            let found = try Confirmation.fetchOne(
                db,
                sql: """
                    SELECT userID, tenantID, correlationID, usedAt IS NULL AS isNew
                    FROM confirmation JOIN user ON user.id = userID WHERE token = ?
                    """,
                arguments: [token])
            guard let confirmation = found, confirmation.isNew else { return found }
            let now = Timestamp.now()
            try db.execute(sql: "UPDATE confirmation SET usedAt = ? WHERE token = ?", arguments: [now, token])
            try db.execute(
                sql: "UPDATE user SET confirmedAt = ? WHERE id = ?", arguments: [now, confirmation.userID])
            return confirmation
        }
    }

    /// The account of a tenant's first user.
    func account(of tenantID: String) async throws -> Account? {
        try await database.read { db in
            try Account.fetchOne(
                db,
                sql: """
                    SELECT email, name, createdAt, confirmedAt, lastLoginAt FROM user WHERE tenantID = ?
                    ORDER BY rowid LIMIT 1
                    """,
                arguments: [tenantID])
        }
    }
}
