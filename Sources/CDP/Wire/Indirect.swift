/// A box for a value inside a value of its own type, such as the parent of a stack trace.
package final class Indirect<Value: Decodable & Sendable>: Decodable, Sendable {
    /// The value.
    package let value: Value

    /// Boxes a value.
    package init(_ value: Value) {
        self.value = value
    }

    package init(from decoder: any Decoder) throws {
        value = try Value(from: decoder)
    }
}

extension Indirect: Encodable where Value: Encodable {
    package func encode(to encoder: any Encoder) throws {
        try value.encode(to: encoder)
    }
}
