internal import JSONKit

extension Decoder {
    /// The `cases` section.
    func cases(_ entry: YAMLEntry) -> [ScenarioCase] {
        let example = "cases: [{ plan: pro }, { plan: team }]"
        guard let nodes = list(entry, example: example) else { return [] }
        if nodes.isEmpty {
            report(
                .emptyValue, at: entry.value.span, "`cases` has no case", remedy: "write \(example), or leave it out"
            )
        }
        return nodes.compactMap(scenarioCase)
    }

    private func scenarioCase(_ node: YAMLNode) -> ScenarioCase? {
        guard let fields = fields(node, of: "cases", example: "- { plan: pro }") else { return nil }
        if fields.entries.isEmpty {
            report(.emptyValue, at: node.span, "this case says nothing", remedy: "write - { plan: pro }")
        }
        var values: [String: JSON] = [:]
        for entry in fields.entries {
            checkCaseName(entry)
            let value = caseValue(entry)
            values[entry.key] = value
            for (member, inner) in value.objectValue ?? [:] { values["\(entry.key).\(member)"] = inner }
        }
        let words = fields.entries.map { YAMLNode(kind: .map([$0]), span: node.span).summary(limit: Self.labelLength) }
        let label = words.joined(separator: ", ")
        return ScenarioCase(
            values: values,
            label: label.count <= Self.labelLength ? label : label.prefix(Self.labelLength - 1) + "…",
            span: node.span,
            names: fields.entries.flatMap { entry in
                let members = (entry.value.entries ?? []).filter { !$0.isLost }
                return [Name(entry.key, span: entry.span)]
                    + members.map { Name("\(entry.key).\($0.key)", span: $0.span) }
            }
        )
    }

    private static let labelLength = 60

    /// A text, a number, true or false, or a map of such; what cannot be read is nothing, so that its name is known.
    private func caseValue(_ entry: YAMLEntry) -> JSON {
        guard entry.value.entries != nil else { return caseDatum(entry) }
        let example = "\(entry.key): { name: VALUE }"
        guard let fields = fields(entry.value, of: entry.key, example: example) else { return .null }
        if fields.entries.isEmpty {
            report(.emptyValue, at: entry.value.span, "`\(entry.key)` has no value", remedy: "write \(example)")
        }
        var members: [String: JSON] = [:]
        for member in fields.entries {
            checkCaseName(member)
            members[member.key] = caseDatum(member)
        }
        return .object(members)
    }

    private func caseDatum(_ entry: YAMLEntry) -> JSON {
        let remedy = "write \(entry.key): VALUE"
        guard case .scalar(let text, let plain) = entry.value.kind, !entry.value.isEmpty else {
            wrongType(entry.value, expected: "a text, a number, true or false", for: entry.key, remedy: remedy)
            return .null
        }
        if plain, let value = Self.plainValue(text) {
            if value.isNull {
                report(.emptyValue, at: entry.value.span, "`\(entry.key)` has no value", remedy: remedy)
            }
            return value
        }
        if text.contains("${") {
            report(
                .noInterpolation, at: entry.value.span, "`${…}` is not filled in in `cases`",
                remedy: "write the value itself; what is made of it goes into `let`"
            )
        }
        return .string(text)
    }

    /// Reports a name that cannot stand behind `case.`.
    private func checkCaseName(_ entry: YAMLEntry) {
        guard !Spelling.isName(entry.key) else { return }
        report(
            .badName, at: entry.span, "`\(entry.key)` cannot be the name of a value",
            remedy: "use letters, digits, `_` and `-`, and begin with a letter"
        )
    }
}
