import Foundation
import Testing

/// Compares text with a file beside the tests; `UPDATE_GOLDEN=1` writes the files anew.
func expectGolden(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = folder.appendingPathComponent("Golden/\(name)")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
        try Data(text.utf8).write(to: file)
    }
    let expected = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    #expect(text == expected, "compare with Golden/\(name)", sourceLocation: sourceLocation)
}

extension String {
    /// The text with its escape sequences made visible.
    var withVisibleEscapes: String { replacingOccurrences(of: "\u{1B}", with: "␛") }
}
