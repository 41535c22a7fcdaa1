/// Reads the lines of an env file.
struct EnvFileParser {
    private let source: SourceText
    private(set) var values: [String: String] = [:]
    private(set) var diagnostics: [Diagnostic] = []
    private var row = 0

    init(_ source: SourceText) { self.source = source }

    mutating func parse() {
        while row < source.lines.count {
            line()
            row += 1
        }
    }

    private mutating func line() {
        let line = source.lines[row]
        var column = skipSpaces(line, 0)
        guard column < line.count, line[column] != "#" else { return }
        if line[column...].starts(with: "export ".unicodeScalars) { column = skipSpaces(line, column + 7) }
        let start = column
        while column < line.count, line[column] != "=", line[column] != " ", line[column] != "\t" { column += 1 }
        let name = String(String.UnicodeScalarView(line[start..<column]))
        let equals = skipSpaces(line, column)
        guard equals < line.count, line[equals] == "=" else {
            return fault(start, column - start, "this line has no `=`", "write NAME=VALUE, or begin a comment with #")
        }
        guard Spelling.isEnvironmentName(name) else {
            return fault(
                start, column - start, "`\(name)` cannot be the name of a variable",
                "use letters, digits and `_`"
            )
        }
        if values[name] != nil {
            fault(start, column - start, "`\(name)` is set twice", "keep one of the lines")
        }
        let first = skipSpaces(line, equals + 1)
        if first < line.count, line[first] == "\"" || line[first] == "'" {
            values[name] = quoted(line[first], from: first)
        } else {
            values[name] = bare(line, from: first)
        }
    }

    private func bare(_ line: [Unicode.Scalar], from start: Int) -> String {
        var end = start
        while end < line.count, !(line[end] == "#" && end > start && isSpace(line[end - 1])) { end += 1 }
        if start < line.count, line[start] == "#" { end = start }
        while end > start, isSpace(line[end - 1]) { end -= 1 }
        return String(String.UnicodeScalarView(line[min(start, line.count)..<end]))
    }

    private mutating func quoted(_ quote: Unicode.Scalar, from start: Int) -> String? {
        let firstRow = row
        var text = String.UnicodeScalarView()
        var column = start + 1
        while row < source.lines.count {
            let line = source.lines[row]
            while column < line.count {
                let scalar = line[column]
                if scalar == quote {
                    afterQuote(line, column + 1)
                    return String(text)
                }
                if quote == "\"", scalar == "\\", column + 1 < line.count {
                    text.append(contentsOf: Self.unescaped(line[column + 1]))
                    column += 1
                } else {
                    text.append(scalar)
                }
                column += 1
            }
            text.append("\n")
            row += 1
            column = 0
        }
        row = firstRow
        fault(start, 1, "the quote is not closed", "close it with \(quote)")
        return nil
    }

    private mutating func afterQuote(_ line: [Unicode.Scalar], _ column: Int) {
        let rest = skipSpaces(line, column)
        if rest < line.count, line[rest] != "#" || rest == column {
            fault(rest, line.count - rest, "something follows the closing quote", "put all of the value in the quotes")
        }
    }

    private static func unescaped(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        switch scalar {
        case "n": ["\n"]
        case "t": ["\t"]
        case "r": ["\r"]
        case "\"", "\\", "$": [scalar]
        default: ["\\", scalar]
        }
    }

    private mutating func fault(_ column: Int, _ length: Int, _ title: String, _ remedy: String) {
        diagnostics.append(
            Diagnostic(
                .envFileSyntax,
                file: source.file,
                span: SourceSpan(line: row + 1, column: column + 1, length: length),
                title: title,
                remedy: remedy
            )
        )
    }

    private func skipSpaces(_ line: [Unicode.Scalar], _ start: Int) -> Int {
        var column = start
        while column < line.count, isSpace(line[column]) { column += 1 }
        return column
    }

    private func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" }
}
