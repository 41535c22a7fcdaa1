import Foundation
import Reporting
import RunModel

/// The file of `--junit`: one report of all runs of the command, written when the last has ended.
struct JUnitFile {
    private let path: String

    /// Makes sure that the file can be written, before anything is started. A report of an earlier command goes away, so
    /// that none is taken for this one's when this one is killed.
    ///
    /// - Parameter path: The file.
    /// - Throws: `ExitStatus.usage` when it cannot be written.
    init(_ path: String) throws {
        self.path = path
        do {
            let url = URL(fileURLWithPath: path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data().write(to: url)
            try FileManager.default.removeItem(at: url)
        } catch {
            Self.complain(path, error)
            throw ExitStatus.usage
        }
    }

    /// Writes the report.
    ///
    /// - Parameter runs: The runs.
    /// - Returns: False when that was not possible, which is said on standard error.
    func write(_ runs: [FinishedRun]) -> Bool {
        let text = JUnitReport.text(runs, from: FileManager.default.currentDirectoryPath)
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
            return true
        } catch {
            Self.complain(path, error)
            return false
        }
    }

    private static func complain(_ path: String, _ error: any Error) {
        let reason = (error as NSError).localizedDescription
        Output.error("endstate: --junit \(path): the file cannot be written: \(reason); name another")
    }
}
