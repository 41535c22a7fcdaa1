import Foundation
import Testing

@Suite(.timeLimit(.minutes(5)))
struct LoginTests {
    /// What the verification endpoint says.
    private struct Look: Decodable, Sendable {
        struct Session: Decodable, Sendable { var id: String, at: String }

        var email: String
        var sessionCreated: Bool
        var sessions: [Session]
        var lastLoginAt: String?
        var audit: [Checkpoint]
    }

    @Test("A login opens one session, under the correlation ID that comes back with the code")
    func login() async throws {
        try await withStaging(latency: "1-20") { system in
            let customer = try await Customer.make(in: system)
            let before: Look = try await customer.look(at: "login")
            #expect(!before.sessionCreated && before.sessions.isEmpty && before.lastLoginAt == nil)
            #expect(before.email == customer.tenant.email && before.audit.isEmpty)

            let cookie = try await customer.logIn(correlationID: customer.tenant.correlationId)
            let after: Look = try await customer.look(at: "login")
            #expect(after.sessionCreated && after.sessions.count == 1)
            #expect(after.audit.map(\.stage) == ["code_redeemed", "session_opened"])
            #expect(after.audit.map(\.service) == ["auth", "web"])
            let session = try #require(after.sessions.first)
            let lastLogin = try #require(after.lastLoginAt)
            #expect(lastLogin <= session.at)
            #expect(!cookie.contains(session.id), "the cookie's value is nobody else's business")
        }
    }

    @Test("A form that is sent twice is one login")
    func twice() async throws {
        try await withStaging { system in
            let customer = try await Customer.make(in: system)
            let login = try await Login.begin(in: system)
            let correlationID = customer.tenant.correlationId
            let cookies = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<2 {
                    group.addTask {
                        let callback = try await login.send(email: customer.tenant.email)
                        return try await login.comeBack(to: callback, correlationID: correlationID)
                    }
                }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(cookies.count == 1)
            let seen: Look = try await customer.look(at: "login")
            #expect(seen.sessions.count == 1 && seen.audit.count == 2)

            _ = try await customer.logIn(correlationID: correlationID)
            let again: Look = try await customer.look(at: "login")
            #expect(again.sessions.count == 2, "who logs in again has another session")
        }
    }

    @Test("A login under another correlation ID, or none, is not counted")
    func others() async throws {
        try await withStaging { system in
            let customer = try await Customer.make(in: system)
            _ = try await customer.logIn()
            _ = try await customer.logIn(correlationID: "somebody-else")
            let seen: Look = try await customer.look(at: "login")
            #expect(!seen.sessionCreated && seen.audit.isEmpty && seen.lastLoginAt != nil)
        }
    }

    @Test("A deleted tenant's sessions are over")
    func deleted() async throws {
        try await withStaging { system in
            let customer = try await Customer.make(in: system)
            let cookie = try await customer.logIn(correlationID: customer.tenant.correlationId)
            try await customer.delete()
            #expect(try await customer.rawLook(at: "login").status == 404)
            let dashboard = try await Wire.get(system.appURL + "/dashboard", headers: ["cookie": cookie])
            #expect(dashboard.status == 303 && dashboard.headers["location"] == "/login")
        }
    }
}
