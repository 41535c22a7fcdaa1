extension String {
    /// Percent-encodes a text (RFC 3986, section 2.1): each byte of its UTF-8 that may not stand as it is.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - kept: Characters that stay as they are; all of them ASCII.
    package init(percentEncoding text: some StringProtocol, keeping kept: Set<UInt8>) {
        self = text.utf8.reduce(into: "") { encoded, byte in
            if kept.contains(byte) {
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                encoded += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
    }

    /// ASCII letters and digits.
    package static let alphanumerics =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

    /// What never has to be encoded (RFC 3986, section 2.3: unreserved).
    package static let unreserved = alphanumerics + "-._~"
}
