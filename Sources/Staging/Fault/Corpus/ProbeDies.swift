extension Fault {
    static let probeDies = Fault(
        name: "probe-dies",
        sentence: "The verification endpoint answers 502 from the moment the upgrade is accepted.",
        role: .api,
        expected: .isInconclusive("probe_unreachable"),
        seams: Seams(look: { look in
            if look.answer.apiAccepted { look.reply = .badGateway }
        }))
}
