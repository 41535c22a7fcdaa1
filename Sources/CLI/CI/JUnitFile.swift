import Foundation
import Recording
import Reporting
import RunModel

/// The file of `--junit`: one report of all runs of the command, written when the last has ended.
struct JUnitFile {
    private let path: String
    /// What is no regular file there, open from the start: a pipe's reader would take a second opening for the end.
    private let outside: OutsideFile?

    /// Makes sure that the file can be written, before anything is started. A report of an earlier command goes away, so
    /// that none is taken for this one's when this one is killed. A device, a pipe or a link stays what it is.
    ///
    /// - Parameter path: The file.
    /// - Throws: `ExitStatus.usage` when it cannot be written.
    init(_ path: String) throws {
        self.path = path
        do {
            let url = URL(fileURLWithPath: path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            outside = try OutsideFile(path)
            if outside == nil {
                try Data().write(to: url)
                try FileManager.default.removeItem(at: url)
            }
        } catch {
            Self.complain(path, error)
            throw ExitStatus.usage
        }
    }

    /// Writes the report.
    ///
    /// - Parameters:
    ///   - runs: The runs.
    ///   - redactors: What knows the secrets.
    /// - Returns: False when that was not possible, which is said on standard error.
    func write(_ runs: [FinishedRun], masking redactors: Redactors) -> Bool {
        let report = JUnitReport.text(runs, from: FileManager.default.currentDirectoryPath)
        let data = Data(MaskedXML.text(report, by: redactors).utf8)
        do {
            if let outside {
                try outside.write(data)
            } else {
                try data.write(to: URL(fileURLWithPath: path), options: .atomic)
            }
            return true
        } catch {
            Self.complain(path, error)
            return false
        }
    }

    private static func complain(_ path: String, _ error: any Error) {
        let reason = RecordingError.reason(error)
        Output.error("endstate: --junit \(path): the file cannot be written: \(reason); name another")
    }
}
