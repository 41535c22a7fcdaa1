import Hummingbird

extension APIService {
    /// Asks the services that keep a part of the sign-up, all at once.
    func signUp(of tenant: Tenant) async throws -> SignUpAnswer {
        let action = tenant.workflow
        async let state = store.state(of: .signUp, by: action)
        async let mails = store.sentMails(of: action)
        async let audit = environment.audit.entries(of: action)
        async let worker = evidence(WorkerEvidence.self, of: action, from: .worker)
        async let ledger = evidence(LedgerEvidence.self, of: action, from: .ledger)
        async let auth = evidence(AuthEvidence.self, of: action, from: .auth)
        return try await SignUpAnswer(
            state: state, mails: mails, audit: audit, worker: worker, ledger: ledger, auth: auth)
    }
}

/// How far a sign-up has come.
struct SignUpAnswer: ResponseEncodable {
    var apiAccepted: Bool
    var queueMessageProcessed: Bool
    var userCreated: Bool
    /// Absent until it happened, like `confirmedAt`.
    var userCreatedAt: String?
    /// What the user is called.
    var name: String?
    var mails: [SentMail]
    var confirmed: Bool
    var confirmedAt: String?
    var analyticsEventEmitted: Bool
    /// Distinct events; the same one delivered twice counts once.
    var analyticsEventCount: Int
    /// One entry a delivery.
    var analyticsEvents: [AnalyticsEvent]
    var deadLetters: [DeadLetter]
    var errors: [String]
    var audit: [AuditEntry]

    fileprivate init(
        state: RequestState, mails: [SentMail], audit: [AuditEntry], worker: WorkerEvidence, ledger: LedgerEvidence,
        auth: AuthEvidence
    ) {
        apiAccepted = state != .absent
        queueMessageProcessed = worker.passed(.messageProcessed) != nil
        userCreated = auth.account != nil
        userCreatedAt = auth.account?.createdAt
        name = auth.account?.name
        self.mails = mails
        confirmedAt = auth.account?.confirmedAt
        confirmed = confirmedAt != nil
        analyticsEvents = ledger.events(.signUp)
        analyticsEventEmitted = !analyticsEvents.isEmpty
        analyticsEventCount = analyticsEvents.distinctCount
        deadLetters = worker.deadLetters
        errors = worker.errors
        self.audit = (audit + worker.audit + ledger.audit + auth.audit).inOrder
    }
}
