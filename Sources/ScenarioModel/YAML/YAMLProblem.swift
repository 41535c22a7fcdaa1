internal import Yams

/// A complaint of the YAML parser, in words that say what to do.
struct YAMLProblem {
    private let error: YamlError
    private let source: SourceText

    init(_ error: YamlError, source: SourceText) {
        self.error = error
        self.source = source
    }

    /// What is said about it.
    var diagnostic: Diagnostic {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _):
            return syntax(problem, at: mark, context: context)
        case .composer(_, let problem, let mark, _):
            if problem.contains("another document") {
                return Diagnostic(
                    .yamlDocuments,
                    file: source.file,
                    span: place(mark),
                    title: "a second document begins here",
                    remedy: "keep one scenario a file; `---` separates documents"
                )
            }
            return syntax(problem, at: mark, context: nil)
        case .reader(let problem, _, _, _):
            return Diagnostic(.yamlSyntax, file: source.file, title: problem, remedy: "save the file as UTF-8 text")
        default:
            return Diagnostic(
                .yamlSyntax, file: source.file, title: "the file cannot be read as YAML", remedy: "\(error)"
            )
        }
    }

    private func syntax(_ problem: String, at mark: Mark, context: YamlError.Context?) -> Diagnostic {
        var mark = mark
        var notes: [String] = []
        if let context, context.mark.line != mark.line {
            if Self.isNoticedLate(problem) {
                // What is not closed or not finished is noticed long after; what helps is where it began.
                notes.append("noticed on line \(min(mark.line, source.lines.count))")
                mark = context.mark
            } else if let belonging = Self.belongings.first(where: { context.text.contains($0.context) }) {
                notes.append("the \(belonging.what) before it began on line \(context.mark.line)")
            }
        }
        let words = isMisplaced(problem, at: mark) ? Self.misplaced : Self.words.first { problem.contains($0.problem) }
        return Diagnostic(
            .yamlSyntax,
            file: source.file,
            span: place(mark),
            title: words?.title ?? problem,
            remedy: words?.remedy ?? "compare with the lines around: indentation, quotes, brackets",
            notes: notes
        )
    }

    /// Whether a whole line stands where it belongs to nothing.
    private func isMisplaced(_ problem: String, at mark: Mark) -> Bool {
        guard source.lines.indices.contains(mark.line - 1) else { return false }
        let line = source.lines[mark.line - 1]
        let indent = max(0, mark.column - 1)
        guard line.prefix(indent).allSatisfy({ $0 == " " }) else { return false }
        let isDash = line.dropFirst(indent).starts(with: "- ".unicodeScalars)
        return problem.contains("did not find expected key") || (isDash && problem.contains("expected '-' indicator"))
    }

    private static func isNoticedLate(_ problem: String) -> Bool { unfinished.contains(where: problem.contains) }

    /// The parser complains at the end of the file about what was left open: then the last line is shown.
    private func place(_ mark: Mark) -> SourceSpan {
        let line = min(max(1, mark.line), source.lines.count)
        let length = source.lines[line - 1].count
        let column = mark.line > source.lines.count ? length + 1 : min(max(1, mark.column), length + 1)
        return SourceSpan(line: line, column: column)
    }

    private static let unfinished = [
        "did not find expected ',' or '}'", "did not find expected ',' or ']'", "found unexpected end of stream",
        "found unexpected document indicator", "could not find expected ':'",
    ]

    /// What the parser was reading.
    private static let belongings: [(context: String, what: String)] = [
        ("block mapping", "map"), ("flow mapping", "map"), ("block collection", "list"), ("flow sequence", "list"),
    ]

    private typealias Words = (problem: String, title: String, remedy: String)

    private static let misplaced: Words = (
        "", "the indentation of this line fits no line above it", "align it with the lines that it belongs to"
    )

    private static let words: [Words] = [
        (
            "mapping values are not allowed", "a colon cannot stand here",
            "quote a text that has `: ` in it, or align the key with its neighbours"
        ),
        (
            "did not find expected ',' or '}'", "a `{` is not closed, or a comma is missing",
            "separate entries with commas and close with `}`"
        ),
        (
            "did not find expected ',' or ']'", "a `[` is not closed, or a comma is missing",
            "separate elements with commas and close with `]`"
        ),
        (
            "did not find expected key", "a key is expected here",
            "align the key with its neighbours, and write `key: value`"
        ),
        (
            "did not find expected '-' indicator", "a list goes on here without its dash",
            "begin each element with `- `, aligned with the one before"
        ),
        (
            "could not find expected ':'", "a colon is missing in this line",
            "write `key: value`; a line that goes on with a text is indented"
        ),
        (
            "block sequence entries are not allowed", "a list cannot begin in the midst of a line",
            "begin it on the next line, or write [first, second]"
        ),
        (
            "found unexpected end of stream", "a quote is not closed",
            "close it; a quote inside the text is written twice in single quotes, and \\\" in double ones"
        ),
        (
            "found character that cannot start any token", "a text cannot begin with this character",
            "write the text in quotes"
        ),
        (
            "did not find expected <document start>", "the file goes on after its end",
            "align this line with those before, and write `key: value`"
        ),
        (
            "found a tab character", "a tab cannot stand here", "use spaces"
        ),
        ("hexdecimal number", "the escape needs hexadecimal digits", "write \\x41 or \\u0041, or use single quotes"),
        ("invalid Unicode character", "the escape names no character", "write the character itself"),
        ("found unknown directive", "a line cannot begin with `%` here", "remove the line"),
        ("did not find expected node content", "a value is expected here", "write one, or remove the bracket"),
        ("found unexpected document indicator", "a quote is not closed", "close it"),
        ("found undefined tag handle", "a text cannot begin with `!`: to YAML that is a tag", "write it in quotes"),
    ]
}
