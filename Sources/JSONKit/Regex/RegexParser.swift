/// Reads a regular expression of either dialect.
struct RegexParser {
    let scalars: [Unicode.Scalar]
    let dialect: RegexDialect
    var position = 0
    /// The flags in force, `common` only.
    var flags = Flags()
    private(set) var groupCount = 0
    private var depth = 0

    /// `(?i)`, `(?m)` and `(?s)`.
    struct Flags {
        var ignoresCase = false
        var isMultiline = false
        var dotTakesNewlines = false
    }

    /// How deep groups may stand inside one another.
    private static let maximumDepth = 64

    init(_ text: String, dialect: RegexDialect) {
        scalars = Array(text.unicodeScalars)
        self.dialect = dialect
    }

    mutating func parse() throws(TextPatternError) -> RegexSyntax {
        let syntax = try alternatives()
        guard position == scalars.count else {
            throw error("a ')' without its '('", "write \\) for the character")
        }
        return syntax
    }

    private mutating func alternatives() throws(TextPatternError) -> RegexSyntax {
        var branches = [try branch()]
        while take("|") {
            branches.append(try branch())
        }
        return branches.count == 1 ? branches[0] : .alternatives(branches)
    }

    private mutating func branch() throws(TextPatternError) -> RegexSyntax {
        var pieces: [RegexSyntax] = []
        while let scalar = peek, scalar != "|", scalar != ")" {
            let atom = try atom()
            let piece = try quantified(atom)
            if case .assertion = atom, case .repeated = piece {
                throw error("a place cannot be repeated", "put the repetition after a character or a group")
            }
            pieces.append(piece)
        }
        return pieces.count == 1 ? pieces[0] : pieces.isEmpty ? .empty : .sequence(pieces)
    }

    private mutating func atom() throws(TextPatternError) -> RegexSyntax {
        guard let scalar = peek else { return .empty }
        position += 1
        switch scalar {
        case "(": return try group()
        case "[": return .character(try characterClass())
        case ".": return .character(flags.dotTakesNewlines ? .any : .dot)
        case "\\": return try escape()
        case "*", "+", "?":
            throw error("'\(scalar)' has nothing to repeat", "write \\\(scalar) for the character")
        case "{":
            throw error("'{' has nothing to repeat", "write \\{ for the character")
        case "^": return .assertion(flags.isMultiline ? .lineStart : .start)
        case "$": return .assertion(flags.isMultiline ? .lineEnd : .end)
        case "]", "}":
            guard dialect == .common else { throw error("a '\(scalar)' by itself", "write \\\(scalar)") }
        default: break
        }
        return .character(ScalarSet(scalar, ignoresCase: flags.ignoresCase))
    }

    private mutating func quantified(_ atom: RegexSyntax) throws(TextPatternError) -> RegexSyntax {
        let least: Int
        let most: Int?
        switch peek {
        case "*": (least, most) = (0, nil)
        case "+": (least, most) = (1, nil)
        case "?": (least, most) = (0, 1)
        case "{":
            position += 1
            guard let first = count() else { throw error("'{' takes a number", "write \\{ for the character") }
            least = first
            most = take(",") ? count() : first
            if let most, most < least {
                throw error("'{\(least),\(most)}' has its numbers the wrong way round", "write the smaller one first")
            }
            guard peek == "}" else { throw error("'{' has no '}'", "write it as {2} or {2,5}") }
        default: return atom
        }
        position += 1
        let isLazy = dialect == .common && take("?")
        if let next = peek, next == "*" || next == "+" || next == "?" || (next == "{" && dialect == .interoperable) {
            throw error("'\(next)' repeats a repetition", "put parentheses around the inner one")
        }
        return .repeated(atom, least: least, most: most, isLazy: isLazy)
    }

    private mutating func count() -> Int? {
        let start = position
        while let scalar = peek, ("0"..."9").contains(scalar) {
            position += 1
        }
        guard position > start else { return nil }
        // More than any expression may have; the program's size is checked later.
        return Int(String(String.UnicodeScalarView(scalars[start..<position]))) ?? .max
    }

    private mutating func group() throws(TextPatternError) -> RegexSyntax {
        guard depth < Self.maximumDepth else {
            throw error("groups are nested deeper than \(Self.maximumDepth)", "write it more simply")
        }
        depth += 1
        defer { depth -= 1 }
        let outerFlags = flags
        var number: Int?
        if dialect == .common {
            if take("?") {
                switch try groupKind() {
                case .captured: number = nextGroup()
                case .plain: break
                // The flags hold to the end of the group around, which puts back its own.
                case .flagsOnly: return .empty
                }
            } else {
                number = nextGroup()
            }
        }
        let inner = try alternatives()
        flags = outerFlags
        guard take(")") else { throw error("a '(' without its ')'", "close it, or write \\( for the character") }
        return number.map { .captured(inner, $0) } ?? inner
    }

    private mutating func nextGroup() -> Int {
        groupCount += 1
        return groupCount
    }

    private enum GroupKind {
        case captured, plain, flagsOnly
    }

    /// What follows `(?`.
    private mutating func groupKind() throws(TextPatternError) -> GroupKind {
        if take(":") { return .plain }
        _ = take("P")
        if take("<") {
            if peek == "=" || peek == "!" { throw lookaround }
            guard let end = scalars[position...].firstIndex(of: ">"), end > position else {
                throw error("a named group has no name", "write it as (?<name>…)")
            }
            position = end + 1
            return .captured
        }
        var value = true
        while let scalar = peek {
            position += 1
            switch scalar {
            case "i": flags.ignoresCase = value
            case "m": flags.isMultiline = value
            case "s": flags.dotTakesNewlines = value
            case "-": value = false
            case ":": return .plain
            case ")": return .flagsOnly
            case "=", "!": throw lookaround
            default: throw error("'(?\(scalar)' is not supported", "the flags are i, m and s, as in (?i)")
            }
        }
        throw error("a '(' without its ')'", "close it")
    }

    private var lookaround: TextPatternError {
        error("looking ahead or behind is not supported", "match what surrounds it and put a group around the rest")
    }

    // MARK: The text

    var peek: Unicode.Scalar? {
        position < scalars.count ? scalars[position] : nil
    }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek == scalar else { return false }
        position += 1
        return true
    }

    func error(_ message: String, _ remedy: String) -> TextPatternError {
        TextPatternError(message: "\(message) (character \(position) of the regular expression)", remedy: remedy)
    }
}
