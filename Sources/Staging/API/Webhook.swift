import Foundation
import Hummingbird
import Logging

extension APIService {
    /// Where billing reports; from here on the queue has it.
    func addWebhookRoutes(to routes: Routes) {
        routes.post("webhooks/billing") { request, _ in
            let body = Data(try await request.body.collect(upTo: 1 << 20).readableBytesView)
            let signature = WebhookSignature(key: environment.configuration.keys.webhook)
            guard signature.accepts(request.headers[.stagingSignature], for: body) else {
                throw HTTPError(.unauthorized, message: "the webhook's signature is wrong or too old")
            }
            guard let event = try? JSONDecoder().decode(WebhookEvent.self, from: body) else {
                throw HTTPError(.badRequest, message: "the webhook's body is not an event")
            }
            return ["status": try await take(event)]
        }
    }

    private func take(_ event: WebhookEvent) async throws -> String {
        guard let tenant = try await environment.tenants.find(id: event.data.tenantID) else { return "unknown tenant" }
        let message = QueueMessage(telling: event)
        if message != nil {
            await environment.audit.record(.webhookReceived, of: event.action, subject: event.id)
        }
        let key = tenant.changed(WebhookKey(of: event), at: \.webhookKey).value
        guard try await store.remember(webhook: key, of: event.action) else {
            environment.logger.info("webhook seen before", metadata: ["event": "\(event.id)", "key": "\(key)"])
            return "seen before"
        }
        guard let message else { return "noted" }
        do {
            try await environment.client.send(
                "POST", "/queue/messages", to: .worker, body: tenant.changed(message, at: \.queueMessage))
        } catch {
            // Billing delivers it again; it must not count as seen then.
            try await store.forget(webhook: key)
            throw HTTPError(.serviceUnavailable, message: "the queue does not take it: \(error)")
        }
        return "queued"
    }
}

/// Under which key a webhook counts as seen before.
struct WebhookKey: Sendable {
    let tenantID: String
    var value: String

    init(of event: WebhookEvent) {
        tenantID = event.data.tenantID
        value = event.id
    }
}

extension QueueMessage {
    /// The message that tells the worker of a webhook's event; nil for one that nothing comes of.
    fileprivate init?(telling event: WebhookEvent) {
        let kind: MessageKind
        var data = ["tenant_id": event.data.tenantID]
        switch event.type {
        case .customerCreated:
            return nil
        case .subscriptionActivated:
            kind = .subscriptionActivated
            data["plan"] = event.data.plan?.rawValue
            data["subscription_id"] = event.data.subscriptionID
        case .orderPaid:
            kind = .orderPaid
            data["order_id"] = event.data.orderID
        }
        self.init(kind, id: event.id, of: event.action, data: data)
    }
}
