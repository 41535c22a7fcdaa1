/// A JSONPath query (RFC 9535).
package struct JSONPath: Sendable {
    /// The query as written.
    package let text: String
    /// What RFC 9535 allows and yet cannot be meant, for a linter to say: a `match` or `search` with a regular
    /// expression that is not I-Regexp (RFC 9485) is false for every value.
    package let cautions: [JSONPathError]
    private let query: PathQuery

    /// Reads a query.
    ///
    /// - Parameter text: The query, beginning with `$`.
    /// - Throws: ``JSONPathError`` when it is not well-formed or not well-typed.
    package init(_ text: String) throws(JSONPathError) {
        var parser = PathParser(text)
        query = try parser.parse()
        cautions = parser.cautions
        self.text = text
    }

    /// Whether the query selects one node at most, by its form: only names and indexes.
    package var isSingular: Bool { query.isSingular }

    /// Whether the query ends in one member of each of several nodes, by its form: `…[*].name`, also after a filter or a
    /// slice.
    package var takesMemberOfEach: Bool { query.takesMemberOfEach }

    /// The nodes a value has under this query.
    ///
    /// - Parameter value: The value to search.
    /// - Returns: The nodes in document order, members by sorted name; the same node twice where two selectors take
    ///   it; none when the query was given up, which ``select(in:)`` tells apart.
    package func nodes(in value: JSON) -> [JSONPathNode] {
        (try? select(in: value)) ?? []
    }

    /// The nodes a value has under this query, or why there is no telling.
    ///
    /// - Parameter value: The value to search.
    /// - Returns: The nodes in document order, members by sorted name.
    /// - Throws: ``JSONPathError`` when the query takes more work on this value than any useful one does.
    package func select(in value: JSON) throws(JSONPathError) -> [JSONPathNode] {
        try evaluate(on: value, withTrails: true).map { found in
            var steps: [JSONPathNode.Step] = []
            var trail = found.trail
            while let step = trail {
                steps.append(step.step)
                trail = step.parent
            }
            return JSONPathNode(value: found.value, steps: steps.reversed())
        }
    }

    /// The values under this query, without their places.
    ///
    /// - Parameter value: The value to search.
    /// - Returns: The values of ``nodes(in:)``.
    package func values(in value: JSON) -> [JSON] {
        ((try? evaluate(on: value, withTrails: false)) ?? []).map(\.value)
    }

    private func evaluate(on value: JSON, withTrails: Bool) throws(JSONPathError) -> [PathEvaluator.Found] {
        var evaluator = PathEvaluator(root: value)
        let found = evaluator.select(query, current: value, withTrails: withTrails)
        if evaluator.isExhausted {
            throw JSONPathError(
                offset: 0,
                message: "the query selects too much in this value",
                remedy: "name the members on the way instead of descending with '..' more than once"
            )
        }
        return found
    }
}

extension JSONPath: Hashable {
    /// Queries are equal when they are written alike.
    ///
    /// - Parameters:
    ///   - left: One query.
    ///   - right: The other.
    /// - Returns: Whether both have the same text.
    package static func == (left: JSONPath, right: JSONPath) -> Bool {
        left.text == right.text
    }

    /// Hashes the text.
    ///
    /// - Parameter hasher: Takes the text.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(text)
    }
}

extension JSONPath: CustomStringConvertible {
    /// The query as written.
    package var description: String { text }
}

extension JSONPath: Codable {
    /// Reads the query from a string.
    ///
    /// - Parameter decoder: Holds a string.
    /// - Throws: ``JSONPathError``, or what the decoder throws.
    package init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode(String.self))
    }

    /// Writes the query as a string.
    ///
    /// - Parameter encoder: Any encoder.
    /// - Throws: What the encoder throws.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
