extension Fault {
    /// Nine seconds and a half after the click all is done, give or take the hops.
    static let slowWorker = Fault(
        name: "slow-worker",
        sentence: "The worker looks at the message only after seven seconds; all arrives, late.",
        role: .worker,
        expected: .fails("stage_late", at: "billing -> worker", "still_moving"),
        seams: Seams(handling: { $0.startsAfter = .seconds(7) }))
}
