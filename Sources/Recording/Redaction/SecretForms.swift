import Foundation
import JSONKit

/// What has to be looked for to find one secret.
///
/// Escapes (URL, form, JSON, HTML, also one inside another) are no forms of their own: the matcher reads them as it
/// goes. What remains are the encodings that change every byte.
struct SecretForm: Hashable, Sendable {
    /// The bytes to find.
    var bytes: [UInt8]
    /// Whether letters match in both cases.
    var foldsCase = false
    /// Whether the bytes are the inside of base64 text, whose edges share bits with what stands beside them.
    var isBase64 = false

    /// Every form of a secret.
    ///
    /// - Parameter secret: The secret's bytes.
    /// - Returns: Plain, hexadecimal, and base64 (RFC 4648, both alphabets) at the three offsets that it can have inside
    ///   a longer text, as in HTTP's Basic scheme; base64 also of the secret as JSON writes it, as in a token's claims.
    static func all(of secret: [UInt8]) -> [SecretForm] {
        var forms: Set<SecretForm> = [SecretForm(bytes: secret)]
        forms.insert(SecretForm(bytes: hexadecimal(secret), foldsCase: true))
        let json = JSON.string(String(decoding: secret, as: UTF8.self)).serialized().utf8.dropFirst().dropLast()
        for text in Set([secret, Array(json)]) {
            for offset in 0..<3 {
                let standard = base64(text, offset: offset)
                let urlSafe = standard.map { byte in
                    byte == UInt8(ascii: "+") ? UInt8(ascii: "-") : byte == UInt8(ascii: "/") ? UInt8(ascii: "_") : byte
                }
                forms.insert(SecretForm(bytes: standard, isBase64: true))
                forms.insert(SecretForm(bytes: urlSafe, isBase64: true))
            }
        }
        return Array(forms)
    }

    /// The bytes that may stand at a place of the form.
    func spellings(at index: Int) -> [UInt8] {
        let byte = bytes[index]
        let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        return foldsCase && isLetter ? [byte, byte - 32] : [byte]
    }

    /// Whether a byte may stand at a place of the form.
    func continues(with byte: UInt8, at index: Int) -> Bool {
        if byte == bytes[index] { return true }
        guard foldsCase, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) else { return false }
        return byte + 32 == bytes[index]
    }

    /// Whether several bytes may stand at a place of the form.
    func continues(with unit: [UInt8], at index: Int) -> Bool {
        guard index + unit.count <= bytes.count else { return false }
        return unit.indices.allSatisfy { continues(with: unit[$0], at: index + $0) }
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> [UInt8] {
        let digits = Array("0123456789abcdef".utf8)
        return bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    }

    /// The characters of base64 text that depend on the secret alone, when so many bytes stand before it.
    private static func base64(_ bytes: [UInt8], offset: Int) -> [UInt8] {
        let text = Array(Data([UInt8](repeating: 0, count: offset) + bytes).base64EncodedData())
        let length = offset + bytes.count
        // Six bits a character: the first one whole inside the secret, and the last one.
        let first = (offset * 8 + 5) / 6
        let last = length * 8 / 6
        return Array(text[first..<last])
    }
}
