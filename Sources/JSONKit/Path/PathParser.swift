/// Reads a query by the grammar of RFC 9535, Appendix A.
///
/// This file has the query, its segments and selectors; filters, strings and numbers are in files of their own.
struct PathParser {
    let scalars: [Unicode.Scalar]
    var position = 0
    /// What is allowed and yet cannot be meant.
    var cautions: [JSONPathError] = []
    private var depth = 0

    /// How deep filters, parentheses and calls may stand inside one another. Deeper queries are refused, so that
    /// neither reading nor evaluating one can exhaust a thread's stack.
    private static let maximumDepth = 32

    /// RFC 9535 (2.1) keeps indexes to the integers that every double can hold (I-JSON).
    private static let largestInteger = 9_007_199_254_740_991

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    mutating func parse() throws(JSONPathError) -> PathQuery {
        guard take("$") else {
            let hint = scalars.isEmpty ? "write $ for the value as a whole" : "begin with $, as in $.name"
            throw error("a JSONPath begins with '$'", hint)
        }
        let segments = try segments()
        if position < scalars.count {
            throw unexpected("after a segment", otherwise: Hint.name)
        }
        return PathQuery(start: .root, segments: segments)
    }

    // MARK: Segments and selectors

    /// Everything that follows `$` or `@`.
    mutating func segments() throws(JSONPathError) -> [PathSegment] {
        var segments: [PathSegment] = []
        while true {
            let start = position
            skipBlank()
            if peek == "[" {
                segments.append(PathSegment(isDescendant: false, selectors: try bracketed()))
            } else if take(".") {
                let isDescendant = take(".")
                if isDescendant, peek == "[" {
                    segments.append(PathSegment(isDescendant: true, selectors: try bracketed()))
                } else {
                    segments.append(PathSegment(isDescendant: isDescendant, selectors: [try shorthand()]))
                }
            } else {
                // Blanks that no segment follows belong to whatever comes next.
                position = start
                return segments
            }
        }
    }

    private mutating func shorthand() throws(JSONPathError) -> PathSelector {
        if take("*") {
            return .wildcard
        }
        let start = position
        guard let first = peek, first.isNameFirst else { throw unexpected("where a name is due", otherwise: Hint.name) }
        while let scalar = peek, scalar.isNameCharacter {
            position += 1
        }
        return .name(text(from: start))
    }

    private mutating func bracketed() throws(JSONPathError) -> [PathSelector] {
        position += 1
        var selectors: [PathSelector] = []
        repeat {
            skipBlank()
            selectors.append(try selector())
            skipBlank()
        } while take(",")
        guard take("]") else {
            throw unexpected("where ',' or ']' is due", otherwise: "separate with ',' and close with ']'")
        }
        return selectors
    }

    private mutating func selector() throws(JSONPathError) -> PathSelector {
        switch peek {
        case "'", "\"": return .name(try string())
        case "*":
            position += 1
            return .wildcard
        case "?":
            position += 1
            skipBlank()
            return .filter(try nested { parser throws(JSONPathError) in try parser.alternatives() })
        case ":", "-", ("0"..."9")?: return try indexOrSlice()
        default: throw unexpected("where a selector is due", otherwise: Hint.selector)
        }
    }

    private mutating func indexOrSlice() throws(JSONPathError) -> PathSelector {
        let start = peek == ":" ? nil : try integer()
        let afterStart = position
        skipBlank()
        guard take(":") else {
            position = afterStart
            guard let start else { throw unexpected("where an index is due", otherwise: Hint.selector) }
            return .index(start)
        }
        var slice = PathSlice(start: start, end: nil, step: 1)
        skipBlank()
        if startsInteger {
            slice.end = try integer()
            skipBlank()
        }
        if take(":") {
            skipBlank()
            if startsInteger {
                slice.step = try integer()
            }
        }
        return .slice(slice)
    }

    private var startsInteger: Bool {
        guard let scalar = peek else { return false }
        return scalar == "-" || ("0"..."9").contains(scalar)
    }

    private mutating func integer() throws(JSONPathError) -> Int {
        let start = position
        let isNegative = take("-")
        let digits = position
        while let scalar = peek, ("0"..."9").contains(scalar) {
            position += 1
        }
        guard position > digits else { throw unexpected("where a digit is due", otherwise: "write the whole number") }
        if scalars[digits] == "0", position > digits + 1 || isNegative {
            position = start
            throw error("an index has no leading zero and no negative zero", "write the plain number")
        }
        guard let integer = Int(text(from: start)), integer.magnitude <= UInt(Self.largestInteger) else {
            position = start
            throw error("the index is too large", "stay within ±\(Self.largestInteger)")
        }
        return integer
    }

    // MARK: The text

    var peek: Unicode.Scalar? {
        position < scalars.count ? scalars[position] : nil
    }

    func startsWith(_ word: String) -> Bool {
        scalars[position...].starts(with: word.unicodeScalars)
    }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek == scalar else { return false }
        position += 1
        return true
    }

    mutating func take(word: String) -> Bool {
        guard startsWith(word) else { return false }
        position += word.unicodeScalars.count
        return true
    }

    mutating func skipBlank() {
        while let scalar = peek, scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r" {
            position += 1
        }
    }

    func text(from start: Int) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[start..<position])
        return String(text)
    }

    /// Reads something that may contain itself, up to a depth.
    mutating func nested<Result>(
        _ read: (inout PathParser) throws(JSONPathError) -> Result
    ) throws(JSONPathError) -> Result {
        guard depth < Self.maximumDepth else {
            throw error("the query is nested deeper than \(Self.maximumDepth) levels", "split it")
        }
        depth += 1
        defer { depth -= 1 }
        return try read(&self)
    }

    // MARK: Errors

    func error(_ message: String, _ remedy: String) -> JSONPathError {
        JSONPathError(offset: position, message: message, remedy: remedy)
    }

    /// Remedies that fit in several places.
    enum Hint {
        static let name = "a name with special characters needs brackets and quotes, as in ['a-b']"
        static let selector =
            "write a name in quotes, an index, a slice, * or a filter, as in ['name'], [0] or [?@.name]"
        static let filter = "a filter tests or compares, as in [?@.name] or [?@.name == 'value']"
    }

    /// The error for what stands here, with the remedy for the slips people make.
    func unexpected(_ place: String, otherwise remedy: String) -> JSONPathError {
        guard let scalar = peek else {
            return error("the JSONPath ends \(place)", "complete it")
        }
        let remedy =
            switch scalar {
            case " ", "\t", "\n", "\r": "remove the blank"
            case "=": "equality is written =="
            case "&": "'and' is written &&"
            case "|": "'or' is written ||"
            case "(":
                "a filter is written [?@.name == 'value'], a function stands in a filter, as in [?length(@.name) > 1]"
            case "a"..."z", "A"..."Z", "_": "a name in brackets and a text in a filter need quotes, as in 'name'"
            default: remedy
            }
        return error("unexpected '\(scalar)' \(place)", remedy)
    }
}
