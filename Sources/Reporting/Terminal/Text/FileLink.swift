/// A path as an address that terminals open.
package enum FileLink {
    /// How an address begins.
    static let scheme = "file://"

    /// The address (RFC 8089).
    ///
    /// - Parameter path: An absolute path.
    /// - Returns: The address, with everything escaped that a terminal might break at.
    package static func text(_ path: String) -> String {
        scheme
            + path.utf8.map { byte in
                let character = Character(Unicode.Scalar(byte))
                if byte < 128, character.isLetter || character.isNumber || "/-._~".contains(character) {
                    return String(character)
                }
                return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }.joined()
    }
}
