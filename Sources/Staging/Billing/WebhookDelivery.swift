import Foundation
import Logging

extension BillingService {
    /// Waits before the second, third … delivery of a webhook.
    private static let pauses: [Duration] = [
        .milliseconds(200), .milliseconds(500), .seconds(1), .seconds(2), .seconds(5),
    ]

    /// Delivers a signed webhook, again and again until the api takes it.
    ///
    /// - Throws: The last refusal when the api takes none of them.
    func deliver(_ event: WebhookEvent) async throws {
        let body = try JSONEncoder().encode(event)
        let signature = WebhookSignature(key: environment.configuration.keys.webhook)
        for pause in Self.pauses {
            do {
                return try await post(body, signature)
            } catch {
                environment.logger.warning(
                    "webhook not taken", metadata: ["event": "\(event.id)", "error": "\(error)"])
                try await Task.sleep(for: pause)
            }
        }
        try await post(body, signature)
    }

    private func post(_ body: Data, _ signature: WebhookSignature) async throws {
        try await environment.client.send(
            "POST", "/webhooks/billing", to: .api, body: body,
            headers: ["staging-signature": signature.header(for: body)])
    }
}
