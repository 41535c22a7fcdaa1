/// Why a text is not a JSONPath.
package struct JSONPathError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where in the text, in characters (Unicode scalars) from its start.
    package var offset: Int
    /// What is wrong, in one line.
    package var message: String
    /// What to do about it, in one line.
    package var remedy: String

    /// The message, the place and the remedy.
    package var description: String { "\(message) at character \(offset + 1); \(remedy)" }
}
