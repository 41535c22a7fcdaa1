package import Foundation
package import RunModel

/// `--json`: a run as JSON Lines.
package enum JSONLines {
    /// An event's line, as in the journal, with its newline.
    package static func line(_ event: RunEvent) -> Data {
        guard let line = try? event.line() else { return Data() }
        return line + [UInt8(ascii: "\n")]
    }

    /// The last line: `run.json`'s members with `"kind":"result"` and the bundle's folder.
    package static func result(_ result: RunResult, folder: String?) -> Data { Data() }
}
