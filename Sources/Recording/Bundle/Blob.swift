import Foundation

/// What can be told of a blob from its bytes and its name.
enum Blob {
    /// The beginnings of picture formats: masked text in one would only destroy it.
    private static let pictures: [[UInt8]] = [
        [0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF], Array("GIF8".utf8), Array("RIFF".utf8),
    ]

    /// Whether the bytes are a picture.
    static func isPicture(_ data: Data) -> Bool { pictures.contains { data.starts(with: $0) } }

    /// An extension that is safe in a file name.
    static func safeExtension(_ text: String) -> String {
        let safe = text.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }.prefix(8)
        return safe.isEmpty ? "bin" : String(safe)
    }
}
