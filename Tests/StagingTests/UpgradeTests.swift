import Foundation
import Testing

@Suite(.timeLimit(.minutes(5)))
struct UpgradeTests {
    @Test("An upgrade arrives in every service, once and in order")
    func upgrade() async throws {
        try await withStaging(latency: "1-20") { system in
            let customer = try await Customer.make(in: system)
            let answer = try await customer.upgrade(token: customer.token())
            #expect(answer.status == 202)

            let workflow = try await customer.finishedWorkflow()
            #expect(workflow.apiAccepted && workflow.billingCustomerUpdated && workflow.billingChargeRecorded)
            #expect(workflow.queueMessageProcessed && workflow.entitlementsUpdated && workflow.analyticsEventEmitted)
            #expect(workflow.billingState == "active" && workflow.finalPlan == "pro")
            #expect(workflow.analyticsEventCount == 1 && workflow.analyticsEvents.map(\.name) == ["plan_upgraded"])
            #expect(workflow.charges.map(\.amount) == [4900])
            #expect(workflow.deadLetters.isEmpty && workflow.errors.isEmpty)
            #expect(
                workflow.stages == [
                    "request_received", "payment_session_created", "webhook_received", "webhook_processed",
                    "entitlement_granted", "analytics_emitted", "user_state_updated",
                ])
            let timestamp = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/
            let times = workflow.audit.map(\.at)
            #expect(times == times.sorted() && times.allSatisfy { $0.wholeMatch(of: timestamp) != nil })
            let charged = try #require(workflow.charges.first?.at)
            let processed = try #require(workflow.webhookProcessedAt)
            let entitled = try #require(workflow.entitledAt)
            #expect(charged <= processed && processed <= entitled)
        }
    }

    @Test("A workflow is unknown until it is set up, then there is nothing yet")
    func beforeTheUpgrade() async throws {
        try await withStaging { system in
            let unknown = try await Wire.get(system.apiURL + "/test/verify-upgrade-workflow?correlationId=nobody")
            #expect(unknown.status == 404 && unknown.text.contains("nobody"))

            let customer = try await Customer.make(in: system)
            let workflow = try await customer.look()
            #expect(!workflow.apiAccepted && !workflow.billingChargeRecorded && !workflow.queueMessageProcessed)
            #expect(workflow.finalPlan == "free" && workflow.billingState == "none")
            #expect(workflow.charges.isEmpty && workflow.analyticsEvents.isEmpty && workflow.audit.isEmpty)
            #expect(workflow.webhookProcessedAt == nil && workflow.entitledAt == nil)
        }
    }

    @Test("Asking ten times at once is one upgrade")
    func idempotent() async throws {
        try await withStaging { system in
            let customer = try await Customer.make(in: system)
            let token = try await customer.token()
            let answers = try await tenTimesAtOnce { try await customer.upgrade(token: token) }
            #expect(answers.count == 1)
            let workflow = try await customer.finishedWorkflow()
            #expect(workflow.charges.count == 1 && workflow.analyticsEvents.count == 1)
        }
    }

    @Test("Tenants that upgrade at the same time do not mix, and one that does not stays free")
    func isolated() async throws {
        try await withStaging(latency: "1-20") { system in
            let bystander = try await Customer.make(in: system)
            let workflows = try await withThrowingTaskGroup { group in
                for _ in 0..<4 {
                    group.addTask {
                        let customer = try await Customer.make(in: system)
                        try await customer.upgrade(token: customer.token())
                        return try await customer.finishedWorkflow()
                    }
                }
                return try await group.reduce(into: [Workflow]()) { $0.append($1) }
            }
            #expect(workflows.allSatisfy { $0.charges.count == 1 && $0.analyticsEvents.count == 1 })
            #expect(workflows.allSatisfy { $0.audit.count == 7 && $0.finalPlan == "pro" })
            #expect(Set(workflows.flatMap(\.charges).map(\.id)).count == 4)
            #expect(Set(workflows.flatMap(\.analyticsEvents).map(\.id)).count == 4)
            let untouched = try await bystander.look()
            #expect(untouched.finalPlan == "free" && untouched.audit.isEmpty && untouched.charges.isEmpty)
        }
    }

    @Test("A tenant may start as pro, and is gone without a trace once deleted")
    func deleted() async throws {
        try await withStaging { system in
            let customer = try await Customer.make(in: system, plan: "pro")
            #expect(try await customer.look().finalPlan == "pro")
            let tenant = "\(system.apiURL)/test/tenants/\(customer.tenant.tenantId)"
            #expect(try await Wire.get(tenant).status == 200)
            #expect(try await Wire.send("DELETE", tenant).status == 204)
            #expect(try await customer.rawLook().status == 404)
            #expect(try await Wire.send("DELETE", tenant).status == 404)
            await #expect(throws: Unexpected.self) { try await customer.logIn() }
        }
    }

    @Test(
        "A set-up that makes no sense is refused with a reason",
        arguments: [
            (["plan": "free"], "email"), (["email": "nobody"], "nobody"),
            (["email": "a@example.com", "plan": "gold"], "gold"),
            (["email": "a@example.com", "correlationId": ""], "correlationId"),
        ])
    func refused(order: [String: String], reason: String) async throws {
        try await withStaging { system in
            let answer = try await Wire.post(system.apiURL + "/test/setup-tenant", json: order)
            #expect(answer.status == 400 && answer.text.contains(reason))
        }
    }

    @Test("An address and a correlation ID belong to one tenant")
    func conflict() async throws {
        try await withStaging { system in
            let tenant = try await Customer.make(in: system).tenant
            for order in [["email": tenant.email], ["email": "a@example.com", "correlationId": tenant.correlationId]] {
                let answer = try await Wire.post(system.apiURL + "/test/setup-tenant", json: order)
                #expect(answer.status == 409)
            }
        }
    }
}
