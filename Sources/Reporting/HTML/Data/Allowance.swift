/// How much of something the page may still take. What does not fit is left to the bundle, and the page says so.
struct Allowance: Sendable {
    /// What is left, in bytes.
    private(set) var left: Int

    /// Starts with a number of bytes.
    init(_ bytes: Int) { left = bytes }

    /// Takes a number of bytes, if they fit.
    mutating func take(_ bytes: Int) -> Bool {
        guard bytes <= left else { return false }
        left -= bytes
        return true
    }

    /// Takes a text, if it fits.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - limit: The most of it that is taken, in characters.
    /// - Returns: The text, or its beginning; `nil` when there is no room left.
    mutating func take(_ text: String?, limit: Int) -> String? {
        guard let text else { return nil }
        let cut = Words.cut(text, limit)
        return take(Self.cost(cut)) ? cut : nil
    }

    /// How long a text is once it is written as the page's data writes it.
    private static func cost(_ text: String) -> Int {
        text.utf8.reduce(3) { sum, byte in
            switch byte {
            case UInt8(ascii: "<"), 0..<0x20, 0x7F: sum + 6
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): sum + 2
            // Some of these are written as escapes of their own.
            case 0x80...: sum + 3
            default: sum + 1
            }
        }
    }
}
