extension Fault {
    /// The upgrade itself works, under an ID nobody looks for.
    static let lostCorrelation = Fault(
        name: "lost-correlation",
        sentence: "The page drops the correlation ID; the upgrade cannot be followed.",
        role: .web,
        expected: .fails("correlation_lost", at: "web -> api", "stalled"),
        // Where the tool adds the ID itself, nothing is lost.
        scenarioWithout: "header: x-correlation-id",
        seams: Seams(billingPage: { $0.carriesCorrelation = false }))
}
