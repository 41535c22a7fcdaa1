/// What the worker does with a message it could read.
struct Handling: Sendable {
    enum Effect: Sendable, Equatable {
        case grantEntitlement
        case revokeEntitlement
        case emitAnalytics(eventID: String)
        case updateUserState
        case createAccount
        case sendMail
        case reserveStock
        case charge
        case completeOrder
        case wait(Duration)

        var isAnalytics: Bool { if case .emitAnalytics = self { true } else { false } }
    }

    /// How long the message lies about before it is looked at.
    var startsAfter: Duration = .zero
    var effects: [Effect]

    /// The right way: each effect once, in this order. The analytics event takes its identity from the event it tells
    /// of, so that it keeps it when the message is delivered again.
    init(of message: QueueMessage) {
        let analytics = Effect.emitAnalytics(eventID: "anl_" + message.identity)
        switch MessageKind(rawValue: message.type) {
        case .subscriptionActivated: effects = [.grantEntitlement, analytics, .updateUserState]
        case .signUpRequested: effects = [.createAccount, .sendMail]
        case .accountConfirmed: effects = [analytics]
        case .orderSubmitted: effects = [.reserveStock, .charge]
        case .orderPaid: effects = [analytics, .completeOrder]
        case nil: effects = []
        }
    }
}
