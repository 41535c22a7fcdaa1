import Hummingbird

extension APIService {
    /// What the shop's page calls, and how the worker tells how an order ended.
    func addShopRoutes(to routes: ServiceRoutes) {
        routes.open.get("shop") { request, _ in
            let tenant = try await tenant(of: request, allowing: "orders:write")
            let shelf = try await environment.client.ask(
                StockAnswer.self, "GET", "/stock/\(tenant.id.percentEncoded)", of: .ledger)
            let cart = try await openCart(of: tenant)
            return ShopAnswer(product: Product.name, price: Product.price, stock: shelf.stock, cart: cart.id)
        }
        routes.open.post("orders") { request, context in
            let tenant = try await tenant(of: request, allowing: "orders:write")
            let order = try await request.decode(as: CartOrder.self, context: context)
            guard let cart = Cart(order.cart, of: tenant), try await cart.number <= openCart(of: tenant).number else {
                throw HTTPError(.badRequest, message: "'\(order.cart)' is not a cart of this tenant")
            }
            let action = Action.current(of: tenant.id)
            return try await accept(.order, cart.id, by: action) { id in
                let message = QueueMessage(
                    .orderSubmitted, id: id, of: action, data: ["order_id": id, "quantity": "1"])
                try await environment.enqueue(tenant.changed(message, at: \.queueMessage))
            }
        }
        routes.peer.put("internal/orders/:id") { request, context in
            let id = try context.parameters.require("id")
            let outcome = try await request.decode(as: OrderOutcome.self, context: context)
            if try await store.settle(id, outcome.state, of: outcome.action) {
                await environment.audit.record(.orderSettled, of: outcome.action, subject: id)
            }
            return HTTPResponse.Status.noContent
        }
    }

    /// The cart that is not ordered yet: each order makes room for the next.
    private func openCart(of tenant: Tenant) async throws -> Cart {
        Cart(tenant: tenant, number: try await store.count(of: .order, by: tenant.id) + 1)
    }
}

/// What a page orders, with one product in it. Every page of a tenant shows the same cart until it is ordered, and a cart
/// is ordered once: a second click, or another tab, orders nothing more.
private struct Cart: Sendable {
    let id: String
    let number: Int

    init(tenant: Tenant, number: Int) {
        id = "\(tenant.id)-\(number)"
        self.number = number
    }

    /// Nil for what is no cart of the tenant.
    init?(_ id: String, of tenant: Tenant) {
        guard let number = id.split(separator: "-").last.flatMap({ Int($0) }), number > 0 else { return nil }
        self.init(tenant: tenant, number: number)
        guard self.id == id else { return nil }
    }
}

/// What the page sends.
private struct CartOrder: Decodable { var cart: String }

/// What the page shows.
private struct ShopAnswer: ResponseEncodable {
    var product: String
    /// In cents.
    var price: Int
    var stock: Int
    var cart: String
}

/// How an order ended.
struct OrderOutcome: Codable, Sendable {
    var action: Action
    var state: RequestState
}
