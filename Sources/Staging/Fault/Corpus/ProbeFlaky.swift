extension Fault {
    /// Every third look is spared, so that three tries in a row always see something.
    static let probeFlaky = Fault(
        name: "probe-flaky",
        sentence: "The verification endpoint answers some looks (probe-flaky:0.2: a fifth) with 502 or a page of HTML.",
        role: .api,
        rateCounts: .looks,
        expected: .passes(),
        seams: Seams(look: { look in
            guard !look.number.isMultiple(of: 3), look.dice < look.rate ?? 0.3 else { return }
            look.reply = look.number.isMultiple(of: 2) ? .badGateway : .page
        }))
}
