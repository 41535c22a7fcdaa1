extension Fault {
    /// With the hops before and after it, the second event comes about two seconds after the first.
    static let lateDuplicate = Fault(
        name: "late-duplicate",
        sentence: "The worker counts the conversion again two seconds after all is done.",
        role: .worker,
        expected: .fails("stage_duplicated", at: "worker -> analytics", "contradicted", saying: "in settle"),
        seams: Seams(handling: {
            $0.effects += [.wait(.milliseconds(1700)), .emitAnalytics(eventID: Identifier.make("anl"))]
        }))
}
