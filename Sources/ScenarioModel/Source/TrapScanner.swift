/// Looks at the raw lines for YAML's traps, before the parser sees them.
///
/// It follows YAML's tokens just far enough to know what is a key, a value, a quoted text, a comment. Where it finds a
/// trap it puts a stand-in of the same length over the text, so that the rest of the file can still be read and every
/// fault be reported at once. Where lines cannot belong together, as after a bracket that is not closed, it stops: what
/// comes after that would only be a consequence.
struct TrapScanner {
    /// The lines, with stand-ins where a trap was.
    private(set) var lines: [[Unicode.Scalar]]
    /// What was found, in file order.
    var traps: [Trap] = []

    /// The character that stands in for text that cannot be read.
    let standIn: Unicode.Scalar
    /// The keys of the language.
    let keys: Set<String>

    /// Open `{` and `[`.
    var flow: [Opening] = []
    /// The quote that is open.
    var quote: Opening?
    /// The quote that was closed last.
    var closedQuote: Opening?
    /// The indentation that the lines of a block text (`|`, `>`) exceed.
    var block: Int?
    /// The unquoted text that the next lines may go on with.
    var plain: PlainText?
    /// The column at which the last unquoted text begins in its line.
    var plainStart = 0
    /// The columns of the maps and lists around this line.
    var levels: [Int] = []
    /// Whether the line before ended with a key or a dash, so that what belongs to it may stand further in.
    var isOpen = false
    /// What was read last.
    var last = Token.start
    /// The line that is read.
    private(set) var row = 0
    /// The column of the key or dash that is read.
    var node = 0
    /// Where the last token ended.
    private(set) var end = (row: 0, column: 0)

    /// What can stand before a token.
    enum Token {
        case start, dash, key, open, comma, plain, quoted, closed, other
    }

    /// A bracket or quote that was opened.
    struct Opening {
        /// The character.
        var mark: Unicode.Scalar
        /// Its line, from 0.
        var row: Int
        /// Its column, from 0.
        var column: Int
        /// The column of the key or dash that it stands behind.
        var node: Int

        /// The character that closes it.
        var closer: Unicode.Scalar {
            switch mark {
            case "{": "}"
            case "[": "]"
            default: mark
            }
        }
    }

    /// A text without quotes, outside of brackets.
    struct PlainText {
        /// The line it begins on, from 0.
        var row: Int
        /// Where it stands in that line.
        var range: Range<Int>
        /// The column of the key or dash that it stands behind.
        var node: Int
        /// The indentation that the lines exceed that go on with it.
        var indent: Int
        /// True where a key could have been meant: at the beginning of a line, or after a dash.
        var isKeyPlace: Bool
    }

    static let deepest = 64
    static let widestIndent = 200

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
        while row < lines.count, !isStopped {
            scanLine()
            row += 1
        }
        guard !isStopped, let open = quote ?? flow.last else { return }
        row = max(0, lines.count - 1)
        refuse(unclosed: open)
    }

    private var isStopped: Bool { traps.last?.isFatal == true }

    /// Whether a key could stand here.
    var isKeyPlace: Bool { [.start, .dash, .open, .comma].contains(last) }

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
                if let text = plain, indent > text.indent { return goOn(with: text, from: indent) }
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
        let isComment = quote == nil && line[column] == "#"
        while column < line.count, block == nil, !isStopped {
            let start = column
            column = scanToken(at: start)
            if quote == nil, !isSpace(line, start), line[start] != "#" {
                end = (row, trimmed(line, start..<min(column, line.count)))
            }
        }
        if !isComment { isOpen = block == nil && (last == .key || last == .dash) }
    }

    /// Reads what begins at a column and says where the next token may begin.
    private mutating func scanToken(at column: Int) -> Int {
        let line = lines[row]
        if quote != nil { return scanQuoted(from: column) }
        let scalar = line[column]
        let isClosed = last == .quoted || last == .closed
        if isClosed, isTooMuch(scalar, at: column), refuseMore(at: column) { return line.count }
        switch scalar {
        case " ", "\t":
            return column + 1
        case "#":
            return scanComment(at: column)
        case "-" where flow.isEmpty && isSpace(line, column + 1), "?" where flow.isEmpty && isSpace(line, column + 1):
            if scalar == "-", !enter(column..<(column + 1)) { return line.count }
            node = column
            last = .dash
            if column > Self.widestIndent { found(.depth, column..<(column + 1)) }
            return column + 1
        case "-" where isSpace(line, column + 1) && isFirst(column) && last != .plain:
            refuseLine(at: column, isDash: true)
            return line.count
        case ":" where isSpace(line, column + 1) || isClosed:
            if last == .quoted, flow.isEmpty, let key = closedQuote, key.row == row {
                guard enter(key.column..<column) else { return line.count }
                node = key.column
            }
            last = .key
            return column + 1
        case "{", "[":
            flow.append(Opening(mark: scalar, row: row, column: column, node: node))
            last = .open
            if flow.count > Self.deepest { found(.depth, column..<(column + 1)) }
            return column + 1
        case "}", "]":
            close(at: column)
            return column + 1
        case "," where !flow.isEmpty:
            last = .comma
            return column + 1
        case _ where !flow.isEmpty && last == .plain:
            // A text goes on, whatever it goes on with.
            return scanPlain(from: column)
        case "\"", "'":
            quote = Opening(mark: scalar, row: row, column: column, node: node)
            return scanQuoted(from: column + 1)
        case "|" where flow.isEmpty, ">" where flow.isEmpty:
            return scanBlockHeader(at: column)
        case "*", "&", "!", "@", "`", "%":
            return scanIndicator(at: column)
        default:
            return scanPlain(from: column)
        }
    }

    /// Notes a trap in this line, and covers it.
    mutating func found(_ kind: Trap.Kind, _ range: Range<Int>, cover: Unicode.Scalar? = nil) {
        refuse(kind, range)
        for column in range { lines[row][column] = cover ?? standIn }
    }

    /// Notes a trap, by default in this line.
    mutating func refuse(_ kind: Trap.Kind, _ range: Range<Int>, in row: Int? = nil) {
        let row = row ?? self.row
        let span = SourceSpan(line: row + 1, column: range.lowerBound + 1, length: range.count)
        traps.append(Trap(kind: kind, span: span, text: text(range.clamped(to: 0..<lines[row].count), in: row)))
    }

    /// A part of a line, by default of this one.
    func text(_ range: Range<Int>, in row: Int? = nil) -> String {
        String(String.UnicodeScalarView(lines[row ?? self.row][range]))
    }
}
