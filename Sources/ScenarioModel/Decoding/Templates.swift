internal import JSONKit

extension Decoder {
    /// A text with `${…}` in it.
    func template(_ entry: YAMLEntry, example: String? = nil) -> Template? {
        template(entry.value, for: entry.key, example: example)
    }

    /// A text with `${…}` in it.
    func template(_ node: YAMLNode, for key: String, example: String? = nil) -> Template? {
        guard let text = node.text, !node.isEmpty else {
            wrongType(node, expected: "a text", for: key, remedy: "write \(example ?? "\(key): TEXT")")
            return nil
        }
        return template(text, at: node.span)
    }

    /// An address: a text in which data is encoded.
    func address(_ entry: YAMLEntry, example: String? = nil) -> Template? {
        template(entry, example: example)?.asAddress
    }

    /// Reads the parts of a text.
    private func template(_ text: String, at span: SourceSpan) -> Template {
        var reader = InterpolationPlaces(span)
        var segments: [Template.Segment] = []
        var plain = ""
        var rest = text[...]
        while let dollar = rest.firstIndex(of: "$") {
            plain += rest[..<dollar]
            rest = rest[dollar...]
            if rest.hasPrefix("$${") {
                plain += "${"
                rest = rest.dropFirst(3)
            } else if rest.hasPrefix("${") {
                let place = reader.next(in: source) ?? span
                let (name, length) = interpolation(rest, at: place)
                if let name {
                    let place = SourceSpan(place, length: name.count + 3)
                    for segment in input(name, at: place) ?? [.variable(Name(name, span: place))] {
                        // Neighbouring texts are joined.
                        guard case .text(let part) = segment else {
                            if !plain.isEmpty { segments.append(.text(plain)) }
                            plain = ""
                            segments.append(segment)
                            continue
                        }
                        plain += part
                    }
                }
                rest = rest.dropFirst(length)
            } else {
                plain += "$"
                rest = rest.dropFirst()
            }
        }
        plain += rest
        if !plain.isEmpty { segments.append(.text(plain)) }
        return Template(segments: segments, source: text, span: span)
    }

    /// Reads what begins with `${`: its name, if it is one, and its length.
    private func interpolation(_ text: Substring, at span: SourceSpan) -> (name: String?, length: Int) {
        guard let close = text.firstIndex(of: "}") else {
            report(
                .badInterpolation, at: SourceSpan(span, length: 2), "`${` is not closed",
                remedy: "write `}` after the name, or `$${` for the two characters themselves"
            )
            return (nil, text.count)
        }
        let inner = text[..<close].dropFirst(2)
        let length = inner.count + 3
        if Spelling.isDottedName(inner) { return (String(inner), length) }
        let bare = inner.filter { $0.isLetter || $0.isNumber || "._-".contains($0) }
        report(
            .badInterpolation, at: SourceSpan(span, length: length), "`\(text[...close])` has no name in it",
            remedy: "write ${\(bare.isEmpty ? "NAME" : bare)}, or `$${` for the two characters `${` themselves"
        )
        return (nil, length)
    }

    /// A JSON value with templates in its leaves.
    func json(_ node: YAMLNode, for key: String) -> JSONTemplate? {
        switch node.kind {
        case .scalar(let text, let plain):
            if plain, let value = Self.plainValue(text) { return .value(value) }
            return wholeInput(text) ?? .text(template(text, at: node.span))
        case .list(let elements):
            return .array(elements.compactMap { json($0, for: key) })
        case .map(let entries):
            var members: [JSONTemplate.Member] = []
            for entry in entries where !entry.isLost {
                if entry.key.contains("${") {
                    report(
                        .noInterpolation, at: entry.span, "`${…}` is not filled in in a key",
                        remedy: "write the key itself"
                    )
                }
                guard let value = json(entry.value, for: entry.key) else { continue }
                members.append(JSONTemplate.Member(name: Name(entry.key, span: entry.span), value: value))
            }
            return .object(members)
        case .unreadable:
            return nil
        }
    }

