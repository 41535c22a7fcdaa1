package import Foundation
package import RunModel

/// `--json`: a run as JSON Lines on standard output and nothing else.
package enum JSONLines {
    /// An event's line, as it stands in the journal.
    ///
    /// - Parameter event: The event, without secrets.
    /// - Returns: UTF-8 with a newline at its end.
    package static func line(_ event: RunEvent) -> Data {
        ((try? event.line()) ?? Data("{}".utf8)) + [UInt8(ascii: "\n")]
    }

    /// The last line: the members of `run.json` with `"kind": "result"`, the exit status and the bundle's folder.
    ///
    /// - Parameters:
    ///   - result: The run.
    ///   - folder: The bundle's folder, absolute; `nil` when nothing was kept.
    ///   - exitCode: What the process will end with.
    /// - Returns: UTF-8 with a newline at its end.
    package static func result(_ result: RunResult, folder: String?, exitCode: Int) -> Data {
        let line = ResultLine(bundle: folder, exitCode: exitCode, run: RunDocument(result))
        return RunDocument.encode(line, pretty: false)
    }

    private struct ResultLine: Encodable {
        enum CodingKeys: String, CodingKey {
            case kind, bundle, exitCode
        }

        var bundle: String?
        var exitCode: Int
        var run: RunDocument

        func encode(to encoder: any Encoder) throws {
            try run.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode("result", forKey: .kind)
            try container.encodeIfPresent(bundle, forKey: .bundle)
            try container.encode(exitCode, forKey: .exitCode)
        }
    }
}
