/// One comparator of a pattern and its operand.
enum Comparator: Sendable, Hashable {
    /// The comparators' names.
    enum Word: String, CaseIterable {
        case contains, exists, gt, gte, lt, lte, matches, not
        case oneOf = "one_of"
    }

    /// An order between two numbers or two strings.
    enum Order: String, Sendable, Hashable {
        case lt = "<"
        case lte = "≤"
        case gt = ">"
        case gte = "≥"
    }

    case order(Order, JSON)
    case contains(PatternNode)
    case matches(TextPattern)
    case exists(Bool)
    case oneOf([PatternNode])
    case not(PatternNode)

    var isVacuous: Bool {
        switch self {
        case .order, .contains, .matches, .not: false
        case .exists(let wanted): wanted
        case .oneOf(let patterns): patterns.contains(where: \.isVacuous)
        }
    }

    /// The comparator in words, for "expected".
    var summary: String {
        switch self {
        case .order(let order, let operand): "\(order.rawValue) \(operand.summary())"
        case .contains(let pattern): "contains \(pattern.summary)"
        case .matches(let pattern): "matches /\(pattern.text)/"
        case .exists(let wanted): wanted ? "anything" : "nothing"
        case .oneOf(let patterns): "one of " + patterns.map(\.summary).joined(separator: ", ")
        case .not(let pattern): "not \(pattern.summary)"
        }
    }

    func holds(for value: JSON?) -> Bool {
        switch (self, value) {
        case (.exists(let wanted), _): wanted == (value != nil)
        case (.oneOf(let patterns), _): patterns.contains { $0.holds(for: value) }
        case (_, nil): false
        case (.order(let order, let operand), let value?):
            switch order {
            case .lt: value.precedes(operand) ?? false
            case .gt: operand.precedes(value) ?? false
            case .lte: value.precedes(operand) ?? false || value == operand
            case .gte: operand.precedes(value) ?? false || value == operand
            }
        case (.contains(let pattern), .array(let elements)?): elements.contains { pattern.holds(for: $0) }
        case (.contains(.value(.string(let needle))), .string(let text)?): text.utf8.contains(needle.utf8)
        case (.contains, _): false
        case (.matches(let pattern), .string(let text)?): pattern.isFound(in: text)
        case (.matches, _): false
        case (.not(let pattern), let value?): !pattern.holds(for: value)
        }
    }
}

extension Comparator {
    /// Reads a map whose every key is a comparator.
    static func read(
        _ members: [String: JSON], at path: String, depth: Int, first: String
    ) throws(JSONPatternError) -> [Comparator] {
        var comparators: [Comparator] = []
        for (name, operand) in members.sorted(by: { $0.key < $1.key }) {
            guard let word = Word(rawValue: name) else { continue }
            comparators.append(try Comparator(word, operand, at: path + NormalizedPath.segment(name), depth: depth + 1))
        }
        if comparators.contains(.exists(false)), comparators.count > 1 {
            throw JSONPatternError(
                path: path,
                message: "'exists: false' beside '\(first == "exists" ? "other comparators" : first)' can never hold",
                remedy: "keep one of them"
            )
        }
        return comparators
    }

    private init(_ word: Word, _ operand: JSON, at path: String, depth: Int) throws(JSONPatternError) {
        switch word {
        case .gt: self = .order(.gt, try Self.ordered(operand, word, at: path))
        case .gte: self = .order(.gte, try Self.ordered(operand, word, at: path))
        case .lt: self = .order(.lt, try Self.ordered(operand, word, at: path))
        case .lte: self = .order(.lte, try Self.ordered(operand, word, at: path))
        case .contains:
            if operand == "" {
                throw Self.error(path, "every text contains the empty one", "write the text to look for")
            }
            self = .contains(try PatternNode(operand, at: path, depth: depth))
        case .matches:
            guard case .string(let text) = operand else {
                throw Self.error(
                    path, "'matches' takes a regular expression, not \(Self.article(operand))",
                    "write it as text in single quotes, as in matches: '^ord_[0-9]+$'"
                )
            }
            do {
                self = .matches(try TextPattern(text))
            } catch {
                throw Self.error(path, error.message, error.remedy)
            }
        case .exists:
            guard case .bool(let wanted) = operand else {
                throw Self.error(
                    path, "'exists' takes true or false, not \(Self.article(operand))", "write true or false")
            }
            self = .exists(wanted)
        case .oneOf:
            guard case .array(let options) = operand, !options.isEmpty else {
                throw Self.error(
                    path, "'one_of' takes a list of at least one pattern", "write one_of: [first, second]"
                )
            }
            var patterns: [PatternNode] = []
            for (index, option) in options.enumerated() {
                let place = path + NormalizedPath.segment(index)
                patterns.append(try PatternNode(option, at: place, depth: depth))
            }
            self = .oneOf(patterns)
        case .not:
            let pattern = try PatternNode(operand, at: path, depth: depth)
            if case .comparators(let comparators) = pattern, case .exists(let wanted)? = comparators.first,
                comparators.count == 1
            {
                throw Self.error(path, "'not' around 'exists' says it twice", "write exists: \(!wanted)")
            }
            if pattern.isVacuous {
                throw Self.error(path, "'not' around a pattern that matches everything can never hold", "remove it")
            }
            self = .not(pattern)
        }
    }

    private static func ordered(_ operand: JSON, _ word: Word, at path: String) throws(JSONPatternError) -> JSON {
        switch operand {
        case .integer, .number, .string: return operand
        default:
            throw error(
                path, "'\(word.rawValue)' takes a number or a text, not \(article(operand))",
                "write \(word.rawValue): 1"
            )
        }
    }

    private static func article(_ json: JSON) -> String {
        switch json {
        case .null: "null"
        case .array, .object: "an \(json.typeName)"
        default: "a \(json.typeName)"
        }
    }

    private static func error(_ path: String, _ message: String, _ remedy: String) -> JSONPatternError {
        JSONPatternError(path: path, message: message, remedy: remedy)
    }
}
