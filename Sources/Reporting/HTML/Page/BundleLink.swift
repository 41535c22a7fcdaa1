/// Links to other files of the bundle. A name that could lead anywhere else is none.
enum BundleLink {
    /// Whether a path in the bundle can be linked as it is.
    static func isSafe(_ path: String) -> Bool {
        guard let first = path.utf8.first, first != UInt8(ascii: "."), first != UInt8(ascii: "/") else { return false }
        let isPlain = path.utf8.allSatisfy { byte in
            let character = Character(Unicode.Scalar(byte))
            return byte < 128 && (character.isLetter || character.isNumber || "/-._".contains(character))
        }
        return isPlain && !path.contains("..") && !path.contains("//")
    }

    /// Whether a text is the name of a blob: a SHA-256 in hexadecimal and an extension.
    static func isBlob(_ name: String) -> Bool {
        let digest = name.prefix { $0 != "." }
        return digest.utf8.count == 64 && digest.utf8.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
            && name.utf8.count <= 64 + 9 && isSafe(name)
    }
}
