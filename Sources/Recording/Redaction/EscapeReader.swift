/// Reads what a text can have in the place of a character: the character itself, or one of its escapes.
///
/// Known are percent encoding (RFC 3986), `+` for a space (HTML forms), backslash escapes (RFC 8259 and JavaScript) and
/// HTML's character references, and each of them written in any other: every character of an escape may be an escape.
struct EscapeReader {
    let text: [UInt8]
    /// Whether "…" is the place where the text was cut: messages quote what is long that way.
    var readsCuts = true

    /// One reading of the text at a place.
    struct Unit {
        /// The bytes that are meant.
        var bytes: [UInt8]
        /// The place after it.
        var end: Int
        /// A letter after a backslash that gives it no meaning of its own. Inside a secret that is an escape; before
        /// one it is just a backslash, as in a path.
        var isBareLetter = false
    }

    /// What stands where a text was cut.
    private static let cut = Array("…".utf8)
    /// The bytes that an escape begins with.
    static let beginnings = Array("%\\&+".utf8)
    /// How often a text can have been escaped. Backslash escapes count once, however often they were escaped.
    static let depth = 3
    /// The most backslashes that are read as one: six times escaped.
    private static let longestRun = 64
    /// The same for backslashes that are escaped in another way: three times.
    private static let longestEscapedRun = 8

    /// The readings of an escape.
    ///
    /// - Parameters:
    ///   - position: A place in the text.
    ///   - depth: How often it can have been escaped.
    /// - Returns: Every reading other than the byte itself; none where no escape begins.
    func units(at position: Int, depth: Int = depth) -> [Unit] {
        guard depth > 0, Self.isBeginning(text[position]) else { return [] }
        // A beginning that was itself escaped begins an escape as well.
        let nested = units(at: position, depth: depth - 1)
        var found = escapes(beginning: text[position], after: position + 1, depth: depth - 1)
        for unit in nested where unit.bytes.count == 1 && Self.isBeginning(unit.bytes[0]) {
            found += escapes(beginning: unit.bytes[0], after: unit.end, depth: depth - 1)
        }
        return nested + found
    }

    private func escapes(beginning: UInt8, after position: Int, depth: Int) -> [Unit] {
        switch beginning {
        case UInt8(ascii: "%"):
            hex(at: position, digits: 2, depth: depth).map { [Unit(bytes: [UInt8($0.value)], end: $0.end)] } ?? []
        case UInt8(ascii: "\\"): backslashEscapes(after: position, depth: depth)
        case UInt8(ascii: "&"): reference(after: position, depth: depth)
        default: [Unit(bytes: [UInt8(ascii: " ")], end: position)]
        }
    }

    /// `\n`, `\u00e9`, `\x41`, `\"`; any number of backslashes counts as one, which is the same escaped again.
    private func backslashEscapes(after position: Int, depth: Int) -> [Unit] {
        var start = position
        while start < text.count, text[start] == UInt8(ascii: "\\") {
            start += 1
            guard start - position <= Self.longestRun else { return [] }
        }
        var run = 0
        while let next = read(at: start, depth: min(depth, 1), where: { $0 == UInt8(ascii: "\\") }) {
            start = next.end
            run += 1
            guard run <= Self.longestEscapedRun else { return [] }
        }
        var units = start > position ? [Unit(bytes: [UInt8(ascii: "\\")], end: start)] : []
        guard start < text.count else { return units }
        units += meanings(of: text[start], end: start + 1, depth: depth)
        for letter in self.units(at: start, depth: depth) where letter.bytes.count == 1 {
            units += meanings(of: letter.bytes[0], end: letter.end, depth: depth)
        }
        return units
    }

    /// What a character means after a backslash.
    private func meanings(of letter: UInt8, end: Int, depth: Int) -> [Unit] {
        let itself = Unit(bytes: [letter], end: end, isBareLetter: Self.isAlphanumeric(letter))
        switch letter {
        case UInt8(ascii: "n"): return [itself, Unit(bytes: [0x0A], end: end)]
        case UInt8(ascii: "r"): return [itself, Unit(bytes: [0x0D], end: end)]
        case UInt8(ascii: "t"): return [itself, Unit(bytes: [0x09], end: end)]
        case UInt8(ascii: "b"): return [itself, Unit(bytes: [0x08], end: end)]
        case UInt8(ascii: "f"): return [itself, Unit(bytes: [0x0C], end: end)]
        case UInt8(ascii: "x"):
            return [itself] + (hex(at: end, digits: 2, depth: depth).map { unit($0.value, end: $0.end) } ?? [])
        case UInt8(ascii: "u"):
            return [itself] + (hex(at: end, digits: 4, depth: depth).map { unicode($0, depth: depth) } ?? [])
        default: return [itself]
        }
    }

