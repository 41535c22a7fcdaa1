/// Random identifiers and secrets.
enum Identifier {
    /// A fresh identifier such as `evt_5f0c…`.
    static func make(_ prefix: String) -> String { prefix + "_" + hex(bytes: 12) }

    /// 32 random bytes as hexadecimal digits.
    static func secret() -> String { hex(bytes: 32) }

    /// Random bytes as lowercase hexadecimal digits.
    static func hex(bytes count: Int) -> String {
        Hexadecimal.text((0..<count).map { _ in UInt8.random(in: .min ... .max) })
    }
}

/// Bytes as lowercase hexadecimal digits and back.
enum Hexadecimal {
    private static let digits = Array("0123456789abcdef")

    static func text(_ bytes: some Sequence<UInt8>) -> String {
        var text = ""
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return text
    }

    /// Nil when the text is not an even number of hexadecimal digits.
    static func bytes(_ text: String) -> [UInt8]? {
        let values = text.compactMap(\.hexDigitValue)
        guard values.count == text.count, values.count.isMultiple(of: 2) else { return nil }
        return stride(from: 0, to: values.count, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
    }
}
