extension JSON: Hashable {
    /// Equality by value; see the type's own description.
    ///
    /// - Parameters:
    ///   - left: One value.
    ///   - right: The other.
    /// - Returns: Whether they are the same JSON value.
    package static func == (left: JSON, right: JSON) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let one), .bool(let other)): one == other
        case (.integer(let one), .integer(let other)): one == other
        case (.number(let one), .number(let other)): one == other || (one.isNaN && other.isNaN)
        case (.integer(let integer), .number(let number)), (.number(let number), .integer(let integer)):
            Int64(exactly: number) == integer
        case (.string(let one), .string(let other)): one.hasSameCodePoints(as: other)
        case (.array(let one), .array(let other)): one == other
        case (.object(let one), .object(let other)): one == other
        default: false
        }
    }

    /// Hashes equal values alike.
    ///
    /// - Parameter hasher: Takes the value's parts.
    package func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .bool(let flag): hasher.combine(flag)
        case .integer(let integer): hasher.combine(integer)
        case .number(let number):
            if let integer = Int64(exactly: number) {
                hasher.combine(integer)
            } else if number.isNaN {
                hasher.combine(1)
            } else {
                hasher.combine(number)
            }
        case .string(let text): hasher.combine(text)
        case .array(let elements): hasher.combine(elements)
        case .object(let members): hasher.combine(members)
        }
    }

    /// Order by value, which JSON has only between two numbers or two strings (RFC 9535, 2.3.5.2.2).
    ///
    /// - Parameter other: The value on the right.
    /// - Returns: Whether this one is less; nothing for values that have no order between them.
    package func precedes(_ other: JSON) -> Bool? {
        switch (self, other) {
        case (.integer(let one), .integer(let other)): one < other
        case (.number(let one), .number(let other)): one < other
        // A double that is no exact integer is either fractional, so below 2^53 where rounding does no harm,
        // or beyond every Int64.
        case (.integer(let one), .number(let other)): Int64(exactly: other).map { one < $0 } ?? (Double(one) < other)
        case (.number(let one), .integer(let other)): Int64(exactly: one).map { $0 < other } ?? (one < Double(other))
        case (.string(let one), .string(let other)): one.utf8.lexicographicallyPrecedes(other.utf8)
        default: nil
        }
    }
}

extension String {
    /// Equality without Unicode normalisation, which `==` applies and JSON does not.
    func hasSameCodePoints(as other: String) -> Bool {
        self == other && utf8.elementsEqual(other.utf8)
    }
}
