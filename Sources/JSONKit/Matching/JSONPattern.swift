/// What a JSON value must look like, as `match:` says it: partial and recursive.
///
/// An object asks for its fields and allows others; an array asks for the same length and order; anything else asks
/// for an equal value. A map of comparators (`gte`, `gt`, `lte`, `lt`, `contains`, `matches`, `exists`, `one_of`,
/// `not`) asks for all of them. A missing value satisfies only `exists: false`.
package struct JSONPattern: Sendable, Hashable {
    /// The value the pattern was read from.
    package let source: JSON
    let node: PatternNode

    /// Reads a pattern.
    ///
    /// - Parameter json: The pattern as a value.
    /// - Throws: ``JSONPatternError`` for comparators beside fields, an operand a comparator cannot use, a regular
    ///   expression that is none.
    package init(_ json: JSON) throws(JSONPatternError) {
        source = json
        node = try PatternNode(json, at: "$", depth: 0)
    }

    /// Whether the pattern asks for so little that no likely value fails it: `{}`, which is any object, and
    /// `{ exists: true }`, which is any value at all.
    package var isVacuous: Bool { node.isVacuous }

    /// Whether a value matches.
    ///
    /// - Parameter value: The value; nothing where none is.
    /// - Returns: Whether ``mismatches(in:)`` is empty.
    package func matches(_ value: JSON?) -> Bool {
        node.holds(for: value)
    }

    /// Every place at which a value does not match.
    ///
    /// - Parameter value: The value; nothing where none is.
    /// - Returns: The mismatches by sorted field name and by index; empty when the value matches.
    package func mismatches(in value: JSON?) -> [JSONMismatch] {
        var mismatches: [JSONMismatch] = []
        node.compare(with: value, at: "$", into: &mismatches)
        return mismatches
    }
}

extension JSONPattern: CustomStringConvertible {
    /// The pattern as compact JSON text.
    package var description: String { source.serialized() }
}

extension JSONPattern: Codable {
    /// Reads the pattern's value and then the pattern.
    ///
    /// - Parameter decoder: Holds the value.
    /// - Throws: ``JSONPatternError``, or what the decoder throws.
    package init(from decoder: any Decoder) throws {
        try self.init(JSON(from: decoder))
    }

    /// Writes the value the pattern was read from.
    ///
    /// - Parameter encoder: Any encoder.
    /// - Throws: What the encoder throws.
    package func encode(to encoder: any Encoder) throws {
        try source.encode(to: encoder)
    }
}
