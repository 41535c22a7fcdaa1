extension Fault {
    static let entitlementGap = Fault(
        name: "entitlement-gap",
        sentence: "The worker skips the grant: the user pays and cannot use what was paid for.",
        role: .worker,
        expected: .fails("stage_missing", at: "worker -> entitlements", "stalled"),
        seams: Seams(handling: { $0.effects.removeAll { $0 == .grantEntitlement } }))
}
