import GRDB
import Hummingbird

/// An account to be created.
struct NewAccount: Codable, Sendable {
    var action: Action
    var email: String
    var name: String
    var salt: String
    var passwordDigest: String
}

/// What a link in a mail carries.
struct ConfirmationToken: ResponseCodable, Sendable { var token: String }

/// A link that was opened.
struct Confirmation: Codable, Sendable, FetchableRecord {
    var userID: String
    var tenantID: String
    /// Of the sign-up that the link belongs to.
    var correlationID: String
    /// Whether it was not used before.
    var isNew: Bool
}

/// What whoever opened a link is told.
struct ConfirmationAnswer: ResponseCodable, Sendable { var isNew: Bool }

/// What is known of somebody who may log in, or is going to.
struct Account: Codable, Sendable, FetchableRecord {
    var email: String
    var name: String?
    var createdAt: String
    var confirmedAt: String?
    var lastLoginAt: String?
}
