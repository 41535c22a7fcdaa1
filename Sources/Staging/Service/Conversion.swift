/// The names under which analytics counts what workflows lead to.
enum Conversion: String, Sendable {
    case planUpgraded = "plan_upgraded"
    case signUp = "signup"
    case orderPlaced = "order_placed"
}
