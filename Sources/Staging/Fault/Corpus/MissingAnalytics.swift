extension Fault {
    static let missingAnalytics = Fault(
        name: "missing-analytics",
        sentence: "The conversion is never counted.",
        role: .worker,
        expected: .fails("stage_missing", at: "worker -> analytics", "stalled"),
        seams: Seams(handling: { $0.effects.removeAll(where: \.isAnalytics) }))
}
