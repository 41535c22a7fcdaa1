import Crypto
import Foundation

/// SHA-256 (FIPS 180-4) as the bundle writes it.
enum SHA256Digest {
    /// The digest of a text's UTF-8 bytes, in lowercase hexadecimal.
    static func hexadecimal(of text: String) -> String {
        SHA256.hash(data: Data(text.utf8)).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}
