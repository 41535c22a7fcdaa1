extension Fault {
    static let revoked = Fault(
        name: "revoked",
        sentence: "The entitlement is granted and, a second after all is done, revoked.",
        role: .worker,
        expected: .fails("stage_regressed", at: "worker -> entitlements", "contradicted"),
        seams: Seams(handling: { $0.effects += [.wait(.milliseconds(1000)), .revokeEntitlement] }))
}
