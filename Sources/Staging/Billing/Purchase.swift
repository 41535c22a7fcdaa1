/// What is paid for.
enum Purchase: Codable, Sendable {
    case plan(Plan)
    case order(id: String, amount: Int)

    /// In cents.
    var amount: Int {
        switch self {
        case .plan(let plan): plan.price
        case .order(_, let amount): amount
        }
    }
}

/// What billing is asked for.
struct SessionOrder: Codable, Sendable {
    var action: Action
    var purchase: Purchase
}
