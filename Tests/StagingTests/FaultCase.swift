/// A fault behind the page, and what it leaves.
struct FaultCase: Sendable {
    let name: String
    /// The sign that the workflow has come as far as it will.
    let isReached: @Sendable (Workflow) -> Bool
    /// What must hold then.
    let holds: @Sendable (Workflow) -> Bool

    static let all: [FaultCase] = [
        FaultCase(
            name: "queue-schema",
            isReached: { !$0.deadLetters.isEmpty },
            holds: {
                $0.charges.count == 1 && $0.billingState == "active" && !$0.queueMessageProcessed
                    && $0.deadLetters[0].reason.contains("subscription_id") && $0.finalPlan == "free"
                    && $0.stages == ["request_received", "payment_session_created", "webhook_received"]
            }),
        FaultCase(
            name: "auth-claim",
            isReached: { !$0.deadLetters.isEmpty },
            holds: {
                $0.queueMessageProcessed && $0.deadLetters[0].reason.contains("401") && !$0.entitlementsUpdated
                    && $0.errors.count == 1 && $0.errors[0].contains("ledger") && $0.errors[0].contains("401")
                    && $0.charges.count == 1 && $0.finalPlan == "free"
            }),
        FaultCase(
            name: "webhook-suppressed",
            isReached: { $0.stages.contains("webhook_received") },
            holds: { $0.charges.count == 1 && !$0.queueMessageProcessed && $0.deadLetters.isEmpty }),
        FaultCase(
            name: "entitlement-gap",
            isReached: { $0.stages.contains("user_state_updated") },
            holds: { $0.charges.count == 1 && $0.analyticsEventCount == 1 && $0.finalPlan == "free" }),
        FaultCase(
            name: "billing-declined",
            isReached: { $0.billingState == "failed" },
            holds: { $0.apiAccepted && $0.charges.isEmpty && !$0.stages.contains("webhook_received") }),
        FaultCase(
            name: "duplicate-analytics",
            isReached: { $0.stages.contains("user_state_updated") },
            holds: { $0.analyticsEventCount == 2 && Set($0.analyticsEvents.map(\.id)).count == 2 }),
        FaultCase(
            name: "late-duplicate",
            isReached: { $0.audit.count == 8 },
            holds: { $0.analyticsEventCount == 2 && $0.stages.last == "analytics_emitted" }),
        FaultCase(
            name: "redelivery",
            isReached: { $0.stages.contains("user_state_updated") },
            holds: { $0.analyticsEventCount == 1 && $0.analyticsEvents.count == 2 }),
        FaultCase(
            name: "missing-analytics",
            isReached: { $0.stages.contains("user_state_updated") },
            holds: { $0.analyticsEvents.isEmpty && !$0.analyticsEventEmitted && $0.finalPlan == "pro" }),
        FaultCase(
            name: "retry-amplified",
            isReached: { $0.charges.count == 2 },
            holds: { Set($0.charges.map(\.id)).count == 2 }),
        FaultCase(
            name: "misordered",
            isReached: { !$0.charges.isEmpty },
            holds: { $0.charges[0].at > $0.entitledAt ?? "9" }),
        FaultCase(
            name: "slow-worker",
            isReached: { $0.queueMessageProcessed },
            holds: { $0.charges.count == 1 && $0.charges[0].at < $0.webhookProcessedAt ?? "" }),
        FaultCase(
            name: "revoked",
            isReached: { $0.stages.contains("entitlement_granted") && $0.finalPlan == "free" },
            holds: { !$0.entitlementsUpdated && $0.analyticsEventCount == 1 }),
        FaultCase(
            name: "flapping-replica",
            isReached: { $0.analyticsEventEmitted && $0.finalPlan == "free" },
            holds: { !$0.entitlementsUpdated && $0.stages.contains("entitlement_granted") }),
    ]
}
