extension Fault {
    static let missingAnalytics = Fault(
        name: "missing-analytics",
        sentence: "The conversion is never counted.",
        role: .worker,
        seams: Seams(handling: { $0.effects.removeAll(where: \.isAnalytics) }))
}