    /// What is no text where any JSON value may stand: JSON's own words and numbers, and nothing else, so that `no`,
    /// `007` and `1:30` stay texts.
    static func plainValue(_ text: String) -> JSON? {
        switch text {
        case "", "null", "~": return .null
        case "true": return .bool(true)
        case "false": return .bool(false)
        default:
            guard Spelling.isNumber(text) else { return nil }
            if let integer = Int64(text) { return .integer(integer) }
            guard let number = Double(text), number.isFinite else { return nil }
            return .number(number)
        }
    }

    /// A JSONPath, checked as far as it is known.
    func path(_ entry: YAMLEntry) -> PathTemplate? {
        guard let template = template(entry, example: "\(entry.key): \"$.items\"") else { return nil }
        let path = PathTemplate(template)
        do {
            _ = try JSONPath(path.example)
            return path
        } catch {
            let place = template.literal.flatMap { source.place(of: error.offset, in: $0, at: entry.value.span) }
            report(
                .badPath, at: place ?? entry.value.span,
                "`\(template.source)` is not a JSONPath: \(error.message)", remedy: error.remedy
            )
            return nil
        }
    }

    /// A pattern, checked as far as it is known.
    func pattern(_ entry: YAMLEntry) -> JSONTemplate? {
        if entry.value.isEmpty {
            wrongType(entry.value, expected: "a pattern", for: entry.key, remedy: "write match: { field: value }")
            return nil
        }
        guard let template = json(entry.value, for: entry.key) else { return nil }
        do {
            _ = try JSONPattern(template.example)
            return template
        } catch {
            report(
                .badPattern, at: entry.value.span,
                error.path == "$" ? error.message : "\(error.path): \(error.message)",
                remedy: error.remedy
            )
            return nil
        }
    }

    /// A regular expression.
    func regex(_ entry: YAMLEntry) -> TextPattern? {
        guard let text = text(entry, example: "\(entry.key): 'id=(.+)'") else { return nil }
        do {
            return try TextPattern(text)
        } catch {
            report(.badRegex, at: entry.value.span, error.message, remedy: error.remedy)
            return nil
        }
    }
}

extension JSONTemplate {
    /// The value with some text in the place of every variable, to see whether its shape is right.
    var example: JSON {
        switch self {
        case .value(let value): value
        case .text(let template): .string(template.literal ?? "x")
        case .array(let elements): .array(elements.map(\.example))
        case .object(let members):
            .object(Dictionary(members.map { ($0.name.text, $0.value.example) }) { first, _ in first })
        }
    }
}

extension SourceSpan {
    /// The same place with another length.
    init(_ place: SourceSpan, length: Int) {
        self.init(line: place.line, column: place.column, length: length, file: place.file)
    }
}

extension SourceText {
    /// The place of one character of a value, where the value stands in the file just as it reads.
    fileprivate func place(of offset: Int, in text: String, at span: SourceSpan) -> SourceSpan? {
        let rest = lines[span.line - 1].dropFirst(span.column - 1)
        let isQuoted = rest.first == "\"" || rest.first == "'"
        guard rest.dropFirst(isQuoted ? 1 : 0).starts(with: text.unicodeScalars) else { return nil }
        let last = max(0, text.unicodeScalars.count - 1)
        let column = span.column + (isQuoted ? 1 : 0) + min(offset, last)
        return SourceSpan(line: span.line, column: column, file: span.file)
    }
}

/// Finds the places of `${` from a text's beginning on; `$${` is none.
private struct InterpolationPlaces {
    private let file: String?
    private var row: Int
    private var column: Int

    init(_ span: SourceSpan) {
        file = span.file
        row = span.line - 1
        column = span.column - 1
    }

    mutating func next(in source: SourceText) -> SourceSpan? {
        while row < source.lines.count {
            let line = source.lines[row]
            while column + 1 < line.count {
                if line[column] == "$", line[column + 1] == "$", column + 2 < line.count, line[column + 2] == "{" {
                    column += 3
                } else if line[column] == "$", line[column + 1] == "{" {
                    column += 2
                    return SourceSpan(line: row + 1, column: column - 1, file: file)
                } else {
                    column += 1
                }
            }
            row += 1
            column = 0
        }
        return nil
    }
}
