/// One part of a pattern, read and checked.
indirect enum PatternNode: Sendable, Hashable {
    /// An equal value; never an array or an object.
    case value(JSON)
    /// An object with at least these fields, by sorted name.
    case fields([Field])
    /// An array of exactly these elements.
    case elements([PatternNode])
    /// All of these comparators.
    case comparators([Comparator])

    /// A field and what it must look like.
    struct Field: Sendable, Hashable {
        var name: String
        var pattern: PatternNode
    }

    /// A deeper pattern is refused, so that no walk over it can exhaust a thread's stack.
    private static let maximumDepth = 64

    init(_ json: JSON, at path: String, depth: Int) throws(JSONPatternError) {
        guard depth <= Self.maximumDepth else {
            throw JSONPatternError(
                path: path,
                message: "the pattern is nested deeper than \(Self.maximumDepth) levels",
                remedy: "select the inner part with path: and match that"
            )
        }
        switch json {
        case .object(let members):
            let comparators = members.keys.filter { Comparator.Word(rawValue: $0) != nil }.sorted()
            if let word = comparators.first, comparators.count == members.count {
                self = .comparators(try Comparator.read(members, at: path, depth: depth, first: word))
                return
            }
            if let word = comparators.first, let field = members.keys.sorted().first(where: { $0 != word }) {
                throw JSONPatternError(
                    path: path,
                    message: "'\(word)' is a comparator and stands beside the field '\(field)'",
                    remedy: "put it under the field it is about, as in { \(field): { \(word): … } };"
                        + " a field that is really called '\(word)' is reached with path:"
                )
            }
            var fields: [Field] = []
            for (name, member) in members.sorted(by: { $0.key < $1.key }) {
                let place = path + NormalizedPath.segment(name)
                fields.append(Field(name: name, pattern: try PatternNode(member, at: place, depth: depth + 1)))
            }
            self = .fields(fields)
        case .array(let elements):
            var patterns: [PatternNode] = []
            for (index, element) in elements.enumerated() {
                let place = path + NormalizedPath.segment(index)
                patterns.append(try PatternNode(element, at: place, depth: depth + 1))
            }
            self = .elements(patterns)
        default: self = .value(json)
        }
    }

    var isVacuous: Bool {
        switch self {
        case .value, .elements: false
        case .fields(let fields): fields.isEmpty
        case .comparators(let comparators): comparators.allSatisfy(\.isVacuous)
        }
    }

    /// The pattern in words, for "expected".
    var summary: String {
        switch self {
        case .value(let value): value.summary()
        case .fields(let fields):
            fields.isEmpty
                ? "an object" : "{" + fields.map { "\($0.name): \($0.pattern.summary)" }.joined(separator: ", ") + "}"
        case .elements(let patterns): "[" + patterns.map(\.summary).joined(separator: ", ") + "]"
        case .comparators(let comparators): comparators.map(\.summary).joined(separator: " and ")
        }
    }

    func holds(for value: JSON?) -> Bool {
        switch self {
        case .value(let expected): value == expected
        case .fields(let fields):
            if case .object(let members)? = value {
                fields.allSatisfy { $0.pattern.holds(for: members[$0.name]) }
            } else {
                false
            }
        case .elements(let patterns):
            if case .array(let elements)? = value, elements.count == patterns.count {
                zip(patterns, elements).allSatisfy { $0.holds(for: $1) }
            } else {
                false
            }
        case .comparators(let comparators): comparators.allSatisfy { $0.holds(for: value) }
        }
    }

    func compare(with value: JSON?, at path: String, into mismatches: inout [JSONMismatch]) {
        func add(_ expected: String, _ actual: String? = nil) {
            let summary = value?.summary() ?? "nothing"
            let isLong = expected.count > 200
            let expected = isLong ? expected.prefix(199) + "…" : expected
            mismatches.append(JSONMismatch(path: path, expected: expected, actual: actual ?? summary))
        }
        switch (self, value) {
        case (.fields(let fields), .object(let members)):
            for field in fields {
                let place = path + NormalizedPath.segment(field.name)
                field.pattern.compare(with: members[field.name], at: place, into: &mismatches)
            }
        case (.elements(let patterns), .array(let elements)):
            guard patterns.count == elements.count else {
                return add(
                    "an array of \(patterns.count)", "an array of \(elements.count): \(JSON.array(elements).summary())")
            }
            for (index, pattern) in patterns.enumerated() {
                pattern.compare(with: elements[index], at: path + NormalizedPath.segment(index), into: &mismatches)
            }
        case (.comparators(let comparators), _):
            for comparator in comparators where !comparator.holds(for: value) {
                add(comparator.summary)
            }
        case (.value(let expected), let value?):
            if expected != value {
                // 1 and "1" look too much alike in a report to leave the types out.
                let alike = expected.typeName != value.typeName && !value.isNull && !expected.isNull
                add(expected.summary(), alike ? "\(value.summary()) (\(value.typeName))" : nil)
            }
        default: add(summary)
        }
    }
}
