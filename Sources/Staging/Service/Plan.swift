import GRDB

/// What a tenant pays for.
enum Plan: String, Codable, Sendable, CaseIterable, DatabaseValueConvertible {
    case free, pro

    /// A month's price in cents.
    var price: Int {
        switch self {
        case .free: 0
        case .pro: 4900
        }
    }

    /// The entitlement that comes with it.
    static let feature = "pro_access"
}
