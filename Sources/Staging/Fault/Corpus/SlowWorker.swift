extension Fault {
    /// Nine seconds after the click all is done, give or take the hops.
    static let slowWorker = Fault(
        name: "slow-worker",
        sentence: "The worker looks at the message only after six and a half seconds; all arrives, late.",
        role: .worker,
        expected: .fails("stage_late", at: "billing -> worker", "still_moving"),
        seams: Seams(handling: { $0.startsAfter = .milliseconds(6500) }))
}
