import Foundation
import Testing

@Suite(.timeLimit(.minutes(5)))
struct OrderTests {
    /// What the verification endpoint says.
    private struct Look: Decodable, Sendable {
        var apiAccepted: Bool
        var orderState: String
        var queueMessageProcessed: Bool
        var reserved: Bool
        var reservedAt: String?
        var paymentState: String
        var charges: [Workflow.Charge]
        var analyticsEventCount: Int
        var analyticsEvents: [Workflow.Event]
        var errors: [String]
        var audit: [Checkpoint]
    }

    /// A customer who is logged in, in front of the shop.
    private struct Shopper: Sendable {
        let customer: Customer
        let token: String

        struct Shop: Decodable, Sendable { var product: String, price: Int, stock: Int, cart: String }

        static func make(in system: StagingSystem, stock: Int? = nil) async throws -> Shopper {
            let customer = try await Customer.make(in: system, stock: stock)
            return Shopper(customer: customer, token: try await customer.token())
        }

        /// Reads what the page shows.
        func shop() async throws -> Shop { try await rawShop().decoded(as: Shop.self) }

        func rawShop() async throws -> Answer {
            try await Wire.get(customer.system.apiURL + "/shop", headers: ["authorization": "Bearer \(token)"])
        }

        /// Does what the page's button does.
        @discardableResult
        func order(_ cart: String, correlationID: String? = nil) async throws -> Answer {
            try await Wire.post(
                customer.system.apiURL + "/orders", json: ["cart": cart],
                headers: [
                    "authorization": "Bearer \(token)",
                    "x-correlation-id": correlationID ?? customer.tenant.correlationId,
                ])
        }

        /// What the warehouse has, as a verifier is told.
        func stock() async throws -> Answer {
            try await Wire.get("\(customer.system.apiURL)/test/stock?tenantId=\(customer.tenant.tenantId)")
        }

        func look() async throws -> Look { try await customer.look(at: "order") }

        func watch(_ condition: String, where holds: (Look) -> Bool) async throws -> Look {
            try await customer.watch("order", until: condition, where: holds)
        }

        /// Waits for the last of the checkpoints.
        func settled() async throws -> Look {
            try await watch("order_settled") { $0.audit.contains { $0.stage == "order_settled" } }
        }
    }

