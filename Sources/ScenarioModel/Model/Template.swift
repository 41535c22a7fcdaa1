package import JSONKit

/// Text with `${…}` in it.
package struct Template: Sendable, Hashable, CustomStringConvertible {
    /// The parts, in order; neighbouring texts are joined.
    package var segments: [Segment]
    /// The text as it was written.
    package var source: String
    /// Where it stands.
    package var span: SourceSpan
    /// Whether it is an address, which is filled in as ``AddressWriter`` says.
    package private(set) var isAddress = false

    /// Makes a template from its parts.
    package init(segments: [Segment], source: String, span: SourceSpan) {
        self.segments = segments
        self.source = source
        self.span = span
    }

    /// Makes a text in which nothing is filled in.
    package init(literal: String, span: SourceSpan = SourceSpan(line: 1, column: 1)) {
        self.init(segments: literal.isEmpty ? [] : [.text(literal)], source: literal, span: span)
    }

    package var description: String { source }

    /// The same text as an address.
    package var asAddress: Template {
        var address = self
        address.isAddress = true
        return address
    }

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

    /// Fills in the variables.
    ///
    /// - Parameter variables: What the names stand for.
    /// - Returns: The text; a value that is not text is written as JSON, and what is data is encoded in an address.
    /// - Throws: ``ResolutionError`` for a name that stands for nothing, or a value that cannot stand in an address.
    package func resolve(_ variables: Variables) throws(ResolutionError) -> String {
        if isAddress { return try AddressWriter.address(self, variables) }
        var text = ""
        for segment in segments {
            switch segment {
            case .text(let part): text += part
            case .variable(let name): text += Self.text(of: try variables.value(of: name))
            }
        }
        return text
    }

    /// Fills in the variables, keeping the type of a value that is the whole template.
    ///
    /// - Parameter variables: What the names stand for.
    /// - Returns: A string, or what the one variable stands for.
    /// - Throws: ``ResolutionError`` for a name that stands for nothing.
    package func resolveValue(_ variables: Variables) throws(ResolutionError) -> JSON {
        if let name = wholeValue { return try variables.value(of: name) }
        return .string(try resolve(variables))
    }

    /// A value as it reads in the midst of a text.
    static func text(of value: JSON) -> String { value.stringValue ?? value.serialized() }

    /// A part of a template.
    package enum Segment: Sendable, Hashable {
        /// Text as it is.
        case text(String)
        /// `${name}`.
        case variable(Name)
    }
}
