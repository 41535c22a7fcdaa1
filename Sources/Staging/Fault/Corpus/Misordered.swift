extension Fault {
    /// Longer than a webhook takes to become an entitlement, at the slowest.
    static let misordered = Fault(
        name: "misordered",
        sentence: "Billing reports the subscription before it charges; the user is entitled before paying.",
        role: .billing,
        expected: .fails("stage_misordered", at: "billing -> worker", "contradicted"),
        seams: Seams(settlement: { $0.steps = [.activate, .notify, .wait(.seconds(3)), .charge] }))
}
