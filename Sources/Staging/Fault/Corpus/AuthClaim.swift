extension Fault {
    /// Newer services ask for a scope; the ledger still asks for the claim.
    static let authClaim = Fault(
        name: "auth-claim",
        sentence: "Auth stops issuing a claim that only the ledger needs; it refuses the grant with 401.",
        role: .auth,
        expected: .fails("stage_missing", at: "worker -> entitlements", "stalled", saying: "401"),
        seams: Seams(serviceClaims: { $0.entitlements = nil }))
}
