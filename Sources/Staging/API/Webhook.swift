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
        if event.type == .subscriptionActivated {
            await environment.audit.record(.webhookReceived, of: event.action, subject: event.id)
        }
        let key = tenant.changed(WebhookKey(of: event), at: \.webhookKey).value
        guard try await store.remember(webhook: key, of: event.action) else {
            environment.logger.info("webhook seen before", metadata: ["event": "\(event.id)", "key": "\(key)"])
            return "seen before"
        }
        guard event.type == .subscriptionActivated else { return "noted" }
        do {
            let message = tenant.changed(QueueMessage(telling: event), at: \.queueMessage)
            try await environment.client.send("POST", "/queue/messages", to: .worker, body: message)
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
    /// The message that tells the worker of a webhook's event, in schema 1.
    fileprivate init(telling event: WebhookEvent) {
        self.init(
            id: event.id, type: Self.subscriptionActivated, schema: 1,
            data: ["tenant_id": event.data.tenantID, "plan": event.data.plan.rawValue],
            metadata: Metadata(action: event.action, traceparent: Trace.current.parent.child().header))
        data["subscription_id"] = event.data.subscriptionID
    }
}
