extension Fault {
    /// No failure: who counts identities sees one event.
    static let redelivery = Fault(
        name: "redelivery",
        sentence: "The analytics event is delivered twice under the same identity; nothing is counted twice.",
        role: .worker,
        expected: .passes(saying: "redelivered and deduplicated"),
        seams: Seams(handling: { handling in
            guard let index = handling.effects.firstIndex(where: \.isAnalytics) else { return }
            handling.effects.insert(handling.effects[index], at: index + 1)
        }))
}
