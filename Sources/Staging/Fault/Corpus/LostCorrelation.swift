extension Fault {
    /// The upgrade itself works, under an ID nobody looks for.
    static let lostCorrelation = Fault(
        name: "lost-correlation",
        sentence: "The page drops the correlation ID; the upgrade cannot be followed.",
        role: .web,
        seams: Seams(billingPage: { $0.carriesCorrelation = false }))
}
