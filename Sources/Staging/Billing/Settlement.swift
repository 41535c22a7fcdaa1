/// How billing deals with a payment session.
struct Settlement: Sendable {
    enum Step: Sendable, Equatable {
        /// Takes the money and records the charge.
        case charge
        /// The provider refuses the card.
        case decline
        /// The payment counts as made; a subscription becomes active and the customer is updated.
        case activate
        /// The api is told by webhook.
        case notify
        case wait(Duration)
    }

    var steps: [Step] = [.charge, .activate, .notify]
    /// How long billing thinks before it answers whoever opened the session.
    var answersAfter: Duration = .zero
}

extension BillingService {
    /// Carries out the steps for one session, in order.
    func settle(_ session: PaymentSession, _ action: Action, _ settlement: Settlement) async throws {
        for step in settlement.steps {
            switch step {
            case .charge:
                try await environment.latency.hop()
                try await store.charge(session, action)
            case .decline:
                try await environment.latency.hop()
                try await store.fail(session)
            case .activate:
                try await store.activate(session, action)
            case .notify:
                let kind: WebhookEvent.Kind = session.orderID == nil ? .subscriptionActivated : .orderPaid
                try await deliver(WebhookEvent(kind, of: action, session))
            case .wait(let duration):
                try await Task.sleep(for: duration)
            }
        }
    }
}
