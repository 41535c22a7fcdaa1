/// Text with `${…}` in it.
package struct Template: Sendable, Hashable, CustomStringConvertible {
    /// The parts, in order; neighbouring texts are joined.
    package var segments: [Segment]
    /// The text as it was written.
    package var source: String
    /// Where it stands.
    package var span: SourceSpan

    /// Makes a template from its parts.
    package init(segments: [Segment], source: String, span: SourceSpan) {
        self.segments = segments
        self.source = source
        self.span = span
    }

    package var description: String { source }

    /// The text itself when nothing is interpolated.
    package var literal: String? {
        switch segments.count {
        case 0: return ""
        case 1:
            if case .text(let text) = segments[0] { return text }
            return nil
        default: return nil
        }
    }

    /// The variables it names, in order.
    package var references: [Name] {
        segments.compactMap { segment in
            if case .variable(let name) = segment { return name }
            return nil
        }
    }

    /// The variable that the template is nothing but, so that the value keeps its type.
    package var wholeValue: Name? {
        guard segments.count == 1, case .variable(let name) = segments[0] else { return nil }
        return name
    }

    /// A part of a template.
    package enum Segment: Sendable, Hashable {
        /// Text as it is.
        case text(String)
        /// `${name}`.
        case variable(Name)
    }
}

/// A JSON value with templates in its leaves.
package indirect enum JSONTemplate: Sendable, Hashable {
    /// `null`.
    case null
    /// A Boolean.
    case bool(Bool)
    /// A number, as it was written.
    case number(String)
    /// Text, or a whole value of any type.
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
        case .null, .bool, .number: []
        case .text(let template): template.references
        case .array(let elements): elements.flatMap(\.references)
        case .object(let members): members.flatMap(\.value.references)
        }
    }
}

/// A JSONPath with `${…}` in it.
package struct PathTemplate: Sendable, Hashable, CustomStringConvertible {
    /// The path as text.
    package var template: Template

    /// Makes a path.
    package init(_ template: Template) { self.template = template }

    package var description: String { template.source }

    /// The variables that it names, in order.
    package var references: [Name] { template.references }
}
