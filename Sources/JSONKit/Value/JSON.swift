/// A JSON value (RFC 8259).
///
/// Numbers compare by value, so `.integer(1)` equals `.number(1.0)` and both hash alike. Strings compare code point
/// by code point: a composed and a decomposed "é" are different values.
package enum JSON: Sendable {
    /// The literal `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number without a fraction that fits 64 bits.
    case integer(Int64)
    /// Any other number.
    case number(Double)
    /// A string.
    case string(String)
    /// An array, in order.
    case array([JSON])
    /// An object. Members have no order; whatever lists them goes by sorted name.
    case object([String: JSON])
}

extension JSON {
    /// The name of the value's type, in the words of RFC 8259.
    package var typeName: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .integer, .number: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }

    /// Whether this is the literal `null`.
    package var isNull: Bool {
        if case .null = self { true } else { false }
    }

    /// The string, when this is one.
    package var stringValue: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The boolean, when this is one.
    package var boolValue: Bool? {
        if case .bool(let flag) = self { flag } else { nil }
    }

    /// The number as an integer, when it is one exactly: `1.0` is 1, `1.5` is nothing.
    package var intValue: Int? {
        switch self {
        case .integer(let integer): Int(exactly: integer)
        case .number(let number): Int(exactly: number)
        default: nil
        }
    }

    /// The number, when this is one; integers beyond 2^53 are rounded.
    package var doubleValue: Double? {
        switch self {
        case .integer(let integer): Double(integer)
        case .number(let number): number
        default: nil
        }
    }

    /// The elements, when this is an array.
    package var arrayValue: [JSON]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// The members, when this is an object.
    package var objectValue: [String: JSON]? {
        if case .object(let members) = self { members } else { nil }
    }

    /// The member of that name, when this is an object that has it.
    package subscript(key: String) -> JSON? {
        objectValue?[key]
    }

    /// The element at that index, when this is an array that long; never traps.
    package subscript(index: Int) -> JSON? {
        guard let elements = arrayValue, elements.indices.contains(index) else { return nil }
        return elements[index]
    }
}