    @Test("An order arrives in every service, once and in order")
    func order() async throws {
        try await withStaging(latency: "1-20") { system in
            let shopper = try await Shopper.make(in: system)
            #expect(try await shopper.stock().text == #"{"stock":5}"#)
            let before = try await shopper.look()
            #expect(!before.apiAccepted && before.orderState == "none" && before.paymentState == "none")
            #expect(!before.reserved && before.reservedAt == nil && before.charges.isEmpty && before.audit.isEmpty)

            let shop = try await shopper.shop()
            #expect(shop.stock == 5 && shop.price == 1200)
            #expect(try await shopper.order(shop.cart).status == 202)
            let done = try await shopper.settled()
            #expect(done.orderState == "completed")
            #expect(done.apiAccepted && done.queueMessageProcessed && done.reserved && done.paymentState == "paid")
            #expect(done.charges.map(\.amount) == [1200] && done.errors.isEmpty)
            #expect(done.analyticsEvents.map(\.name) == ["order_placed"] && done.analyticsEventCount == 1)
            #expect(
                done.audit.map(\.stage) == [
                    "request_received", "message_processed", "stock_reserved", "payment_session_created",
                    "webhook_received", "message_processed", "analytics_emitted", "order_settled",
                ])
            let reserved = try #require(done.reservedAt)
            let charged = try #require(done.charges.first?.at)
            #expect(reserved <= charged)
            #expect(try await shopper.stock().text == #"{"stock":4}"#)
            let after = try await shopper.shop()
            #expect(after.stock == 4 && after.cart != shop.cart)
            let upgrade = try await shopper.customer.look()
            #expect(upgrade.charges.isEmpty && upgrade.analyticsEvents.isEmpty && !upgrade.queueMessageProcessed)
        }
    }

    @Test("A cart that is ordered ten times at once is one order; the next cart is another")
    func idempotent() async throws {
        try await withStaging { system in
            let shopper = try await Shopper.make(in: system)
            let cart = try await shopper.shop().cart
            let answers = try await tenTimesAtOnce { try await shopper.order(cart) }
            #expect(answers.count == 1)
            let first = try await shopper.settled()
            #expect(first.orderState == "completed" && first.charges.count == 1 && first.analyticsEvents.count == 1)
            #expect(try await shopper.stock().text == #"{"stock":4}"#)

            let stale = try await shopper.order(cart)
            #expect(answers == ["\(stale.status) \(stale.text)"], "a page that is behind orders nothing more")
            try await shopper.order(shopper.shop().cart)
            let second = try await shopper.watch("completed twice") { $0.analyticsEvents.count == 2 }
            #expect(Set(second.charges.map(\.id)).count == 2)
            #expect(try await shopper.stock().text == #"{"stock":3}"#)
        }
    }

    @Test("All orders of a tenant take from one shelf, and each is verified by itself")
    func shelf() async throws {
        try await withStaging { system in
            let shopper = try await Shopper.make(in: system)
            try await shopper.order(shopper.shop().cart, correlationID: "somebody-else")
            try await eventually("one is gone") { try await shopper.stock().text == #"{"stock":4}"# }
            let own = try await shopper.look()
            #expect(!own.apiAccepted && !own.reserved && own.audit.isEmpty)
            let bystander = try await Shopper.make(in: system, stock: 2)
            #expect(try await bystander.stock().text == #"{"stock":2}"#)
        }
    }

    @Test("What is sold out is not charged")
    func soldOut() async throws {
        try await withStaging { system in
            let shopper = try await Shopper.make(in: system, stock: 0)
            try await shopper.order(shopper.shop().cart)
            let rejected = try await shopper.settled()
            #expect(rejected.orderState == "rejected" && !rejected.reserved)
            #expect(rejected.charges.isEmpty && rejected.analyticsEvents.isEmpty)
            #expect(rejected.paymentState == "none" && rejected.errors.isEmpty)
            #expect(try await shopper.stock().text == #"{"stock":0}"#)
        }
    }

    @Test("A cart of somebody else, or of nobody, is refused")
    func carts() async throws {
        try await withStaging { system in
            let shopper = try await Shopper.make(in: system)
            let other = try await Shopper.make(in: system).shop().cart
            let tenant = shopper.customer.tenant.tenantId
            for cart in [other, "", "1", "\(tenant)-0", "\(tenant)-2", "\(tenant)-01"] {
                #expect(try await shopper.order(cart).status == 400, "\(cart)")
            }
            #expect(try await !shopper.look().apiAccepted)
            let anonymous = try await Wire.post(system.apiURL + "/orders", json: ["cart": "\(tenant)-1"])
            #expect(anonymous.status == 401)
        }
    }

    @Test("What breaks the way to billing breaks an order, too")
    func retryAmplified() async throws {
        try await withStaging(["--fault", "retry-amplified"]) { system in
            let shopper = try await Shopper.make(in: system)
            let cart = try await shopper.shop().cart
            for _ in 0..<2 { try await shopper.order(cart) }
            let broken = try await shopper.watch("two charges") { $0.charges.count > 1 }
            #expect(Set(broken.charges.map(\.id)).count == 2)
            #expect(try await shopper.stock().text == #"{"stock":4}"#)
        }
    }

    @Test("A deleted tenant leaves no order and no warehouse")
    func deleted() async throws {
        try await withStaging { system in
            let shopper = try await Shopper.make(in: system)
            try await shopper.order(shopper.shop().cart)
            _ = try await shopper.settled()
            try await shopper.customer.delete()
            #expect(try await shopper.customer.rawLook(at: "order").status == 404)
            #expect(try await shopper.stock().status == 404)
            #expect(try await shopper.rawShop().status == 401)
        }
    }
}