    /// `\u00e9`, and `\ud83d\udd11`, which is one scalar in two halves.
    private func unicode(_ code: (value: UInt32, end: Int), depth: Int) -> [Unit] {
        guard (0xD800..<0xDC00).contains(code.value) else { return unit(code.value, end: code.end) }
        var start = code.end
        for _ in 0..<Self.longestEscapedRun {
            guard let next = read(at: start, depth: depth, where: { $0 == UInt8(ascii: "\\") }) else { break }
            start = next.end
        }
        guard start > code.end, let letter = read(at: start, depth: depth, where: { $0 == UInt8(ascii: "u") }),
            let low = hex(at: letter.end, digits: 4, depth: depth), (0xDC00..<0xE000).contains(low.value)
        else { return [] }
        return unit(0x10000 + (code.value - 0xD800) << 10 + (low.value - 0xDC00), end: low.end)
    }

    /// `&amp;`, `&#39;`, `&#x27;`.
    private func reference(after position: Int, depth: Int) -> [Unit] {
        var name: [UInt8] = []
        var start = position
        while name.count < 10 {
            guard let next = read(at: start, depth: depth, where: Self.isOfReference) else { return [] }
            start = next.end
            guard next.byte != UInt8(ascii: ";") else { break }
            name.append(next.byte)
        }
        guard let value = Self.value(of: name[...]) else { return [] }
        return unit(value, end: start)
    }

    private static func value(of name: ArraySlice<UInt8>) -> UInt32? {
        guard name.first == UInt8(ascii: "#") else { return names[String(decoding: name, as: UTF8.self)] }
        let digits = name.dropFirst()
        if let letter = digits.first, letter == UInt8(ascii: "x") || letter == UInt8(ascii: "X") {
            return UInt32(String(decoding: digits.dropFirst(), as: UTF8.self), radix: 16)
        }
        return UInt32(String(decoding: digits, as: UTF8.self))
    }

    private static let names: [String: UInt32] = [
        "amp": 0x26, "lt": 0x3C, "gt": 0x3E, "quot": 0x22, "apos": 0x27, "nbsp": 0xA0, "sol": 0x2F, "plus": 0x2B,
        "equals": 0x3D, "colon": 0x3A, "num": 0x23, "dollar": 0x24, "excl": 0x21, "grave": 0x60, "bsol": 0x5C,
    ]

    /// Where the text was cut, if that is at a place or in the midst of the escape that begins there.
    func cut(at position: Int) -> Int? {
        guard readsCuts else { return nil }
        var end = position
        if Self.isBeginning(text[position]) {
            while end < text.count, end - position < Self.longestEscape, text[end] != Self.cut[0] { end += 1 }
        }
        return text[end...].starts(with: Self.cut) ? end : nil
    }

    /// So many bytes an escape has at most, unless it was escaped again.
    private static let longestEscape = 12

    // MARK: Single characters

    /// The byte that is meant at a place, if it can be one that is wanted.
    private func read(at position: Int, depth: Int, where isWanted: (UInt8) -> Bool) -> (byte: UInt8, end: Int)? {
        guard position < text.count else { return nil }
        if isWanted(text[position]) { return (text[position], position + 1) }
        for unit in units(at: position, depth: depth) where unit.bytes.count == 1 && isWanted(unit.bytes[0]) {
            return (unit.bytes[0], unit.end)
        }
        return nil
    }

    private func hex(at start: Int, digits: Int, depth: Int) -> (value: UInt32, end: Int)? {
        var value: UInt32 = 0
        var end = start
        for _ in 0..<digits {
            guard let digit = read(at: end, depth: depth, where: { Self.hexValue($0) != nil }) else { return nil }
            value = value << 4 | (Self.hexValue(digit.byte) ?? 0)
            end = digit.end
        }
        return (value, end)
    }

    private func unit(_ value: UInt32, end: Int) -> [Unit] {
        guard let scalar = Unicode.Scalar(value) else { return [] }
        return [Unit(bytes: Array(String(Character(scalar)).utf8), end: end)]
    }

    static func isBeginning(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "%") || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "&")
            || byte == UInt8(ascii: "+")
    }

    private static func isOfReference(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || byte == UInt8(ascii: "#") || byte == UInt8(ascii: ";")
    }

    static func hexValue(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }

    static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"):
            true
        default: false
        }
    }

    /// Takes in the characters beside base64 text, which carry bits of a secret's first and last byte, and the padding.
    func widenBase64(_ range: Range<Int>) -> Range<Int> {
        func isBase64(_ byte: UInt8) -> Bool { Self.isAlphanumeric(byte) || Array("+/-_".utf8).contains(byte) }
        var lower = range.lowerBound
        var upper = range.upperBound
        if lower > 0, isBase64(text[lower - 1]) { lower -= 1 }
        if upper < text.count, isBase64(text[upper]) { upper += 1 }
        while upper < text.count, text[upper] == UInt8(ascii: "="), upper - range.upperBound < 3 { upper += 1 }
        return lower..<upper
    }
}
