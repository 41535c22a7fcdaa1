/// What a token says about its bearer.
struct Claims: Codable, Sendable, Equatable {
    /// The auth service that issued it.
    var iss: String
    /// The user, or the service that acts for one.
    var sub: String
    var tenant: String
    var email: String?
    var name: String?
    var plan: String?
    /// What the bearer may do, such as `billing:write`.
    var scope: String?
    /// What the ledger, the oldest service, asks for instead of a scope.
    var entitlements: String?
    /// Seconds since 1970.
    var iat: Int
    /// Seconds since 1970; refused from then on.
    var exp: Int

    /// Whether the scope, a list with blanks between, names the given one.
    func allows(_ wanted: String) -> Bool {
        scope?.split(separator: " ").contains { $0 == wanted } ?? false
    }
}
