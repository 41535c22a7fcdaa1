import Hummingbird

extension APIService {
    /// Asks the two services that keep a part of a login.
    func login(of tenant: Tenant) async throws -> LoginAnswer {
        let action = tenant.workflow
        async let web = evidence(WebEvidence.self, of: action, from: .web)
        async let auth = evidence(AuthEvidence.self, of: action, from: .auth)
        return try await LoginAnswer(email: tenant.email, web: web, auth: auth)
    }
}

/// How far a login has come.
struct LoginAnswer: ResponseEncodable {
    var email: String
    var sessionCreated: Bool
    /// The sessions that the login opened.
    var sessions: [OpenedSession]
    /// When auth last let the user in, whoever asked; absent until it did.
    var lastLoginAt: String?
    var audit: [AuditEntry]

    fileprivate init(email: String, web: WebEvidence, auth: AuthEvidence) {
        self.email = email
        sessions = web.sessions
        sessionCreated = !sessions.isEmpty
        lastLoginAt = auth.account?.lastLoginAt
        audit = (auth.audit + web.audit).inOrder
    }
}
