/// A name stands for one thing throughout a run.
enum DuplicateNameRule: Rule {
    static func check(_ draft: Draft) -> [Diagnostic] {
        var first: [String: SourceSpan] = [:]
        let captures = draft.everyStep.flatMap(\.captures).map(\.name)
        return (draft.scenario.lets.map(\.name) + captures).compactMap { name in
            guard let earlier = first[name.text] else {
                first[name.text] = name.span
                return nil
            }
            return draft.fault(
                .duplicateName, at: name.span, "`\(name)` is already the name of something on line \(earlier.line)",
                remedy: "choose another name"
            )
        }
    }
}
