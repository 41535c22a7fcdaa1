/// A stretch of one line of a scenario file.
package struct SourceSpan: Sendable, Hashable, Codable, Comparable {
    /// The line, counted from 1.
    package var line: Int
    /// The first column, counted from 1 in Unicode scalars (as libYAML does).
    package var column: Int
    /// How many scalars are meant; at least 1.
    package var length: Int

    /// Makes a span.
    package init(line: Int, column: Int, length: Int = 1) {
        self.line = line
        self.column = column
        self.length = max(1, length)
    }

    package static func < (left: SourceSpan, right: SourceSpan) -> Bool {
        (left.line, left.column, left.length) < (right.line, right.column, right.length)
    }
}

/// A name as it was written, and where: for messages that have to point at it.
package struct Name: Sendable, Hashable, CustomStringConvertible {
    /// The name.
    package var text: String
    /// Where it stands.
    package var span: SourceSpan

    /// Makes a name.
    package init(_ text: String, span: SourceSpan) {
        self.text = text
        self.span = span
    }

    package var description: String { text }
}
