/// A message on the queue. The data are plain fields so that the worker, not this type, decides which schema they have.
struct QueueMessage: Codable, Sendable {
    /// The identity of what it tells of; stays the same when the message is sent or delivered again.
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

    /// A message in schema 1, in the trace of the task that makes it.
    init(_ kind: MessageKind, id: String, of action: Action, data: [String: String] = [:]) {
        self.id = id
        type = kind.rawValue
        schema = 1
        self.data = data
        metadata = Metadata(action: action, traceparent: Trace.current.parent.child().header)
    }

    /// Its ID without the prefix: what is made because of it is named by that, and so keeps its name when the message is
    /// delivered again.
    var identity: String { id.split(separator: "_").last.map(String.init) ?? id }
}

/// What the worker has a consumer for.
enum MessageKind: String, Sendable {
    /// From billing, by webhook: the plan is paid.
    case subscriptionActivated = "subscription.activated"
    /// From the api: somebody filled in the form.
    case signUpRequested = "signup.requested"
    /// From auth: somebody opened the link.
    case accountConfirmed = "account.confirmed"
    /// From the api: somebody ordered.
    case orderSubmitted = "order.submitted"
    /// From billing, by webhook: the order is paid.
    case orderPaid = "order.paid"
}
