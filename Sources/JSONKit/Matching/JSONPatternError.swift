/// Why a value cannot serve as a pattern.
package struct JSONPatternError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The place in the pattern, as a path such as `$.plan`.
    package var path: String
    /// What is wrong, in one line.
    package var message: String
    /// What to do about it, in one line.
    package var remedy: String

    /// The place, the message and the remedy.
    package var description: String { "\(path): \(message); \(remedy)" }
}

/// One place at which a value is not what a pattern asks for.
package struct JSONMismatch: Sendable, Hashable, Codable {
    /// The place in the value, as a path such as `$.plan`.
    package var path: String
    /// What the pattern asks for there, in words.
    package var expected: String
    /// What is there, in words.
    package var actual: String

    /// A mismatch at one place.
    ///
    /// - Parameters:
    ///   - path: The place in the value.
    ///   - expected: What the pattern asks for there.
    ///   - actual: What is there.
    package init(path: String, expected: String, actual: String) {
        self.path = path
        self.expected = expected
        self.actual = actual
    }
}
