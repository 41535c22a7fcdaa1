import Foundation

/// A message on the queue. The data are plain fields so that the worker, not this type, decides which schema they have.
struct QueueMessage: Codable, Sendable {
    static let subscriptionActivated = "subscription.activated"

    /// The identity of the event it tells of; stays the same when the message is sent or delivered again.
    var id: String
    var type: String
    /// The version of the data's schema.
    var schema: Int
    var data: [String: String]
    var metadata: Metadata

    struct Metadata: Codable, Sendable {
        var action: Action
        var traceparent: String
    }
}

/// The data of `subscription.activated`, schema 1.
struct SubscriptionActivated: Sendable, Equatable {
    var subscriptionID: String
    var plan: Plan

    /// Parses a message's data by its type and schema.
    ///
    /// - Throws: `MessageError`, which no redelivery can mend.
    init(_ message: QueueMessage) throws {
        guard message.type == QueueMessage.subscriptionActivated, message.schema == 1 else {
            throw MessageError("no consumer for '\(message.type)', schema \(message.schema)")
        }
        subscriptionID = try message.field("subscription_id")
        let name = try message.field("plan")
        guard let plan = Plan(rawValue: name) else { throw MessageError("schema 1: '\(name)' is not a plan") }
        self.plan = plan
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
