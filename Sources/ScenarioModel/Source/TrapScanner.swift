/// Looks at the raw lines for YAML's traps, before the parser sees them.
///
/// It follows YAML's tokens just far enough to know what is a key, a value, a quoted text, a comment. Where it finds a
/// trap it puts a stand-in of the same length over the text, so that the rest of the file can still be read and every
/// fault be reported at once.
struct TrapScanner {
    /// The lines, with stand-ins where a trap was.
    private(set) var lines: [[Unicode.Scalar]]
    /// What was found, in file order.
    private(set) var traps: [Trap] = []

    /// The character that stands in for text that cannot be read.
    let standIn: Unicode.Scalar
    private let keys: Set<String>

    /// Open `{` and `[`.
    private(set) var flow: [Unicode.Scalar] = []
    /// The quote that is open.
    private var quote: Unicode.Scalar?
    /// The indentation that the lines of a block text (`|`, `>`) exceed.
    private var block: Int?
    /// The indentation that the continuation lines of an unquoted text exceed.
    private var plain: Int?
    private(set) var last = Token.start
    private(set) var row = 0
    private(set) var node = 0
    private var plainStart = 0

    enum Token {
        case start, dash, key, open, comma, plain, other
    }

    private static let deepest = 64
    private static let widestIndent = 200

    /// Begins at the first line.
    ///
    /// - Parameters:
    ///   - lines: The lines of the file.
    ///   - standIn: A character that the file does not contain.
    ///   - keys: The keys of the language: `key:value` with one of them lacks a space.
    init(lines: [[Unicode.Scalar]], standIn: Unicode.Scalar, keys: Set<String>) {
        self.lines = lines
        self.standIn = standIn
        self.keys = keys
    }

    /// Goes through all lines, or up to a trap after which nothing can be read.
    mutating func scan() {
        while row < lines.count, traps.last?.isFatal != true {
            scanLine()
            row += 1
        }
    }

    private var isKeyPlace: Bool { [.start, .dash, .open, .comma].contains(last) }

    private mutating func scanLine() {
        let line = lines[row]
        let indent = line.prefix { $0 == " " }.count
        let isBlank = line.allSatisfy { $0 == " " || $0 == "\t" }
        if let parent = block {
            if isBlank || indent > parent { return }
            block = nil
        }
        var column = 0
        if quote == nil {
            if flow.isEmpty, indent < line.count, line[indent] == "\t" {
                return found(.tab, indent..<(indent + 1))
            }
            if isBlank { return }
            if flow.isEmpty {
                if let parent = plain, indent > parent { return }
                plain = nil
                last = .start
                node = indent
                if line.starts(with: "---".unicodeScalars) || line.starts(with: "...".unicodeScalars)
                    || line[0] == "%"
                {
                    return
                }
            }
            column = indent
        }
        while column < line.count, block == nil, traps.last?.isFatal != true {
            column = scanToken(at: column)
        }
    }

    /// Reads what begins at a column and says where the next token may begin.
    private mutating func scanToken(at column: Int) -> Int {
        let line = lines[row]
        if quote != nil { return scanQuoted(from: column) }
        let scalar = line[column]
        switch scalar {
        case " ", "\t":
            return column + 1
        case "#" where column == 0 || isSpace(line, column - 1):
            return scanComment(at: column)
        case "-" where flow.isEmpty && isSpace(line, column + 1), "?" where flow.isEmpty && isSpace(line, column + 1):
            node = column
            last = .dash
            if column > Self.widestIndent { found(.depth, column..<(column + 1)) }
            return column + 1
        case ":" where isSpace(line, column + 1):
            last = .key
            return column + 1
        case "{", "[":
            flow.append(scalar)
            last = .open
            if flow.count > Self.deepest { found(.depth, column..<(column + 1)) }
            return column + 1
        case "}", "]":
            _ = flow.popLast()
            last = .other
            return column + 1
        case "," where !flow.isEmpty:
            last = .comma
            return column + 1
        case "\"", "'":
            quote = scalar
            plainStart = column
            return scanQuoted(from: column + 1)
        case "|" where flow.isEmpty, ">" where flow.isEmpty:
            return scanBlockHeader(at: column)
        case "*", "&", "!", "@", "`", "%":
            return scanIndicator(at: column)
        default:
            return scanPlain(from: column)
        }
    }

    private mutating func scanQuoted(from start: Int) -> Int {
        let line = lines[row]
        var column = start
        while column < line.count {
            if quote == "\"", line[column] == "\\" {
                if column + 1 < line.count, !Self.escapes.contains(line[column + 1]) {
                    found(.escape, column..<(column + 2))
                }
                column += 2
            } else if line[column] != quote {
                column += 1
            } else if quote == "'", column + 1 < line.count, line[column + 1] == "'" {
                column += 2
            } else {
                quote = nil
                let colon = column + 1
                if colon < line.count, line[colon] == ":", isSpace(line, colon + 1) || !flow.isEmpty {
                    if flow.isEmpty { node = plainStart }
                    last = .key
                    return colon + 1
                }
                last = .other
                return colon
            }
        }
        return line.count
    }

