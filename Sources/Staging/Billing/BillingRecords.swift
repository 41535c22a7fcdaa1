import GRDB
import Hummingbird

/// Where a subscription or a payment stands.
enum BillingState: String, Codable, Sendable, DatabaseValueConvertible {
    /// There is none yet.
    case none
    case pending, failed
    /// Of a subscription.
    case active
    /// Of a payment.
    case paid
}

/// A payment under way.
struct PaymentSession: ResponseCodable, Sendable, FetchableRecord {
    var id: String
    /// In cents.
    var amount: Int
    /// With a subscription of its own.
    var plan: Plan?
    var subscriptionID: String?
    /// What else is paid for.
    var orderID: String?

    /// A new session.
    init(for purchase: Purchase) {
        id = Identifier.make("ps")
        amount = purchase.amount
        switch purchase {
        case .plan(let plan):
            self.plan = plan
            subscriptionID = Identifier.make("sub")
        case .order(let id, _):
            orderID = id
        }
    }
}

/// Money taken.
struct Charge: Codable, Sendable, FetchableRecord {
    var id: String
    /// In cents.
    var amount: Int
    var at: String
    /// What it was taken for, unless for a plan.
    var order: String?
}

/// Billing's part of what a workflow left behind.
struct BillingEvidence: ResponseCodable {
    var customerUpdated: Bool
    /// Of the subscription.
    var state: BillingState
    /// Of the payment of an order.
    var paymentState: BillingState
    var charges: [Charge]
    var audit: [AuditEntry]
}
