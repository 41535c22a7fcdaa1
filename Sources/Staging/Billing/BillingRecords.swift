import GRDB
import Hummingbird

/// Where a subscription stands.
enum BillingState: String, Codable, Sendable, DatabaseValueConvertible {
    /// There is no subscription yet.
    case none
    case pending, active, failed
}

/// A payment under way.
struct PaymentSession: ResponseCodable, Sendable, FetchableRecord {
    var id: String
    var plan: Plan
    var subscriptionID: String
}

/// Money taken.
struct Charge: Codable, Sendable, FetchableRecord {
    var id: String
    /// In cents.
    var amount: Int
    var at: String
}

/// Billing's part of what a workflow left behind.
struct BillingEvidence: ResponseCodable {
    var customerUpdated: Bool
    var state: BillingState
    var charges: [Charge]
    var audit: [AuditEntry]
}
