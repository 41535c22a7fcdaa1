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
    }

    /// True where the file cannot be read on.
    var isFatal: Bool { kind == .tab || kind == .depth }

    /// What is said about it.
    func diagnostic(file: String) -> Diagnostic {
        let message = message
        return Diagnostic(
            message.code,
            file: file,
            span: span,
            title: message.title,
            remedy: message.remedy,
            suggestion: message.suggestion
        )
    }

    private struct Message {
        var code: Diagnostic.Code
        var title: String
        var remedy: String
        var suggestion: String?
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