    private mutating func scanBlockHeader(at column: Int) -> Int {
        let line = lines[row]
        let rest = line[(column + 1)...].drop { "+-0123456789".unicodeScalars.contains($0) }
        let tail = rest.drop { $0 == " " || $0 == "\t" }
        if tail.isEmpty || (tail.first == "#" && tail.count < rest.count) {
            block = node
            // A block text that is the whole document has no parent.
            if last == .start { block = node - 1 }
        } else {
            found(.reserved, column..<textEnd(from: column))
        }
        return line.count
    }

    private mutating func scanIndicator(at column: Int) -> Int {
        let line = lines[row]
        let kind: Trap.Kind =
            switch line[column] {
            case "*": .alias
            case "&": .anchor
            case "!": .tag
            default: .reserved
            }
        let end = textEnd(from: column)
        if kind == .anchor {
            let nameEnd = line[column...].firstIndex { $0 == " " || $0 == "\t" } ?? line.count
            let next = line[nameEnd...].first { $0 != " " && $0 != "\t" }
            if let next, "{[\"'".unicodeScalars.contains(next) {
                // An anchor indeed: what it names can be read without it.
                found(.anchored, column..<nameEnd, cover: " ")
                return nameEnd
            }
        }
        found(kind, column..<end)
        last = .other
        return end
    }

    private mutating func scanPlain(from start: Int) -> Int {
        let line = lines[row]
        var column = start
        while column < line.count {
            let scalar = line[column]
            if scalar == ":", isSpace(line, column + 1) || (!flow.isEmpty && isFlowMark(line, column + 1)) {
                return endPlain(asKeyAt: column, from: start)
            }
            if scalar == "#", column > start, isSpace(line, column - 1) { break }
            if !flow.isEmpty {
                if scalar == "," || scalar == "}" || scalar == "]" { break }
                if scalar == "{" || scalar == "[" {
                    let end = textEnd(from: start)
                    found(scalar == "{" ? .braces : .brackets, start..<end)
                    last = .other
                    return end
                }
            }
            column += 1
        }
        endPlain(asValue: start..<trimmed(line, start..<column))
        return column
    }

    private mutating func endPlain(asKeyAt colon: Int, from start: Int) -> Int {
        if last == .key {
            let end = textEnd(from: start)
            found(.colon, start..<end)
            last = .other
            return end
        }
        if flow.isEmpty {
            node = start
            if start > Self.widestIndent { found(.depth, start..<(start + 1)) }
        }
        last = .key
        return colon + 1
    }

    private mutating func endPlain(asValue range: Range<Int>) {
        if isKeyPlace, lacksSpace(range) {
            found(.missingSpace, range)
            last = .other
            return
        }
        if flow.isEmpty { plain = last == .start ? node - 1 : node }
        plainStart = range.lowerBound
        last = .plain
    }

    /// `testid:x` where a key is due.
    private func lacksSpace(_ range: Range<Int>) -> Bool {
        let text = lines[row][range]
        guard let colon = text.firstIndex(of: ":"), colon + 1 < text.endIndex, colon > text.startIndex else {
            return false
        }
        if flow.last == "{" {
            return text[..<colon].allSatisfy { $0.isASCII && ($0.properties.isAlphabetic || $0 == "_") }
        }
        return flow.isEmpty && keys.contains(String(String.UnicodeScalarView(text[..<colon])))
    }

    private mutating func scanComment(at column: Int) -> Int {
        let line = lines[row]
        let next = column + 1
        let isTight = next < line.count && !isSpace(line, next) && line[next] != "#"
        let closes = line[column...].contains("}") || line[column...].contains("]")
        let start: Int
        switch last {
        case .key, .dash:
            guard flow.isEmpty ? isTight && !hasNestedBlock : isTight || closes else { return line.count }
            start = column
        case .plain:
            guard flow.isEmpty ? isTight : closes else { return line.count }
            start = plainStart
        default:
            return line.count
        }
        // A later `#` begins a comment all the same.
        let end = textEnd(from: start, past: column)
        found(.comment, start..<end)
        last = .other
        return end
    }

    private mutating func found(_ kind: Trap.Kind, _ range: Range<Int>, cover: Unicode.Scalar? = nil) {
        let text = String(String.UnicodeScalarView(lines[row][range]))
        let span = SourceSpan(line: row + 1, column: range.lowerBound + 1, length: range.count)
        traps.append(Trap(kind: kind, span: span, text: text))
        for column in range { lines[row][column] = cover ?? standIn }
    }

    private static let escapes = Set("0abt\tnvfre \"/\\N_LPxuU".unicodeScalars)
}
