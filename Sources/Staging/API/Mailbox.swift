import GRDB
import Hummingbird

extension APIService {
    /// The staging mailbox: every mail the system sends ends here, to be read by whoever verifies.
    func addMailboxRoutes(to routes: ServiceRoutes) {
        routes.peer.post("internal/mails") { request, context in
            let mail = try await request.decode(as: MailDelivery.self, context: context)
            try await store.keep(mail)
            await environment.audit.record(.mailSent, of: mail.action, subject: mail.id)
            return HTTPResponse.Status.accepted
        }
        routes.direct.get("test/mailbox") { request, _ in
            MailboxAnswer(messages: try await store.mails(to: request.uri.queryParameters.require("to")))
        }
    }
}

extension APIStore {
    /// Keeps a mail; delivered again, it is the same one.
    fileprivate func keep(_ mail: MailDelivery) async throws {
        try await database.write { db in
            try db.execute(
                sql: """
                    INSERT OR IGNORE INTO mail (id, tenantID, correlationID, recipient, subject, link, at)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    mail.id, mail.action.tenantID, mail.action.correlationID, mail.to, mail.subject, mail.link,
                    Timestamp.now(),
                ])
        }
    }

    /// What came for an address, the first mail first.
    fileprivate func mails(to address: String) async throws -> [Mail] {
        try await database.read { db in
            try Mail.fetchAll(
                db,
                sql: "SELECT id, recipient AS \"to\", subject, link, at FROM mail WHERE recipient = ? ORDER BY rowid",
                arguments: [address])
        }
    }

    /// What was sent on behalf of an action.
    func sentMails(of action: Action) async throws -> [SentMail] {
        try await database.read { db in
            try SentMail.fetchAll(
                db, sql: "SELECT id, subject, at FROM mail WHERE tenantID = ? AND correlationID = ? ORDER BY rowid",
                arguments: [action.tenantID, action.correlationID])
        }
    }
}

/// A mail on its way to the mailbox.
struct MailDelivery: Codable, Sendable {
    var action: Action
    /// Stays the same when it is delivered again.
    var id: String
    var to: String
    var subject: String
    var link: String
}

/// A mail as its reader has it.
private struct Mail: Codable, Sendable, FetchableRecord {
    var id: String
    var to: String
    var subject: String
    var link: String
    var at: String
}

/// A mail as a verifier counts it; the link is for the reader alone.
struct SentMail: Codable, Sendable, FetchableRecord {
    var id: String
    var subject: String
    var at: String
}

private struct MailboxAnswer: ResponseEncodable { var messages: [Mail] }
