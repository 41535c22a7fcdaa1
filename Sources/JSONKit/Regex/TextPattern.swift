/// Why a regular expression cannot be used.
package struct TextPatternError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, in one line.
    package var message: String
    /// What to do about it, in one line.
    package var remedy: String

    /// The message and the remedy.
    package var description: String { "\(message); \(remedy)" }
}

/// A regular expression for text, as `matches:` takes it: found anywhere unless anchored with `^` and `$`.
///
/// It has what today's engines have in common, without looking around and references back: those need backtracking,
/// which can take for ever. A search takes time in proportion to the text.
package struct TextPattern: Sendable {
    /// The expression as written.
    package let text: String
    private let program: RegexProgram

    /// Reads an expression.
    ///
    /// - Parameter text: The expression, without delimiters; flags go inside, as in `(?i)pro`.
    /// - Throws: ``TextPatternError`` when it is empty or not an expression.
    package init(_ text: String) throws(TextPatternError) {
        guard !text.isEmpty else {
            throw TextPatternError(
                message: "an empty regular expression matches everything", remedy: "write what the text must contain"
            )
        }
        program = try RegexProgram(text, dialect: .common)
        self.text = text
    }

    /// How many groups the expression captures.
    package var groupCount: Int { program.groupCount }

    /// Whether the expression is found in a text.
    ///
    /// - Parameter text: The text to search.
    /// - Returns: Whether it matches somewhere.
    package func isFound(in text: String) -> Bool {
        program.isFound(in: text)
    }

    /// The first place where the expression is found.
    ///
    /// - Parameter text: The text to search.
    /// - Returns: The whole match and then each group, nothing for a group that took no part; nothing at all when the
    ///   expression is not found.
    package func firstMatch(in text: String) -> [String?]? {
        program.firstMatch(in: text)?.map { range in range.map { String(text[$0]) } }
    }
}

extension TextPattern: Hashable {
    /// Patterns are equal when they are written alike.
    ///
    /// - Parameters:
    ///   - left: One pattern.
    ///   - right: The other.
    /// - Returns: Whether both have the same text.
    package static func == (left: TextPattern, right: TextPattern) -> Bool {
        left.text == right.text
    }

    /// Hashes the text.
    ///
    /// - Parameter hasher: Takes the text.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(text)
    }
}
