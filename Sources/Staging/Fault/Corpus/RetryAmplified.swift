extension Fault {
    /// Two mistakes that are harmless alone: billing answers too late, and each attempt has a key of its own.
    static let retryAmplified = Fault(
        name: "retry-amplified",
        sentence: "Billing answers after the api gave up; the retry carries a new key and charges a second time.",
        role: .api,
        expected: .fails("stage_duplicated", at: "api -> billing", "contradicted", saying: "double effect"),
        seams: Seams(
            handOver: {
                $0.timeout = 2
                $0.attempts = 2
                $0.keepsKey = false
            },
            settlement: { $0.answersAfter = .seconds(3) }))
}
