import Foundation
import Testing

@Suite(.timeLimit(.minutes(5)))
struct SignUpTests {
    /// What the verification endpoint says.
    private struct Look: Decodable, Sendable {
        struct Mail: Decodable, Sendable { var id: String, subject: String, at: String }

        var apiAccepted: Bool
        var queueMessageProcessed: Bool
        var userCreated: Bool
        var userCreatedAt: String?
        var name: String?
        var mails: [Mail]
        var confirmed: Bool
        var confirmedAt: String?
        var analyticsEventCount: Int
        var analyticsEvents: [Workflow.Event]
        var errors: [String]
        var audit: [Checkpoint]
    }

    /// Somebody who is expected to sign up.
    private struct Visitor: Sendable {
        let customer: Customer

        private struct Mailbox: Decodable { var messages: [Mail] }
        struct Mail: Decodable, Sendable { var id: String, to: String, subject: String, link: String, at: String }

        static func make(in system: StagingSystem) async throws -> Visitor {
            Visitor(customer: try await Customer.make(in: system, by: "setup-signup"))
        }

        /// Does what the page's form does.
        func signUp(_ fields: [String: String] = [:]) async throws -> Answer {
            let form = ["email": customer.tenant.email, "password": "Ada's own password", "name": "Ada Lovelace"]
            return try await Wire.post(
                customer.system.apiURL + "/signup", json: form.merging(fields) { $1 },
                headers: ["x-correlation-id": customer.tenant.correlationId])
        }

        func mailbox() async throws -> [Mail] {
            let address = "\(customer.system.apiURL)/test/mailbox?to=\(customer.tenant.email)"
            return try await Wire.get(address).decoded(as: Mailbox.self).messages
        }

        /// Waits for the mail with the link.
        func link() async throws -> String {
            let seen = try await watch("a mail") { !$0.mails.isEmpty }
            guard let mail = try await mailbox().first else { throw Unexpected("no mail: \(seen)") }
            return mail.link
        }

        func look() async throws -> Look { try await customer.look(at: "signup") }

        func watch(_ condition: String, where holds: (Look) -> Bool) async throws -> Look {
            try await customer.watch("signup", until: condition, where: holds)
        }

        /// Waits for the last of the checkpoints.
        func counted() async throws -> Look {
            try await watch("analytics_emitted") { $0.audit.contains { $0.stage == "analytics_emitted" } }
        }
    }

