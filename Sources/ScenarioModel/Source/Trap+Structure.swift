/// What is said where lines cannot belong together.
extension Trap {
    /// The message of a trap in the structure of the file; none of the others comes here.
    var structuralMessage: Message {
        switch kind {
        case .pair(let key): pairMessage(key)
        case .colonless(let key): missingColonMessage(key)
        case .unopened(let key):
            Message(
                title: "`}` closes nothing: there is no `{` before `\(key)`", remedy: "write { \(text)",
                suggestion: "{ \(text)")
        case .unclosed(let closers, let line): unclosedMessage(closers, noticedOn: line)
        case .misclosed(let opening, let line):
            Message(
                title: "`\(text)` cannot close the `\(opening)`"
                    + (line == span.line ? "" : ", which was opened on line \(line)"),
                remedy: "write `\(opening == "[" ? "]" : "}")`", suggestion: opening == "[" ? "]" : "}")
        case .stray:
            Message(
                title: "`\(text)` closes nothing",
                remedy: "remove it, or write the `\(text == "]" ? "[" : "{")` that it belongs to")
        case .more(let isQuote, let isInside): isQuote ? moreAfterQuote(isInside) : moreAfterBracket(isInside)
        case .missingComma: Message(title: "a comma is missing here", remedy: "write one between two entries")
        case .dashes:
            Message(
                title: "a list inside brackets has no dashes",
                remedy: "write [first, second]; or leave the brackets out, and write the list below its key")
        case .missingColon(let key): missingColonMessage(key)
        case .indented(let columns, let line):
            Message(
                title: "a key is indented here as if it went on with the text of line \(line)",
                remedy: Self.indenting([columns]) + "; a text of several lines with `: ` in it needs quotes")
        case .misplaced(let levels):
            Message(
                title: "the indentation of this line fits no line above it", remedy: Self.indenting(levels.sorted()))
        default: Message(title: "the file cannot be read as YAML here", remedy: "compare with the lines around")
        }
    }

    private func unclosedMessage(_ closers: String, noticedOn line: Int) -> Message {
        let note = line == span.line ? nil : "noticed on line \(line)"
        switch text {
        case "\"":
            return Message(
                title: "the quote is not closed",
                remedy: "write `\"` where the text ends; inside the text it is written \\\"", note: note)
        case "'":
            return Message(
                title: "the quote is not closed",
                remedy: "write `'` where the text ends; inside the text it is written twice", note: note)
        default:
            let place = text == "[" ? "where the list ends" : "where the map ends"
            let more = "there: the bracket before this one is not closed either"
            return Message(
                title: "`\(text)` is not closed", remedy: "write `\(closers)` " + (closers.count == 1 ? place : more),
                note: note)
        }
    }

    private func pairMessage(_ key: String) -> Message {
        let colon = text.firstRange(of: "\(key):")?.lowerBound ?? text.startIndex
        let value = text[..<colon].split(separator: " ").joined(separator: " ")
        let separate = "\(value), \(text[colon...])"
        return Message(
            code: .yamlColon, title: "a comma is missing before `\(key)`, or the text needs quotes",
            remedy: "write \(separate); or in quotes, \(Self.quoted(text))", suggestion: separate)
    }

    private func moreAfterQuote(_ isInside: Bool) -> Message {
        let title = "the text in quotes ends before this"
        if text.hasPrefix(",") {
            return Message(title: title, remedy: "write a list in brackets: [first, second]")
        }
        let place = "put the quote where the text ends" + (isInside ? ", and a comma between two texts" : "")
        return Message(
            title: title,
            remedy: place + "; a quote inside a text is written twice in single quotes, and \\\" in double ones")
    }

    private func moreAfterBracket(_ isInside: Bool) -> Message {
        Message(
            title: "what stands in brackets ends before this",
            remedy: isInside ? "put a comma before it" : "remove it, or put it inside the brackets")
    }

    private func missingColonMessage(_ key: String?) -> Message {
        guard let key else {
            return Message(
                title: "this line has no colon, and the next one has",
                remedy: "write `key: value`; a text of several lines with `: ` in it needs quotes")
        }
        let value = text.dropFirst(key.count).drop { $0 == " " }
        let whole = value.isEmpty ? "\(key):" : "\(key): \(value)"
        return Message(
            title: "a colon is missing after `\(key)`", remedy: "write \(whole)", suggestion: whole)
    }

    private static func indenting(_ columns: [Int]) -> String {
        let spaces = columns.filter { $0 > 0 }.map(String.init).joined(separator: " or ")
        if spaces.isEmpty { return "begin it at the left edge" }
        let edge = columns.contains(0) ? ", or begin it at the left edge" : ""
        return "indent it by \(spaces) space\(spaces == "1" ? "" : "s")" + edge
    }
}
