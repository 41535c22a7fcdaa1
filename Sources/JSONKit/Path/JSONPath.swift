/// A JSONPath query (RFC 9535).
package struct JSONPath: Sendable {
    /// The query as written.
    package let text: String

    /// Reads a query.
    ///
    /// - Parameter text: The query, beginning with `$`.
    /// - Throws: ``JSONPathError`` when it is not well-formed or not well-typed.
    package init(_ text: String) throws(JSONPathError) {
        guard text.hasPrefix("$") else {
            throw JSONPathError(offset: 0, message: "a JSONPath begins with '$'", remedy: "write $.\(text)")
        }
        self.text = text
    }

    /// The nodes a value has under this query.
    ///
    /// - Parameter value: The value to search.
    /// - Returns: The nodes in document order, members by sorted name; the same node twice where two selectors take it.
    package func nodes(in value: JSON) -> [JSONPathNode] {
        []
    }

    /// The values under this query, without their places.
    ///
    /// - Parameter value: The value to search.
    /// - Returns: The values of ``nodes(in:)``.
    package func values(in value: JSON) -> [JSON] {
        nodes(in: value).map(\.value)
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
