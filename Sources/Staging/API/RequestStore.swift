import GRDB

/// What the api can be asked for, as the prefix of the request's ID.
enum RequestKind: String, Sendable, DatabaseValueConvertible {
    case upgrade = "upg"
    case signUp = "sgn"
    case order = "ord"
}

/// Where a request stands, as far as the api is told.
enum RequestState: String, Codable, Sendable, DatabaseValueConvertible {
    /// Nothing was asked for.
    case absent = "none"
    case accepted, completed, rejected
}

extension APIStore {
    /// Records a request, or finds the one that was made before: asking twice for the same is asking once.
    func record(
        _ kind: RequestKind, _ subject: String, by action: Action
    ) async throws -> (id: String, isNew: Bool) {
        try await database.write { db in
            let known = "SELECT id FROM request WHERE tenantID = ? AND kind = ? AND subject = ?"
            if let id = try String.fetchOne(db, sql: known, arguments: [action.tenantID, kind, subject]) {
                return (id, false)
            }
            let id = Identifier.make(kind.rawValue)
            try db.execute(
                sql: """
                    INSERT INTO request (id, tenantID, correlationID, kind, subject, state, at)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    id, action.tenantID, action.correlationID, kind, subject, RequestState.accepted, Timestamp.now(),
                ])
            return (id, true)
        }
    }

    /// Where the last request of a kind stands that was made on behalf of an action.
    func state(of kind: RequestKind, by action: Action) async throws -> RequestState {
        try await database.read { db in
            try RequestState.fetchOne(
                db,
                sql: """
                    SELECT state FROM request WHERE tenantID = ? AND correlationID = ? AND kind = ?
                    ORDER BY rowid DESC LIMIT 1
                    """,
                arguments: [action.tenantID, action.correlationID, kind]) ?? .absent
        }
    }

    /// Ends a request; one that has ended stays as it is.
    ///
    /// - Returns: Whether it ended now.
    func settle(_ id: String, _ state: RequestState, of action: Action) async throws -> Bool {
        try await database.write { db in
            try db.execute(
                sql: "UPDATE request SET state = ? WHERE id = ? AND tenantID = ? AND state = ?",
                arguments: [state, id, action.tenantID, RequestState.accepted])
            return db.changesCount > 0
        }
    }

    /// How many requests of a kind a tenant has made.
    func count(of kind: RequestKind, by tenantID: String) async throws -> Int {
        try await database.read { db in
            try Int.fetchOne(
                db, sql: "SELECT COUNT(*) FROM request WHERE tenantID = ? AND kind = ?", arguments: [tenantID, kind])
                ?? 0
        }
    }
}
