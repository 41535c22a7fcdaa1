extension RegexParser {
    /// What follows a backslash outside brackets.
    mutating func escape() throws(TextPatternError) -> RegexSyntax {
        if dialect == .common, let scalar = peek {
            let assertion: RegexAssertion? =
                switch scalar {
                case "b": .wordBoundary
                case "B": .noWordBoundary
                case "A": .start
                case "z", "Z": .end
                default: nil
                }
            if let assertion {
                position += 1
                return .assertion(assertion)
            }
            if ("1"..."9").contains(scalar) || scalar == "k" {
                throw error("a reference back to a group is not supported", "write what the group matches once more")
            }
        }
        switch try escapedMember() {
        case .range(let range): return .character(ScalarSet([.range(range)], ignoresCase: flags.ignoresCase))
        case .set(let set): return .character(set)
        case let member: return .character(ScalarSet([member]))
        }
    }

    /// What follows `[`.
    mutating func characterClass() throws(TextPatternError) -> ScalarSet {
        let isNegated = take("^")
        var members: [ScalarSet.Member] = []
        let start = position
        while let scalar = peek {
            if scalar == "]", position > start || dialect == .interoperable {
                guard !members.isEmpty else { break }
                position += 1
                return ScalarSet(members, isNegated: isNegated, ignoresCase: flags.ignoresCase)
            }
            if scalar == "[", dialect == .common, position + 1 < scalars.count, scalars[position + 1] == ":" {
                throw error("classes such as [:alpha:] are not supported", "write \\p{L}, \\d, \\w or \\s")
            }
            members.append(try classMember(isFirst: position == start))
        }
        throw error("a '[' without its ']'", "close it, or write \\[ for the character")
    }

    /// One character, a range or a class inside brackets.
    private mutating func classMember(isFirst: Bool) throws(TextPatternError) -> ScalarSet.Member {
        let isHyphen = peek == "-"
        let member = try classCharacter()
        guard case .range(let lower) = member, peek == "-" else {
            // RFC 9485 has a bare hyphen only first or last, where it cannot be taken for a range.
            if isHyphen, !isFirst, peek != "]", dialect == .interoperable {
                throw error("a '-' inside brackets", "write it as \\-, or first or last")
            }
            return member
        }
        position += 1
        if peek == "]" || (isHyphen && dialect == .interoperable) {
            position -= 1
            return member
        }
        guard case .range(let upper) = try classCharacter() else {
            throw error("a range ends in a class", "write a '-' as \\-")
        }
        guard lower.lowerBound <= upper.lowerBound else {
            throw error("a range has its ends the wrong way round", "write the lower character first")
        }
        return .range(lower.lowerBound...upper.lowerBound)
    }

    private mutating func classCharacter() throws(TextPatternError) -> ScalarSet.Member {
        guard let scalar = peek else { throw error("a '[' without its ']'", "close it") }
        position += 1
        switch scalar {
        case "\\": return try escapedMember()
        case "[" where dialect == .interoperable: throw error("a '[' inside brackets", "write it as \\[")
        default: return .range(scalar.value...scalar.value)
        }
    }

    /// What follows a backslash, as a member of a set; a single character is a range of one.
    private mutating func escapedMember() throws(TextPatternError) -> ScalarSet.Member {
        guard let scalar = peek else { throw error("a backslash at the end", "write \\\\ for the character") }
        position += 1
        func one(_ value: Unicode.Scalar) -> ScalarSet.Member { .range(value.value...value.value) }
        switch scalar {
        case "n": return one("\n")
        case "r": return one("\r")
        case "t": return one("\t")
        case "p": return try category(isNegated: false)
        case "P": return try category(isNegated: true)
        case "(", ")", "*", "+", "-", ".", "?", "[", "\\", "]", "^", "{", "|", "}", "$": return one(scalar)
        default: break
        }
        guard dialect == .common else {
            let remedy =
                switch scalar {
                case "d": "write [0-9]"
                case "w": "write [A-Za-z0-9_]"
                case "s": "write [ \\t\\n\\r]"
                default: "leave the backslash out, or see RFC 9485 for what there is"
                }
            throw error("'\\\(scalar)' is not part of I-Regexp (RFC 9485)", remedy)
        }
        switch scalar {
        case "d": return .set(.digits)
        case "D": return .set(.digits.inverted)
        case "w": return .set(.word)
        case "W": return .set(.word.inverted)
        case "s": return .set(.space)
        case "S": return .set(.space.inverted)
        case "f": return one("\u{0C}")
        case "v": return one("\u{0B}")
        case "0": return one("\0")
        case "x": return one(try codePoint(digits: 2))
        case "u": return one(try codePoint(digits: 4))
        case "a"..."z", "A"..."Z", "0"..."9":
            throw error("'\\\(scalar)' means nothing here", "leave the backslash out for the character")
        default: return one(scalar)
        }
    }

    private mutating func category(isNegated: Bool) throws(TextPatternError) -> ScalarSet.Member {
        if take("{"), let end = scalars[position...].firstIndex(of: "}") {
            let name = String(String.UnicodeScalarView(scalars[position..<end]))
            if Unicode.GeneralCategory.names.contains(name) {
                position = end + 1
                return .category(name, isNegated: isNegated)
            }
        }
        throw error("\\p takes a general category", "write it in braces, as in \\p{L} or \\p{Lu}")
    }

    /// `\x41`, `\u0041` or `\x{1F600}`.
    private mutating func codePoint(digits: Int) throws(TextPatternError) -> Unicode.Scalar {
        var end = position + digits
        var start = position
        if take("{") {
            start = position
            end = scalars[position...].firstIndex(of: "}") ?? scalars.count
            position = end + 1
        } else {
            position = end
        }
        guard end <= scalars.count, start < end, scalars[start..<end].allSatisfy(\.properties.isASCIIHexDigit),
            let value = UInt32(String(String.UnicodeScalarView(scalars[start..<end])), radix: 16),
            let scalar = Unicode.Scalar(value)
        else {
            position = min(position, scalars.count)
            throw error("a code point is not written in full", "write it as \\x41, \\u0041 or \\u{1F600}")
        }
        return scalar
    }
}
