import Hummingbird

/// Whose action something was: the tenant, and the correlation ID its request carried.
struct Action: Codable, Sendable, Hashable {
    var tenantID: String
    var correlationID: String

    init(tenantID: String, correlationID: String) {
        self.tenantID = tenantID
        self.correlationID = correlationID
    }

    /// Reads `tenantId` and `correlationId` of a request's query.
    init(query request: Request) throws {
        tenantID = try request.uri.queryParameters.require("tenantId")
        correlationID = try request.uri.queryParameters.require("correlationId")
    }

    /// What the request of this task asks for on a tenant's behalf; under an ID of its own where it carried none.
    static func current(of tenantID: String) -> Action {
        Action(tenantID: tenantID, correlationID: Trace.current.correlationID ?? Identifier.make("cor"))
    }

    /// The same as a query.
    var query: String { "tenantId=\(tenantID.percentEncoded)&correlationId=\(correlationID.percentEncoded)" }

    /// What a tenant is given when it is set up; no user's action, hence under no correlation ID that is verified.
    static func provisioning(of tenant: Tenant) -> Action {
        Action(tenantID: tenant.id, correlationID: "provisioning-" + tenant.id)
    }
}
