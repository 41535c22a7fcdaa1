extension Fault {
    /// Every service is right; only what the user sees is not.
    static let stalePage = Fault(
        name: "stale-page",
        sentence: "The billing page keeps the plan it saw first and shows Free (upgrade to Pro) even after a reload.",
        role: .web,
        expected: .fails("ui_diverged", at: "back end -> page", "contradicted", saying: "Free (upgrade to Pro)"),
        seams: Seams(billingPage: { $0.keepsPlan = true }))
}
