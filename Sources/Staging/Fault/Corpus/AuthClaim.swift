extension Fault {
    /// Newer services ask for a scope; the ledger still asks for the claim.
    static let authClaim = Fault(
        name: "auth-claim",
        sentence: "Auth stops issuing a claim that only the ledger needs; it refuses the grant with 401.",
        role: .auth,
        seams: Seams(serviceClaims: { $0.entitlements = nil }))
}
