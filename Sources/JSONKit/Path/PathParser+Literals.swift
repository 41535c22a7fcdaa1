extension PathParser {
    /// A string in single or double quotes (RFC 9535, 2.3.1.1).
    mutating func string() throws(JSONPathError) -> String {
        let start = position
        let quote = scalars[position]
        position += 1
        var text = String.UnicodeScalarView()
        while let scalar = peek {
            switch scalar {
            case quote:
                position += 1
                return String(text)
            case "\\":
                position += 1
                text.append(try escaped(quote: quote))
            case "\0"..<" ":
                throw error("a control character in a string", "write it as an escape, as in \\n or \\u0001")
            default:
                text.append(scalar)
                position += 1
            }
        }
        position = start
        throw error("the string has no closing quote", "close it with \(quote)")
    }

    private mutating func escaped(quote: Unicode.Scalar) throws(JSONPathError) -> Unicode.Scalar {
        guard let scalar = peek else { throw unexpected("inside an escape", otherwise: "complete it") }
        position += 1
        switch scalar {
        case quote, "\\", "/": return scalar
        case "b": return "\u{08}"
        case "f": return "\u{0C}"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "u": return try codePoint()
        default:
            position -= 1
            throw error("'\\\(scalar)' is no escape of JSONPath", "write a backslash itself as \\\\")
        }
    }

    /// The four digits after `\u`, and the second half where they are the first of a surrogate pair.
    private mutating func codePoint() throws(JSONPathError) -> Unicode.Scalar {
        let start = position
        let first = try hexadecimal()
        if let scalar = Unicode.Scalar(first) {
            return scalar
        }
        if first < 0xDC00, take(word: "\\u") {
            let second = try hexadecimal()
            if (0xDC00...0xDFFF).contains(second),
                let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
            {
                return scalar
            }
        }
        position = start
        throw error("half of a surrogate pair", "write both halves, the high one first, or the character itself")
    }

    private mutating func hexadecimal() throws(JSONPathError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let scalar = peek, scalar.isASCII, let digit = Character(scalar).hexDigitValue else {
                throw error("\\u takes four hexadecimal digits", "write them all, as in \\u00e9")
            }
            value = value << 4 + UInt32(digit)
            position += 1
        }
        return value
    }

    /// A number as JSON writes it; `-0` and exponents are allowed here, unlike in an index.
    mutating func number() throws(JSONPathError) -> JSON {
        let start = position
        _ = take("-")
        let whole = try digits()
        if scalars[whole] == "0", position > whole + 1 {
            position = start
            throw error("a number has no leading zero", "write the plain number")
        }
        var isWhole = true
        if take(".") {
            isWhole = false
            _ = try digits()
        }
        if take("e") || take("E") {
            isWhole = false
            if !take("+") {
                _ = take("-")
            }
            _ = try digits()
        }
        let text = text(from: start)
        if isWhole, let integer = Int64(text) {
            return .integer(integer)
        }
        guard let number = Double(text), number.isFinite else {
            position = start
            throw error("the number is too large", "stay within what a double can hold")
        }
        return .number(number)
    }

    /// At least one digit; gives where they start.
    private mutating func digits() throws(JSONPathError) -> Int {
        let start = position
        while let scalar = peek, ("0"..."9").contains(scalar) {
            position += 1
        }
        guard position > start else { throw unexpected("where a digit is due", otherwise: "write the whole number") }
        return start
    }
}
