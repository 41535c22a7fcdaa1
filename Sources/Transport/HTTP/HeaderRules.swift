/// What may stand in a header, so that no value can add a header or end the request (RFC 9110, section 5).
enum HeaderRules {
    /// Whether the name is a token and the value has no line break and no NUL.
    static func isSafe(name: String, value: String) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy(isTokenByte)
            && value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f || $0 == 0x09 }
    }

    /// The text with what cannot be printed replaced, and cut, for an error message.
    static func printable(_ text: String) -> String {
        let scalars = text.unicodeScalars.prefix(200).map { $0.value < 0x20 || $0.value == 0x7f ? "\u{FFFD}" : $0 }
        return "\"" + String(String.UnicodeScalarView(scalars)) + "\""
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
