/// Why a template could not be filled in, at run time.
///
/// `check` finds every name that is unknown; what is left is a capture that was not made, or a value that cannot stand
/// where it was put.
package struct ResolutionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, in one line.
    package var message: String
    /// What to do about it, in one line.
    package var remedy: String
    /// Where in the scenario.
    package var span: SourceSpan

    /// Makes an error.
    package init(message: String, remedy: String, span: SourceSpan) {
        self.message = message
        self.remedy = remedy
        self.span = span
    }

    package var description: String { "\(message); \(remedy)" }
}
