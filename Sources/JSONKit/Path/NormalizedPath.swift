/// Texts of places in a JSON value.
///
/// RFC 9535 (2.7) writes `$['a'][0]`. What people read here is `$.a[0]`, which selects the same node, with brackets
/// only where a name needs them; ``canonical(_:)`` is the form of the standard.
enum NormalizedPath {
    /// The text of one step to a member.
    static func segment(_ name: String) -> String {
        isShorthand(name) ? "." + name : canonicalSegment(name)
    }

    /// The text of one step to an element.
    static func segment(_ index: Int) -> String {
        "[\(index)]"
    }

    /// The step to a member as RFC 9535 writes it in a normalized path.
    static func canonicalSegment(_ name: String) -> String {
        var text = "['"
        for scalar in name.unicodeScalars {
            switch scalar {
            case "'": text += "\\'"
            case "\\": text += "\\\\"
            case "\u{08}": text += "\\b"
            case "\t": text += "\\t"
            case "\n": text += "\\n"
            case "\u{0C}": text += "\\f"
            case "\r": text += "\\r"
            case "\0"..<" ":
                let hex = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "']"
    }

    /// Whether `.name` may be written for the name (RFC 9535, `member-name-shorthand`).
    private static func isShorthand(_ name: String) -> Bool {
        guard let first = name.unicodeScalars.first, first.isNameFirst else { return false }
        return name.unicodeScalars.allSatisfy { $0.isNameCharacter }
    }
}

extension Unicode.Scalar {
    /// `name-first` of RFC 9535.
    var isNameFirst: Bool {
        switch self {
        case "a"..."z", "A"..."Z", "_": true
        default: value >= 0x80
        }
    }

    /// `name-char` of RFC 9535.
    var isNameCharacter: Bool {
        isNameFirst || ("0"..."9").contains(self)
    }
}
