internal import JSONKit

extension Decoder {
    /// A text in which nothing is filled in.
    func text(_ entry: YAMLEntry, example: String? = nil) -> String? {
        text(entry.value, for: entry.key, example: example)
    }

    /// A text in which nothing is filled in.
    func text(_ node: YAMLNode, for key: String, example: String? = nil) -> String? {
        guard let text = node.text, !node.isEmpty else {
            wrongType(node, expected: "a text", for: key, remedy: "write \(example ?? "\(key): TEXT")")
            return nil
        }
        if text.contains("${") {
            report(
                .noInterpolation, at: node.span, "`${…}` is not filled in in `\(key)`",
                remedy: "write the text itself"
            )
            return nil
        }
        return text
    }

    /// A text, and where it stands.
    func name(_ entry: YAMLEntry, example: String? = nil) -> Name? {
        text(entry, example: example).map { Name($0, span: entry.value.span) }
    }

    /// `true` or `false`.
    func flag(_ entry: YAMLEntry) -> Bool? {
        if case .scalar(let text, plain: true) = entry.value.kind {
            if text == "true" { return true }
            if text == "false" { return false }
            let meant: Bool? =
                switch text.lowercased() {
                case "true", "yes", "on", "y": true
                case "false", "no", "off", "n": false
                default: nil
                }
            if let meant {
                report(
                    .wrongValue, at: entry.value.span, "`\(entry.key)` is true or false, not `\(text)`",
                    remedy: "write \(entry.key): \(meant)", suggestion: "\(meant)"
                )
                return nil
            }
        }
        let remedy = "write \(entry.key): true or \(entry.key): false, without quotes"
        wrongType(entry.value, expected: "true or false", for: entry.key, remedy: remedy)
        return nil
    }

    /// A whole number within a range.
    func integer(_ entry: YAMLEntry, in range: ClosedRange<Int>) -> Int? {
        integer(entry.value, for: entry.key, in: range)
    }

    /// A whole number within a range.
    func integer(_ node: YAMLNode, for key: String, in range: ClosedRange<Int>) -> Int? {
        guard case .scalar(let text, plain: true) = node.kind, let number = Int(text) else {
            wrongType(node, expected: "a whole number", for: key, remedy: "write a number, without quotes")
            return nil
        }
        guard range.contains(number) else {
            let bounds =
                range.upperBound == .max ? "\(range.lowerBound) or more" : "\(range.lowerBound) to \(range.upperBound)"
            report(.wrongValue, at: node.span, "`\(key)` cannot be \(number)", remedy: "write \(bounds)")
            return nil
        }
        return number
    }

    /// A number, possibly with a fraction.
    func number(_ entry: YAMLEntry) -> Double? {
        guard case .scalar(let text, plain: true) = entry.value.kind, let number = Double(text), number.isFinite else {
            wrongType(entry.value, expected: "a number", for: entry.key, remedy: "write a number, without quotes")
            return nil
        }
        return number
    }

    /// A duration with its unit.
    func duration(_ entry: YAMLEntry, atLeast minimum: Duration = .milliseconds(1)) -> Duration? {
        duration(entry.value, for: entry.key, atLeast: minimum)
    }

    /// A duration with its unit.
    func duration(_ node: YAMLNode, for key: String, atLeast minimum: Duration = .milliseconds(1)) -> Duration? {
        guard let text = node.text, !node.isEmpty else {
            wrongType(node, expected: "a duration", for: key, remedy: "write a number and a unit, as in 5s")
            return nil
        }
        if text.contains("${") {
            report(
                .noInterpolation, at: node.span, "`${…}` is not filled in in `\(key)`", remedy: "write the duration"
            )
            return nil
        }
        do {
            let duration = try DurationText.parse(text)
            if duration >= minimum { return duration }
            report(
                .badDuration, at: node.span, "`\(key)` cannot be \(text)",
                remedy: "write \(DurationText.format(minimum)) or more"
            )
        } catch {
            let isClock = text.contains(/^\d+:\d/)
            report(
                isClock ? .yamlClock : .badDuration, at: node.span, error.message, remedy: error.remedy,
                suggestion: error.suggestion
            )
        }
        return nil
    }

    /// One of a few words.
    func word<Word: RawRepresentable & CaseIterable>(_ entry: YAMLEntry, as type: Word.Type) -> Word?
    where Word.RawValue == String {
        guard let text = text(entry) else { return nil }
        if let word = Word(rawValue: text) { return word }
        let words = Word.allCases.map(\.rawValue)
        let nearest = StringDistance.nearest(to: text, in: words)
        report(
            .wrongValue, at: entry.value.span, "`\(entry.key)` cannot be `\(text)`",
            remedy: "write \(words.joined(separator: " or "))", suggestion: nearest.map { "did you mean `\($0)`?" }
        )
        return nil
    }

    /// The elements of a list.
    func list(_ entry: YAMLEntry, example: String) -> [YAMLNode]? {
        if case .list(let elements) = entry.value.kind { return elements }
        let single = entry.value.text.flatMap { $0.isEmpty ? nil : "[\($0)]" }
        wrongType(
            entry.value, expected: "a list", for: entry.key, remedy: "write \(example)", suggestion: single
        )
        return nil
    }

    /// A list, or a single element in its stead.
    func oneOrMore(_ entry: YAMLEntry) -> [YAMLNode] {
        if case .list(let elements) = entry.value.kind { return elements }
        return [entry.value]
    }

    /// A list of texts.
    func texts(_ entry: YAMLEntry, example: String) -> [Name] {
        (list(entry, example: example) ?? []).compactMap { node in
            text(node, for: entry.key, example: example).map { Name($0, span: node.span) }
        }
    }
}
