extension Fault {
    static let falseSuccess = Fault(
        name: "false-success",
        sentence: "The page calls an endpoint that is gone and says success without looking at the answer.",
        role: .web,
        expected: .fails("stage_missing", at: "web -> api", "contradicted", saying: "the page showed success", "404"),
        seams: Seams(billingPage: {
            $0.upgradePath = "/v1/upgrade"
            $0.checksAnswer = false
        }))
}
