package import Convergence
import Foundation
package import RunModel
import Synchronization

extension BundleRecorder {
    /// Ends the recording: looks for secrets, judges, writes the last line and the reports, gives the folder its name.
    ///
    /// - Parameters:
    ///   - time: The time of the last line, in milliseconds since the run started.
    ///   - reports: Make the reports, one after another: each finds the files of those before it among the record's.
    ///     Called once more when a secret was found in one, with the verdict that follows.
    /// - Returns: The result and where the bundle is.
    package func finish(
        at time: Milliseconds,
        reports: [ReportMaker] = []
    ) async -> FinishedRun {
        await onQueue { $0.close(at: time, reports: reports) }
    }

    private func close(at time: Milliseconds, reports: [ReportMaker]) -> FinishedRun {
        drain()
        closeAccounts(at: time)
        var withheld = writer.withLock { writer in
            writer.maskLate(redactor)
            return writer.withholdLeaks(redactor)
        }
        report(withheld, at: time)
        // What the disk refused meanwhile counts for the verdict.
        passOnComplaint(at: time)
        drain()
        let judged = writer.withLock { $0.fold.result(complete: true) }
        emit(.runFinished(RunFinished(verdict: judged.verdict, reason: judged.firstReason?.code)), at: time)
        synchronize()

        let leaks = writeReports(reports)
        if !leaks.isEmpty {
            report(leaks, at: time)
            withheld += leaks + writeReports(reports)
        }
        synchronize()
        return writer.withLock { writer in
            let result = writer.fold.result(complete: true)
            if policy == .onFailure, result.verdict == .passed { writer.dropBlobs() }
            let files = writer.folder?.files ?? []
            writer.complete()
            return FinishedRun(
                result: result, folder: writer.folder?.path, files: files, withheld: Set(withheld).sorted())
        }
    }

    /// Makes and writes the reports.
    ///
    /// - Returns: Those that were withheld because of a secret.
    private func writeReports(_ reports: [ReportMaker]) -> [String] {
        guard !reports.isEmpty, var record else { return [] }
        var written: Set<String> = []
        for make in reports {
            record.files = files(isKeptWhole: record.isKeptWhole)
            guard let report = make(record) else { continue }
            writer.withLock { $0.write(report) }
            written.insert(report.path)
        }
        return writer.withLock { $0.withholdLeaks(redactor, among: written) }
    }

    /// The run as it stands in its folder; `nil` when nothing is written.
    private var record: RunRecord? {
        let (result, folder) = writer.withLock { ($0.fold.result(complete: true), $0.folder) }
        guard let folder else { return nil }
        // A disk that did not take the journal has still left the fold.
        let events = (try? JournalReader(folder: folder.path))?.events ?? []
        return RunRecord(
            result: result, events: events, folder: folder.finalPath,
            workingDirectory: FileManager.default.currentDirectoryPath,
            isKeptWhole: policy == .always || result.verdict != .passed, blob: BundleFolder.blobs(in: folder.path))
    }

    private func files(isKeptWhole: Bool) -> [BundleFile] {
        writer.withLock { $0.files.filter { isKeptWhole || !$0.path.hasPrefix("blobs/") } }
    }

    /// Says which sinks leaked.
    private func report(_ leaks: [String], at time: Milliseconds) {
        guard !leaks.isEmpty else { return }
        let detail =
            "a secret was found in \(leaks.joined(separator: ", ")) after writing; what had it was withheld from the bundle"
        emit(.fault(Fault(code: .secretLeaked, detail: detail)), at: time)
        drain()
    }
}
