/// Reads what a text can have in the place of a character: the character itself, or one of its escapes.
///
/// Known are percent encoding (RFC 3986; also encoded again), `+` for a space (HTML forms), backslash escapes (RFC 8259
/// and JavaScript; also escaped again) and HTML's character references.
struct EscapeReader {
    let text: [UInt8]

    /// One reading of the text at a place.
    struct Unit {
        /// The bytes that are meant.
        var bytes: [UInt8]
        /// The place after it.
        var end: Int
    }

    /// The readings of an escape.
    ///
    /// - Parameter position: A place at which the text has `%`, `\`, `&` or `+`.
    /// - Returns: Every reading other than the character itself; usually none or one.
    func units(at position: Int) -> [Unit] {
        switch text[position] {
        case UInt8(ascii: "+"): [Unit(bytes: [UInt8(ascii: " ")], end: position + 1)]
        case UInt8(ascii: "%"): percentUnits(at: position)
        case UInt8(ascii: "\\"): backslashUnits(at: position)
        case UInt8(ascii: "&"): referenceUnits(at: position)
        default: []
        }
    }

    /// `%2F`, and `%252F`, which is the same encoded again.
    private func percentUnits(at position: Int) -> [Unit] {
        var units: [Unit] = []
        var digits = position + 1
        while let value = hex(at: digits, count: 2) {
            units.append(Unit(bytes: [UInt8(value)], end: digits + 2))
            guard value == 0x25, units.count < 4 else { break }
            digits += 2
        }
        return units
    }

    /// `\n`, `\u00e9`, `\x41`, `\"`; any number of backslashes counts as one, which is the same escaped again.
    private func backslashUnits(at position: Int) -> [Unit] {
        var index = position
        while index < text.count, text[index] == UInt8(ascii: "\\") { index += 1 }
        guard index < text.count else { return [] }
        let letter = text[index]
        var units: [Unit] = [Unit(bytes: [letter], end: index + 1)]
        switch letter {
        case UInt8(ascii: "n"): units.append(Unit(bytes: [0x0A], end: index + 1))
        case UInt8(ascii: "r"): units.append(Unit(bytes: [0x0D], end: index + 1))
        case UInt8(ascii: "t"): units.append(Unit(bytes: [0x09], end: index + 1))
        case UInt8(ascii: "b"): units.append(Unit(bytes: [0x08], end: index + 1))
        case UInt8(ascii: "f"): units.append(Unit(bytes: [0x0C], end: index + 1))
        case UInt8(ascii: "x"):
            if let value = hex(at: index + 1, count: 2) { units += unit(value, end: index + 3) }
        case UInt8(ascii: "u"):
            if let value = hex(at: index + 1, count: 4) { units += unicodeUnits(value, end: index + 5) }
        default: break
        }
        return units
    }

    private func unicodeUnits(_ value: UInt32, end: Int) -> [Unit] {
        guard (0xD800..<0xDC00).contains(value) else { return unit(value, end: end) }
        var index = end
        while index < text.count, text[index] == UInt8(ascii: "\\") { index += 1 }
        guard index > end, index < text.count, text[index] == UInt8(ascii: "u"),
            let low = hex(at: index + 1, count: 4), (0xDC00..<0xE000).contains(low)
        else { return [] }
        return unit(0x10000 + (value - 0xD800) << 10 + (low - 0xDC00), end: index + 5)
    }

    /// `&amp;`, `&#39;`, `&#x27;`; `&amp;#39;` is the same escaped again.
    private func referenceUnits(at position: Int) -> [Unit] {
        var index = position + 1
        var units: [Unit] = []
        while true {
            let start = index
            while index < text.count, text[index] != UInt8(ascii: ";"), index - start < 8 { index += 1 }
            guard index < text.count, text[index] == UInt8(ascii: ";") else { return units }
            let name = text[start..<index]
            index += 1
            guard let value = Self.value(of: name) else { return units }
            units += unit(value, end: index)
            guard value == 0x26 else { return units }
        }
    }

    private static func value(of name: ArraySlice<UInt8>) -> UInt32? {
        if name.first == UInt8(ascii: "#") {
            let digits = name.dropFirst()
            if let letter = digits.first, letter == UInt8(ascii: "x") || letter == UInt8(ascii: "X") {
                return UInt32(String(decoding: digits.dropFirst(), as: UTF8.self), radix: 16)
            }
            return UInt32(String(decoding: digits, as: UTF8.self))
        }
        return names[String(decoding: name, as: UTF8.self)]
    }

    private static let names: [String: UInt32] = [
        "amp": 0x26, "lt": 0x3C, "gt": 0x3E, "quot": 0x22, "apos": 0x27, "nbsp": 0xA0, "sol": 0x2F, "plus": 0x2B,
        "equals": 0x3D, "colon": 0x3A, "num": 0x23, "dollar": 0x24, "excl": 0x21, "grave": 0x60, "bsol": 0x5C,
    ]

    private func unit(_ value: UInt32, end: Int) -> [Unit] {
        guard let scalar = Unicode.Scalar(value) else { return [] }
        return [Unit(bytes: Array(String(Character(scalar)).utf8), end: end)]
    }

    private func hex(at start: Int, count: Int) -> UInt32? {
        guard start + count <= text.count else { return nil }
        var value: UInt32 = 0
        for byte in text[start..<start + count] {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt32(byte - UInt8(ascii: "a") + 10)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt32(byte - UInt8(ascii: "A") + 10)
            default: return nil
            }
        }
        return value
    }
}
