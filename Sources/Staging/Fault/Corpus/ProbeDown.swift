extension Fault {
    static let probeDown = Fault(
        name: "probe-down",
        sentence: "The verification endpoint never answers.",
        role: .api,
        expected: .isInconclusive("probe_unreachable", saying: "the trigger was not dispatched"),
        seams: Seams(look: { $0.reply = .silence }))
}
