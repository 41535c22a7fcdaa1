import Hummingbird

extension APIService {
    /// Accepts what a page asks for and goes on with it after the answer. Asked for twice it is one request, whichever
    /// correlation ID the second carries: a double click, a page that is loaded again, a retry.
    ///
    /// - Parameters:
    ///   - kind: What is asked for.
    ///   - subject: Which one of its kind; the same tenant's second is the same request.
    ///   - action: On whose behalf.
    ///   - work: What is done about it, once; told the request's ID.
    /// - Returns: The answer, 202.
    /// - Throws: When it cannot be recorded; nothing is done about it then.
    func accept(
        _ kind: RequestKind, _ subject: String, by action: Action,
        then work: @escaping @Sendable (_ requestID: String) async throws -> Void
    ) async throws -> EditedResponse<AcceptanceAnswer> {
        let (id, isNew) = try await store.record(kind, subject, by: action)
        if isNew {
            await environment.audit.record(.requestReceived, of: action, subject: id)
            environment.inBackground("go on with \(id)") { try await work(id) }
        }
        return EditedResponse(status: .accepted, response: AcceptanceAnswer(requestId: id))
    }

    /// The tenant that a request's token speaks for.
    ///
    /// - Parameters:
    ///   - request: With a user's token.
    ///   - scope: What the token has to allow.
    /// - Returns: The tenant.
    /// - Throws: 401 or 403.
    func tenant(of request: Request, allowing scope: String) async throws -> Tenant {
        let claims = try tokens.claims(of: request)
        guard claims.allows(scope) else {
            throw HTTPError(.forbidden, message: "the token's scope lacks \(scope)")
        }
        guard let tenant = try await environment.tenants.find(id: claims.tenant) else {
            throw HTTPError(.unauthorized, message: "the token's tenant is gone")
        }
        return tenant
    }
}

/// What a page is told: accepted, not done.
struct AcceptanceAnswer: ResponseEncodable {
    var requestId: String
    var status = "accepted"
}
