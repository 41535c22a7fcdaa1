extension Fault {
    static let billingDeclined = Fault(
        name: "billing-declined",
        sentence: "The payment provider refuses the card after the page has said success.",
        role: .billing,
        expected: .fails("never_seen", at: "api -> billing", "contradicted", saying: "the page showed success"),
        seams: Seams(settlement: { $0.steps = [.decline] }))
}
