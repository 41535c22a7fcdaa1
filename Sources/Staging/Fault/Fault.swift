/// Something that is broken on purpose. Each has a file in `Corpus/`: what it is called, what it does to the user in one
/// sentence, and what it changes at which seam.
struct Fault: Sendable {
    let name: String
    let sentence: String
    /// The service that misbehaves.
    let role: Role
    /// What a given rate counts: tenants, or looks at the verification endpoint.
    var rateCounts: RateUnit = .tenants
    /// The verdict that Endstate must come to: the corpus's known answer.
    let expected: Expectation
    /// How the line of `Scenarios/upgrade-plan.yaml` begins without which the fault shows.
    var scenarioWithout: String?
    let seams: Seams

    enum RateUnit: Sendable { case tenants, looks }
}

/// A change of a value on its way through a service.
typealias Change<Value> = @Sendable (inout Value) -> Void

/// The places where a fault may take hold. Services build a value the right way, pass it through the seam, and act on
/// what comes back; none knows a fault by name.
struct Seams: Sendable {
    /// web: how the billing page behaves.
    var billingPage: Change<BillingPage>?
    /// auth: what a service's token says.
    var serviceClaims: Change<Claims>?
    /// api: how an accepted upgrade is handed to billing.
    var handOver: Change<HandOver>?
    /// api: under which key a webhook counts as seen before.
    var webhookKey: Change<WebhookKey>?
    /// api: the message put on the queue.
    var queueMessage: Change<QueueMessage>?
    /// api: what the verification endpoint answers.
    var look: Change<Look>?
    /// billing: how long it takes to answer, and what it does with a session.
    var settlement: Change<Settlement>?
    /// worker: what it does with a message.
    var handling: Change<Handling>?
}

extension Fault {
    /// All faults, in the order in which they are listed.
    static let all: [Fault] = [
        eventShape, authClaim, queueSchema, webhookSuppressed, entitlementGap, billingDeclined, duplicateAnalytics,
        lateDuplicate, redelivery, missingAnalytics, retryAmplified, misordered, slowWorker, revoked, flappingReplica,
        stalePage, falseSuccess, lostCorrelation, probeFlaky, probeDown, probeDies,
    ]

    static func named(_ name: String) -> Fault? { all.first { $0.name == name } }
}
