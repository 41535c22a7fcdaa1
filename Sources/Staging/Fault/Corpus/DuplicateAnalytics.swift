extension Fault {
    /// Two events with identities of their own: no deduplication can tell.
    static let duplicateAnalytics = Fault(
        name: "duplicate-analytics",
        sentence: "The worker counts the conversion twice at once, as two different analytics events.",
        role: .worker,
        expected: .fails("stage_duplicated", at: "worker -> analytics", "contradicted", saying: "double effect"),
        seams: Seams(handling: { handling in
            guard let index = handling.effects.firstIndex(where: \.isAnalytics) else { return }
            handling.effects.insert(.emitAnalytics(eventID: Identifier.make("anl")), at: index + 1)
        }))
}
