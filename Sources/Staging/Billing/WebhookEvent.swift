import Foundation

/// What billing tells the api.
struct WebhookEvent: Codable, Sendable {
    enum Kind: String, Codable, Sendable {
        case customerCreated = "customer.created"
        case subscriptionActivated = "subscription.activated"
        case orderPaid = "order.paid"
    }

    struct Payload: Codable, Sendable {
        var tenantID: String
        var plan: Plan?
        var subscriptionID: String?
        var orderID: String?

        private enum CodingKeys: String, CodingKey {
            case tenantID = "tenant_id"
            case plan
            case subscriptionID = "subscription_id"
            case orderID = "order_id"
        }
    }

    struct Metadata: Codable, Sendable {
        var correlationID: String
        var traceparent: String

        private enum CodingKeys: String, CodingKey {
            case correlationID = "correlation_id"
            case traceparent
        }
    }

    /// Stays the same when the webhook is delivered again.
    var id = Identifier.make("evt")
    var type: Kind
    var created = Timestamp.now()
    var data: Payload
    var metadata: Metadata

    init(_ type: Kind, of action: Action, _ session: PaymentSession? = nil) {
        self.type = type
        data = Payload(
            tenantID: action.tenantID, plan: session?.plan, subscriptionID: session?.subscriptionID,
            orderID: session?.orderID)
        metadata = Metadata(
            correlationID: action.correlationID, traceparent: Trace.current.parent.child().header)
    }

    var action: Action { Action(tenantID: data.tenantID, correlationID: metadata.correlationID) }
}
