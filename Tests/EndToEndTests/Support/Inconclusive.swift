import Testing

/// Expects that a run was inconclusive for a reason, that its bundle is whole, and that one line says why.
func expectInconclusive(
    _ ending: Ending,
    _ bundle: RunBundle,
    _ reason: String,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(ending.status == 3, "\(ending.all)", sourceLocation: sourceLocation)
    #expect(bundle.isWhole, "\(bundle.files)", sourceLocation: sourceLocation)
    #expect(bundle.verdict == "inconclusive", sourceLocation: sourceLocation)
    #expect(bundle.reasons.first == reason, "\(bundle.reasons): \(bundle.detail)", sourceLocation: sourceLocation)
    #expect(!bundle.detail.isEmpty && !bundle.detail.contains("\n"), sourceLocation: sourceLocation)
    let words = bundle.detail.prefix(60)
    #expect(ending.output.contains { $0.contains(words) }, "\(ending.output)", sourceLocation: sourceLocation)
}