    @Test("A sign-up arrives everywhere, once and in order, and its user can log in")
    func signUp() async throws {
        try await withStaging(latency: "1-20") { system in
            let visitor = try await Visitor.make(in: system)
            let before = try await visitor.look()
            #expect(!before.apiAccepted && !before.userCreated && !before.confirmed && before.audit.isEmpty)
            #expect(before.mails.isEmpty && before.analyticsEvents.isEmpty)
            #expect(try await visitor.mailbox().isEmpty)

            #expect(try await visitor.signUp().status == 202)
            let link = try await visitor.link()
            let created = try await visitor.look()
            #expect(created.apiAccepted && created.queueMessageProcessed && created.userCreated && !created.confirmed)
            let tenant = visitor.customer.tenant
            let early = try await Login.begin(in: system).form(email: tenant.email, password: "Ada's own password")
            #expect(early.status == 403 && early.text.contains("link"), "an account is confirmed before it is used")
            let mails = try await visitor.mailbox()
            #expect(mails.map(\.id) == created.mails.map(\.id) && mails.map(\.to) == [tenant.email])
            #expect(link.hasPrefix(system.appURL + "/confirm?token="))

            let page = try await Wire.get(link)
            #expect(page.status == 200 && page.text.contains("Your account is confirmed"))
            let done = try await visitor.counted()
            #expect(done.confirmed && done.name == "Ada Lovelace" && done.errors.isEmpty)
            #expect(done.analyticsEvents.map(\.name) == ["signup"] && done.analyticsEventCount == 1)
            #expect(
                done.audit.map(\.stage) == [
                    "request_received", "message_processed", "account_created", "mail_sent", "account_confirmed",
                    "message_processed", "analytics_emitted",
                ])
            let times = [done.userCreatedAt, done.mails.first?.at, done.confirmedAt, done.analyticsEvents.first?.at]
            #expect(times.compactMap(\.self) == times.compactMap(\.self).sorted() && !times.contains(nil))

            let cookie = try await visitor.customer.logIn(password: "Ada's own password")
            let dashboard = try await Wire.get(system.appURL + "/dashboard", headers: ["cookie": cookie])
            #expect(dashboard.text.contains("Ada Lovelace") && dashboard.text.contains(tenant.email))
        }
    }

    @Test("A form that is sent ten times at once is one sign-up, and a link that is opened twice confirms once")
    func idempotent() async throws {
        try await withStaging { system in
            let visitor = try await Visitor.make(in: system)
            let answers = try await tenTimesAtOnce { try await visitor.signUp() }
            #expect(answers.count == 1)
            let link = try await visitor.link()
            #expect(try await Wire.get(link).status == 200)
            let first = try await visitor.counted()

            let again = try await Wire.get(link)
            #expect(again.status == 200 && again.text.contains("It was confirmed before"))
            #expect(try await visitor.signUp().status == 202)
            let second = try await visitor.look()
            #expect(second.confirmedAt == first.confirmedAt && second.analyticsEvents.count == 1)
            #expect(second.mails.count == 1 && second.audit.count == 7)
            #expect(try await visitor.mailbox().count == 1)
        }
    }

    @Test("The workflow is found by the address as well, and is unknown until it is set up")
    func byAddress() async throws {
        try await withStaging { system in
            let address = system.apiURL + "/test/verify-signup-workflow?email="
            #expect(try await Wire.get(address + "nobody@example.com").status == 404)
            let visitor = try await Visitor.make(in: system)
            let found = try await Wire.get(address + visitor.customer.tenant.email)
            let byID = try await visitor.customer.rawLook(at: "signup")
            #expect(found.status == 200 && found.text == byID.text)
            let nobody = try await Wire.get(system.apiURL + "/test/mailbox?to=nobody@example.com")
            #expect(nobody.status == 200 && nobody.text == #"{"messages":[]}"#)
        }
    }

    @Test(
        "A form that makes no sense is refused with a reason",
        arguments: [
            (["email": "nobody"], 400, "nobody"), (["password": "short"], 400, "password"),
            (["name": " "], 400, "name"), (["email": "stranger@example.com"], 403, "setup-signup"),
        ])
    func refused(fields: [String: String], status: Int, reason: String) async throws {
        try await withStaging { system in
            let visitor = try await Visitor.make(in: system)
            let answer = try await visitor.signUp(fields)
            #expect(answer.status == status && answer.text.contains(reason))
            #expect(try await !visitor.look().apiAccepted)
        }
    }

    @Test("Who has an account cannot sign up, and a link that nobody sent confirms nothing")
    func strangers() async throws {
        try await withStaging { system in
            let visitor = Visitor(customer: try await Customer.make(in: system))
            #expect(try await visitor.signUp().status == 409)
            #expect(try await Wire.get(system.appURL + "/confirm?token=made-up").status == 404)
        }
    }

    @Test("A deleted sign-up leaves no account, no mail and no link")
    func deleted() async throws {
        try await withStaging { system in
            let visitor = try await Visitor.make(in: system)
            _ = try await visitor.signUp()
            let link = try await visitor.link()
            try await visitor.customer.delete()
            #expect(try await visitor.mailbox().isEmpty)
            #expect(try await visitor.customer.rawLook(at: "signup").status == 404)
            #expect(try await Wire.get(link).status == 404)
            #expect(try await visitor.signUp().status == 403)
            await #expect(throws: Unexpected.self) {
                try await visitor.customer.logIn(password: "Ada's own password")
            }
        }
    }
}
