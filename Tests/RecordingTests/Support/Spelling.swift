import Foundation

/// The ways in which a text travels through a browser, written without the code under test.
enum Spelling: String, CaseIterable, Sendable {
    case plain, percentUpper, percentLower, percentAll, component, form, json, jsonASCII, html, htmlDecimal,
        htmlHexadecimal, hexLower, hexUpper

    /// The text, spelled that way.
    func write(_ text: String) -> String {
        switch self {
        case .plain: text
        case .percentUpper: Self.percent(text, keep: "-._~", upper: true)
        case .percentLower: Self.percent(text, keep: "-._~", upper: false)
        case .percentAll: text.utf8.map { "%" + Self.hex($0, upper: true) }.joined()
        case .component: Self.percent(text, keep: "-_.!~*'()", upper: true)
        case .form: Self.percent(text, keep: "*-._ ", upper: true).replacingOccurrences(of: " ", with: "+")
        case .json: Self.json(text, ascii: false)
        case .jsonASCII: Self.json(text, ascii: true)
        case .html: Self.html(text) { $0 }
        case .htmlDecimal: Self.references(text) { "&#\($0);" }
        case .htmlHexadecimal: Self.references(text) { "&#x\(String($0, radix: 16, uppercase: true));" }
        case .hexLower: text.utf8.map { Self.hex($0, upper: false) }.joined()
        case .hexUpper: text.utf8.map { Self.hex($0, upper: true) }.joined()
        }
    }

    private static func hex(_ byte: UInt8, upper: Bool = false) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: upper)
    }

    private static func percent(_ text: String, keep: String, upper: Bool) -> String {
        text.utf8.map { byte in
            let character = Character(Unicode.Scalar(byte))
            let isKept = byte < 128 && (character.isLetter || character.isNumber || keep.contains(character))
            return isKept ? String(character) : "%" + hex(byte, upper: upper)
        }.joined()
    }

    private static func json(_ text: String, ascii: Bool) -> String {
        text.unicodeScalars.map { scalar -> String in
            switch scalar {
            case "\"": "\\\""
            case "\\": "\\\\"
            case "\n": "\\n"
            case "\t": "\\t"
            case "/" where ascii: "\\/"
            case _ where scalar.value < 0x20 || (ascii && !scalar.isASCII):
                String(Character(scalar)).utf16.map { "\\u" + hex(UInt8($0 >> 8)) + hex(UInt8($0 & 255)) }.joined()
            default: String(Character(scalar))
            }
        }.joined()
    }

    private static func html(_ text: String, other: (Character) -> Character) -> String {
        text.map { character in
            switch character {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\"": "&quot;"
            case "'": "&#39;"
            default: String(other(character))
            }
        }.joined()
    }

    private static func references(_ text: String, _ write: (UInt32) -> String) -> String {
        text.unicodeScalars.map { scalar in
            scalar.isASCII && Character(scalar).isLetter ? String(scalar) : write(scalar.value)
        }.joined()
    }
}
