import Foundation

/// Issues tokens for users and, on a user's behalf, for services.
struct TokenIssuer: Sendable {
    /// Seconds a token is good for.
    private static let lifetime = 3600

    let environment: ServiceEnvironment

    func userToken(for user: User) throws -> String {
        var claims = try claims(subject: user.id, tenantID: user.tenantID)
        claims.email = user.email
        claims.name = user.name
        claims.plan = user.plan.rawValue
        claims.scope = "billing:read billing:write orders:write"
        return try sign(claims)
    }

    func serviceToken(for tenant: Tenant) throws -> String {
        var claims = try claims(subject: Role.worker.rawValue, tenantID: tenant.id)
        claims.scope = "entitlements:write"
        claims.entitlements = "write"
        return try sign(tenant.changed(claims, at: \.serviceClaims))
    }

    private func claims(subject: String, tenantID: String) throws -> Claims {
        let now = Int(Date.now.timeIntervalSince1970)
        return Claims(
            iss: try environment.peers.url(of: .auth), sub: subject, tenant: tenantID, iat: now,
            exp: now + Self.lifetime)
    }

    private func sign(_ claims: Claims) throws -> String {
        try SignedToken(key: environment.configuration.keys.token).sign(claims)
    }
}
