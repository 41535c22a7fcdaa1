extension Fault {
    /// The api reads requests tolerantly, so nobody is told.
    static let eventShape = Fault(
        name: "event-shape",
        sentence: "The page sends the plan in a field the api no longer reads; the request is accepted, for nothing.",
        role: .web,
        expected: .fails("stage_missing", at: "api -> billing", "stalled"),
        seams: Seams(billingPage: { $0.planField = "targetPlan" }))
}
