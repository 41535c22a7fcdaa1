package import Foundation
import JSONKit
package import RunModel

/// `--json`: runs as JSON Lines on standard output and nothing else.
///
/// Where several runs are told, their lines may alternate, and each says by `run` whose it is.
package enum JSONLines {
    /// An event's line, as it stands in the journal.
    ///
    /// - Parameters:
    ///   - event: The event, without secrets.
    ///   - run: The run's own name, put first as `run`; `nil` where only one run is told.
    /// - Returns: UTF-8 with a newline at its end.
    package static func line(_ event: RunEvent, run: String? = nil) -> Data {
        var line = (try? event.line()) ?? Data("{}".utf8)
        if let run {
            let isEmpty = line.count == 2
            line.replaceSubrange(
                0..<1, with: Data("{\"run\":\(JSON.string(run).serialized())\(isEmpty ? "" : ",")".utf8))
        }
        return line + [UInt8(ascii: "\n")]
    }

    /// The last line of a run: the members of `run.json` with `"kind": "result"`, the exit status and the bundle's folder.
    ///
    /// - Parameters:
    ///   - result: The run.
    ///   - folder: The bundle's folder, absolute; `nil` when nothing was kept.
    ///   - exitCode: What the run alone ends with.
    ///   - run: The run's own name, as `run`; `nil` where only one run is told.
    /// - Returns: UTF-8 with a newline at its end.
    package static func result(_ result: RunResult, folder: String?, exitCode: Int, run: String? = nil) -> Data {
        let line = ResultLine(run: run, bundle: folder, exitCode: exitCode, document: RunDocument(result))
        return RunDocument.encode(line, pretty: false)
    }

    private struct ResultLine: Encodable {
        enum CodingKeys: String, CodingKey {
            case kind, run, bundle, exitCode
        }

        var run: String?
        var bundle: String?
        var exitCode: Int
        var document: RunDocument

        func encode(to encoder: any Encoder) throws {
            try document.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode("result", forKey: .kind)
            try container.encodeIfPresent(run, forKey: .run)
            try container.encodeIfPresent(bundle, forKey: .bundle)
            try container.encode(exitCode, forKey: .exitCode)
        }
    }
}
