/// One thing that is wrong with what the user wrote, and what to do about it.
package struct Diagnostic: Sendable, Hashable, Codable {
    /// How bad it is.
    package var severity: Severity
    /// The kind of fault; stable, for filters and documentation.
    package var code: Code
    /// The file, as it was given; empty for a fault of the command line.
    package var file: String
    /// Where; nothing when the whole file is meant.
    package var span: SourceSpan?
    /// What is wrong, in one line.
    package var title: String
    /// What to do about it, in one line.
    package var remedy: String
    /// What stands under the caret: usually what was probably meant.
    package var suggestion: String?
    /// More that helps, a line each.
    package var notes: [String]

    /// Makes a diagnostic; a place that names its own file is told as one of that file.
    package init(
        _ code: Code,
        severity: Severity = .error,
        file: String = "",
        span: SourceSpan? = nil,
        title: String,
        remedy: String,
        suggestion: String? = nil,
        notes: [String] = []
    ) {
        self.severity = severity
        self.code = code
        self.file = span?.file ?? file
        self.span = span?.inItsFile
        self.title = title
        self.remedy = remedy
        self.suggestion = suggestion
        self.notes = notes
    }

    /// How bad it is.
    package enum Severity: String, Sendable, Hashable, Codable {
        /// Nothing starts.
        case error
        /// Said, but does not stop.
        case warning
    }

    /// True for what stops a run.
    package var isError: Bool { severity == .error }
}
