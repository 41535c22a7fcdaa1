/// A place where YAML would read something else than what was meant.
struct Trap: Hashable {
    /// The trap.
    var kind: Kind
    /// The text that has to be written otherwise.
    var span: SourceSpan
    /// That text.
    var text: String

    /// The traps, each with its own message.
    enum Kind: Hashable {
        case comment, braces, brackets, alias, anchor, anchored, tag, reserved, missingSpace, colon, escape, tab, depth
        /// `{ testid: plan text: Free }`: no comma before a key.
        case pair(key: String)
        /// `{ click { testid: x } }`: no colon after a key.
        case colonless(key: String)
        /// `click: testid: x }`: a map without its `{`.
        case unopened(key: String)
        /// A bracket or quote without its end.
        case unclosed(closers: String, noticedOn: Int)
        /// `[a}`
        case misclosed(opening: String, line: Int)
        /// A closing bracket where none is open.
        case stray
        /// Something behind a closed quote or bracket.
        case more(isQuote: Bool, isInside: Bool)
        /// A line inside brackets that does not end with a comma.
        case missingComma
        /// A list with dashes inside brackets.
        case dashes
        /// A line without a colon where a key is due.
        case missingColon(key: String?)
        /// A key that is indented as if it went on with the text above.
        case indented(by: Int, line: Int)
        /// A line whose indentation fits none above.
        case misplaced(levels: [Int])
    }

    /// True where the file cannot be read on.
    var isFatal: Bool {
        switch kind {
        case .comment, .braces, .brackets, .alias, .anchor, .anchored, .tag, .reserved, .missingSpace, .colon, .escape,
            .pair, .colonless, .unopened:
            false
        case .tab, .depth, .unclosed, .misclosed, .stray, .more, .missingComma, .dashes, .missingColon, .indented,
            .misplaced:
            true
        }
    }

    /// What is said about it.
    func diagnostic(file: String) -> Diagnostic {
        let message = message
        return Diagnostic(
            message.code,
            file: file,
            span: span,
            title: message.title,
            remedy: message.remedy,
            suggestion: message.suggestion,
            notes: message.note.map { [$0] } ?? []
        )
    }

    /// What is said about a trap.
    struct Message {
        /// The kind of fault.
        var code = Diagnostic.Code.yamlSyntax
        /// What is wrong.
        var title: String
        /// What to do about it.
        var remedy: String
        /// What was probably meant.
        var suggestion: String?
        /// More that helps.
        var note: String?
    }

    private var message: Message {
        let quoted = Self.quoted(text)
        let quote = "write it in quotes: \(quoted)"
        switch kind {
        case .comment:
            return Message(
                code: .yamlComment, title: "`#` begins a comment here, so what follows it is lost",
                remedy: quote + "; for a comment, put a space after the `#`", suggestion: quoted
            )
        case .braces:
            return Message(
                code: .yamlBraces, title: "inside `{ }` a text with `{` or `}` needs quotes", remedy: quote,
                suggestion: quoted
            )
        case .brackets:
            return Message(
                code: .yamlBrackets, title: "inside `{ }` a text with `[` or `]` needs quotes", remedy: quote,
                suggestion: quoted
            )
        case .alias:
            return Message(
                code: .yamlAlias, title: "a text cannot begin with `*`: to YAML that is an alias",
                remedy: quote + "; to say a thing once, use `let`", suggestion: quoted
            )
        case .anchor:
            return Message(
                code: .yamlAnchor, title: "a text cannot begin with `&`: to YAML that is an anchor",
                remedy: quote + "; to say a thing once, use `let`", suggestion: quoted
            )
        case .anchored:
            return Message(
                code: .yamlAnchor, title: "`\(text)` is a YAML anchor, which scenarios do not have",
                remedy: "remove it; to say a thing once, use `let`"
            )
        case .tag:
            return Message(
                code: .yamlTag, title: "a text cannot begin with `!`: to YAML that is a tag", remedy: quote,
                suggestion: quoted
            )
        case .reserved:
            let first = text.first.map(String.init) ?? ""
            return Message(
                code: .yamlReserved, title: "a text cannot begin with `\(first)` in YAML", remedy: quote,
                suggestion: quoted
            )
        case .missingSpace:
            let colon = text.firstIndex(of: ":") ?? text.startIndex
            let spaced = text[..<colon] + ": " + text[colon...].dropFirst()
            return Message(
                code: .yamlMissingSpace, title: "a colon without a space after it is part of the text",
                remedy: "write a space: \(spaced)", suggestion: String(spaced)
            )
        case .colon:
            return Message(
                code: .yamlColon, title: "a text with a colon and a space in it needs quotes", remedy: quote,
                suggestion: quoted
            )
        case .escape:
            return Message(
                code: .yamlEscape, title: "`\(text)` is no escape in double quotes",
                remedy: "write the text in single quotes, where a backslash is just that, or double the backslash"
            )
        case .tab:
            return Message(
                code: .yamlTab, title: "a tab cannot indent in YAML", remedy: "indent with spaces, two a level"
            )
        case .depth:
            return Message(code: .yamlDepth, title: "nested too deep", remedy: "a scenario needs a few levels only")
        case .pair, .colonless, .unopened, .unclosed, .misclosed, .stray, .more, .missingComma, .dashes, .missingColon,
            .indented, .misplaced:
            return structuralMessage
        }
    }

    /// The text as it should be written.
    static func quoted(_ text: String) -> String {
        if text.contains("\"") || text.contains("\\") {
            return "'" + text.replacing("'", with: "''") + "'"
        }
        return "\"\(text)\""
    }
}
