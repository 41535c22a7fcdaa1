import Logging

/// A message that was read, in the worker's hands.
struct Job: Sendable {
    let tenant: Tenant
    let message: QueueMessage
    let content: MessageContent

    var action: Action { message.metadata.action }
}

extension WorkerService {
    /// Carries out the effects, in order. All of them can be carried out again: messages are delivered at least once.
    func carryOut(_ effects: [Handling.Effect], of job: Job) async throws {
        do {
            for effect in effects { try await carryOut(effect, of: job) }
        } catch let rejection as OrderRejected {
            try await settle(rejection.orderID, .rejected, job)
        }
    }

    /// Carries out one effect; one that this message has no data for is left out.
    private func carryOut(_ effect: Handling.Effect, of job: Job) async throws {
        let client = environment.client
        switch (effect, job.content) {
        case (.wait(let duration), _):
            try await Task.sleep(for: duration)
        case (.emitAnalytics(let eventID), _):
            try await client.send(
                "POST", "/analytics/events", to: .ledger,
                body: AnalyticsDelivery(action: job.action, id: eventID, name: job.content.conversion.rawValue))

        case (.grantEntitlement, .subscriptionActivated(let event)):
            try await tellLedger(EntitlementChange(action: job.action, plan: event.plan), "/entitlements", job)
        case (.revokeEntitlement, .subscriptionActivated(let event)):
            let change = EntitlementChange(action: job.action, plan: event.plan)
            try await tellLedger(change, "/entitlements/revocations", job)
        case (.updateUserState, .subscriptionActivated(let event)):
            try await client.send(
                "PUT", "/internal/users/plan", to: .auth, body: EntitlementChange(action: job.action, plan: event.plan))

        case (.createAccount, .signUpRequested(let event)):
            let account = NewAccount(
                action: job.action, email: event.email, name: event.name, salt: event.salt,
                passwordDigest: event.passwordDigest)
            try await client.send("POST", "/internal/users", to: .auth, body: account)
        case (.sendMail, .signUpRequested(let event)):
            try await sendConfirmationLink(to: event.email, job)

        case (.reserveStock, .orderSubmitted(let order)):
            try await reserve(order, job)
        case (.charge, .orderSubmitted(let order)):
            let purchase = Purchase.order(id: order.orderID, amount: order.quantity * Product.price)
            let handOver = job.tenant.changed(HandOver(requestID: order.orderID), at: \.handOver)
            try await environment.hand(SessionOrder(action: job.action, purchase: purchase), handOver)
        case (.completeOrder, .orderPaid(let orderID)):
            try await settle(orderID, .completed, job)

        default:
            environment.logger.warning(
                "effect left out", metadata: ["effect": "\(effect)", "message": "\(job.message.id)"])
        }
    }

    /// The ledger wants a token that says on whose behalf it is asked; auth issues one for each call.
    private func tellLedger(_ body: any Encodable, _ path: String, _ job: Job) async throws {
        let issued = try await environment.client.ask(
            TokenAnswer.self, "POST", "/internal/service-token", of: .auth, body: job.action)
        try await environment.client.send(
            "POST", path, to: .ledger, body: body, headers: ["authorization": "Bearer " + issued.token])
    }

    private func sendConfirmationLink(to address: String, _ job: Job) async throws {
        let confirmation = try await environment.client.ask(
            ConfirmationToken.self, "POST", "/internal/confirmations", of: .auth, body: job.action)
        let link = try environment.peers.url(of: .web) + "/confirm?token=" + confirmation.token.percentEncoded
        let mail = MailDelivery(
            action: job.action, id: "mail_" + job.message.identity, to: address, subject: "Confirm your account",
            link: link)
        try await environment.client.send("POST", "/internal/mails", to: .api, body: mail)
    }

    private func reserve(_ order: OrderSubmitted, _ job: Job) async throws {
        let reservation = StockReservation(action: job.action, orderID: order.orderID, quantity: order.quantity)
        do {
            try await tellLedger(reservation, "/stock/reservations", job)
        } catch PeerError.refused(.ledger, status: 409, _) {
            throw OrderRejected(orderID: order.orderID)
        }
    }

    /// Tells the api how an order ended.
    private func settle(_ orderID: String, _ state: RequestState, _ job: Job) async throws {
        try await environment.client.send(
            "PUT", "/internal/orders/\(orderID.percentEncoded)", to: .api,
            body: OrderOutcome(action: job.action, state: state))
    }
}

/// There is nothing left to sell: no later effect may happen, and no redelivery would help.
private struct OrderRejected: Error { var orderID: String }
