package import JSONKit

/// A JSON value with templates in its leaves.
package indirect enum JSONTemplate: Sendable, Hashable {
    /// `null`, a Boolean or a number.
    case value(JSON)
    /// Text, or (when it is nothing but one `${…}`) a whole value of any type.
    case text(Template)
    /// An array.
    case array([JSONTemplate])
    /// An object, its members in file order.
    case object([Member])

    /// One member of an object.
    package struct Member: Sendable, Hashable {
        /// The key; not interpolated.
        package var name: Name
        /// The value.
        package var value: JSONTemplate
    }

    /// The variables that it names, in order.
    package var references: [Name] {
        switch self {
        case .value: []
        case .text(let template): template.references
        case .array(let elements): elements.flatMap(\.references)
        case .object(let members): members.flatMap(\.value.references)
        }
    }

    /// Fills in the variables.
    ///
    /// - Parameter variables: What the names stand for.
    /// - Returns: The value.
    /// - Throws: ``ResolutionError`` for a name that stands for nothing.
    package func resolve(_ variables: Variables) throws(ResolutionError) -> JSON {
        switch self {
        case .value(let value): return value
        case .text(let template): return try template.resolveValue(variables)
        case .array(let elements):
            var resolved: [JSON] = []
            for element in elements { resolved.append(try element.resolve(variables)) }
            return .array(resolved)
        case .object(let members):
            var resolved: [String: JSON] = [:]
            for member in members { resolved[member.name.text] = try member.value.resolve(variables) }
            return .object(resolved)
        }
    }
}
