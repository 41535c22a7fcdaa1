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
            // What a fragment keeps is the same thing each time that it is used.
            if name.span.file != nil, name.span == earlier { return nil }
            return draft.fault(
                .duplicateName, at: name.span,
                "`\(name)` is already the name of something on \(draft.line(of: earlier, at: name.span))",
                remedy: "choose another name"
            )
        }
    }
}
