import Hummingbird

extension APIService {
    /// Asks the services that keep a part of the order, all at once.
    func order(of tenant: Tenant) async throws -> OrderAnswer {
        let action = tenant.workflow
        async let state = store.state(of: .order, by: action)
        async let audit = environment.audit.entries(of: action)
        async let billing = evidence(BillingEvidence.self, of: action, from: .billing)
        async let worker = evidence(WorkerEvidence.self, of: action, from: .worker)
        async let ledger = evidence(LedgerEvidence.self, of: action, from: .ledger)
        return try await OrderAnswer(state: state, audit: audit, billing: billing, worker: worker, ledger: ledger)
    }
}

/// How far an order has come. What is left in the warehouse is not in here: it is everybody's, see `GET /test/stock`.
struct OrderAnswer: ResponseEncodable {
    var apiAccepted: Bool
    var orderState: RequestState
    var queueMessageProcessed: Bool
    var reserved: Bool
    /// Absent until it happened.
    var reservedAt: String?
    var paymentState: BillingState
    var charges: [Charge]
    var analyticsEventEmitted: Bool
    /// Distinct events; the same one delivered twice counts once.
    var analyticsEventCount: Int
    /// One entry a delivery.
    var analyticsEvents: [AnalyticsEvent]
    var deadLetters: [DeadLetter]
    var errors: [String]
    var audit: [AuditEntry]

    fileprivate init(
        state: RequestState, audit: [AuditEntry], billing: BillingEvidence, worker: WorkerEvidence,
        ledger: LedgerEvidence
    ) {
        apiAccepted = state != .absent
        orderState = state
        queueMessageProcessed = worker.passed(.messageProcessed) != nil
        reservedAt = ledger.reservedAt
        reserved = reservedAt != nil
        paymentState = billing.paymentState
        charges = billing.charges.filter { $0.order != nil }
        analyticsEvents = ledger.events(.orderPlaced)
        analyticsEventEmitted = !analyticsEvents.isEmpty
        analyticsEventCount = analyticsEvents.distinctCount
        deadLetters = worker.deadLetters
        errors = worker.errors
        self.audit = (audit + billing.audit + worker.audit + ledger.audit).inOrder
    }
}
