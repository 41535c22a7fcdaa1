/// What a message says, read by its type and schema.
enum MessageContent: Sendable {
    case subscriptionActivated(SubscriptionActivated)
    case signUpRequested(SignUpRequested)
    case accountConfirmed
    case orderSubmitted(OrderSubmitted)
    case orderPaid(orderID: String)

    /// Reads a message.
    ///
    /// - Throws: `MessageError`, which no redelivery can mend.
    init(_ message: QueueMessage) throws {
        guard let kind = MessageKind(rawValue: message.type), message.schema == 1 else {
            throw MessageError("no consumer for '\(message.type)', schema \(message.schema)")
        }
        switch kind {
        case .subscriptionActivated: self = .subscriptionActivated(try SubscriptionActivated(message))
        case .signUpRequested: self = .signUpRequested(try SignUpRequested(message))
        case .accountConfirmed: self = .accountConfirmed
        case .orderSubmitted: self = .orderSubmitted(try OrderSubmitted(message))
        case .orderPaid: self = .orderPaid(orderID: try message.field("order_id"))
        }
    }

    /// What is passed by having read it.
    var checkpoint: Checkpoint {
        if case .subscriptionActivated = self { .webhookProcessed } else { .messageProcessed }
    }

    /// What analytics counts because of it.
    var conversion: Conversion {
        switch self {
        case .subscriptionActivated: .planUpgraded
        case .signUpRequested, .accountConfirmed: .signUp
        case .orderSubmitted, .orderPaid: .orderPlaced
        }
    }
}

/// The data of `subscription.activated`, schema 1.
struct SubscriptionActivated: Sendable {
    var subscriptionID: String
    var plan: Plan

    fileprivate init(_ message: QueueMessage) throws {
        subscriptionID = try message.field("subscription_id")
        let name = try message.field("plan")
        guard let plan = Plan(rawValue: name) else { throw MessageError("schema 1: '\(name)' is not a plan") }
        self.plan = plan
    }
}

/// The data of `signup.requested`, schema 1. The password itself never is on the queue.
struct SignUpRequested: Sendable {
    var email: String
    var name: String
    var salt: String
    var passwordDigest: String

    fileprivate init(_ message: QueueMessage) throws {
        email = try message.field("email")
        name = try message.field("name")
        salt = try message.field("salt")
        passwordDigest = try message.field("password_digest")
    }
}

/// The data of `order.submitted`, schema 1.
struct OrderSubmitted: Sendable {
    var orderID: String
    var quantity: Int

    fileprivate init(_ message: QueueMessage) throws {
        orderID = try message.field("order_id")
        let text = try message.field("quantity")
        guard let quantity = Int(text), quantity > 0 else {
            throw MessageError("schema 1: '\(text)' is not a quantity")
        }
        self.quantity = quantity
    }
}

extension QueueMessage {
    fileprivate func field(_ name: String) throws -> String {
        guard let value = data[name] else {
            let found = data.keys.sorted().joined(separator: ", ")
            throw MessageError("schema \(schema): required field '\(name)' is missing (found: \(found))")
        }
        return value
    }
}

/// A message that cannot be read.
struct MessageError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
