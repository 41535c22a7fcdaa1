extension Fault {
    /// Under the new key format all of a tenant's webhooks have the same key, and the first came when it was set up.
    static let webhookSuppressed = Fault(
        name: "webhook-suppressed",
        sentence: "The idempotency key of billing's webhook collides with an older one; the webhook is ignored.",
        role: .api,
        expected: .fails("stage_missing", at: "billing -> worker", "stalled"),
        seams: Seams(webhookKey: { $0.value = $0.tenantID }))
}
