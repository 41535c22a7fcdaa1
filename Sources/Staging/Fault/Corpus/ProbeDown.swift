extension Fault {
    static let probeDown = Fault(
        name: "probe-down",
        sentence: "The verification endpoint never answers.",
        role: .api,
        seams: Seams(look: { $0.reply = .silence }))
}
