/// What the worker does with a message it could read.
struct Handling: Sendable {
    enum Effect: Sendable, Equatable {
        case grantEntitlement
        case revokeEntitlement
        case emitAnalytics(eventID: String)
        case updateUserState
        case wait(Duration)

        var isAnalytics: Bool { if case .emitAnalytics = self { true } else { false } }
    }

    /// How long the message lies about before it is looked at.
    var startsAfter: Duration = .zero
    var effects: [Effect]

    /// The right way: each effect once, in this order. The analytics event takes its identity from the event it tells
    /// of, so that it keeps it when the message is delivered again.
    init(of message: QueueMessage) {
        let identity = message.id.split(separator: "_").last.map(String.init) ?? message.id
        effects = [.grantEntitlement, .emitAnalytics(eventID: "anl_" + identity), .updateUserState]
    }
}
