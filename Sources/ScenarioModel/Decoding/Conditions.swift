extension Decoder {
    /// A condition that is the whole value of a key.
    func condition(_ node: YAMLNode, of key: String) -> ConditionSpec? {
        let example = "\(key): { probe: NAME, match: { field: value } }"
        guard var fields = fields(node, of: key, example: example) else { return nil }
        let condition = condition(&fields)
        fields.finish(hints: Self.conditionHints)
        return condition
    }

    /// Reads a condition out of a map that may have more in it.
    func condition(_ fields: inout Fields) -> ConditionSpec? {
        let probe = fields.require("probe", example: "probe: NAME").flatMap { name($0) }
        let test = test(&fields)
        guard let probe, let test else { return nil }
        return ConditionSpec(probe: probe, test: test, span: fields.span)
    }

    private func test(_ fields: inout Fields) -> ConditionSpec.Test? {
        let match = fields.take("match")
        let path = fields.take("path")
        let count = fields.take("count")
        let exactly = fields.take("exactly")
        let change = fields.take("changes_by")
        if let count {
            for other in [match, path].compactMap(\.self) {
                report(
                    .conflictingKeys, at: other.span, "`count` and `\(other.key)` are two tests",
                    remedy: "make a stage of each"
                )
            }
            return counting(count, exactly: exactly, change: change)
        }
        for other in [exactly, change].compactMap(\.self) {
            report(
                .conflictingKeys, at: other.span, "`\(other.key)` belongs to `count`",
                remedy: "write count: \"$.items\", \(other.key): 1"
            )
        }
        guard let match else {
            if let path {
                _ = self.path(path)
                report(
                    .missingKey, at: path.span, "`path` needs `match`",
                    remedy: "write match: VALUE, or match: { exists: true }"
                )
            } else if exactly == nil, change == nil, !fields.isIncomplete, !fields.hasMisspelt(["match", "count"]) {
                report(
                    .missingKey, at: fields.span, "`\(fields.owner)` does not say what has to hold",
                    remedy: "write match: { field: value }, or count: \"$.items\", exactly: 1"
                )
            }
            return nil
        }
        let pattern = pattern(match)
        guard let path else { return pattern.map { .match($0) } }
        guard let selected = self.path(path), let pattern else { return nil }
        return .path(selected, pattern)
    }

    private func counting(_ count: YAMLEntry, exactly: YAMLEntry?, change: YAMLEntry?) -> ConditionSpec.Test? {
        let path = path(count)
        if let exactly, let change {
            report(
                .conflictingKeys, at: max(exactly.span, change.span), "`exactly` and `changes_by` exclude each other",
                remedy: "keep one of them"
            )
        }
        if let exactly {
            guard let number = integer(exactly, in: 0...1_000_000), let path else { return nil }
            return .exactly(path, number)
        }
        if let change {
            guard let number = integer(change, in: -1_000_000...1_000_000), let path else { return nil }
            return .changesBy(path, number)
        }
        report(
            .missingKey, at: count.span, "`count` does not say how many",
            remedy: "write exactly: 1 beside it, or changes_by: 1"
        )
        return nil
    }

    static let conditionHints: [String: String] = {
        var hints = ["equals": "write match: VALUE", "value": "write match: VALUE", "min": "write match: { gte: 1 }"]
        for comparator in Comparators.names {
            hints[comparator] = "write match: { \(comparator): … }"
        }
        return hints
    }()
}
