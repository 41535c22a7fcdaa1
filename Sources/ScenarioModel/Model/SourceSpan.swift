/// A stretch of one line of a scenario file.
package struct SourceSpan: Sendable, Hashable, Codable, Comparable {
    /// The file, where it is another than the scenario's own: a fragment that it uses.
    package var file: String?
    /// The line, counted from 1.
    package var line: Int
    /// The first column, counted from 1 in Unicode scalars (as libYAML does).
    package var column: Int
    /// How many scalars are meant; at least 1.
    package var length: Int

    /// Makes a span.
    package init(line: Int, column: Int, length: Int = 1, file: String? = nil) {
        self.file = file
        self.line = line
        self.column = column
        self.length = max(1, length)
    }

    /// The same stretch, as it is told beside the name of its file.
    var inItsFile: SourceSpan { SourceSpan(line: line, column: column, length: length) }

    package static func < (left: SourceSpan, right: SourceSpan) -> Bool {
        (left.file ?? "", left.line, left.column, left.length)
            < (right.file ?? "", right.line, right.column, right.length)
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
