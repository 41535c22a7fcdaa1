package import Convergence
import Foundation
package import RunModel
import Synchronization

extension BundleRecorder {
    /// Ends the recording: looks for secrets, judges, writes the last line and the reports, gives the folder its name.
    ///
    /// - Parameters:
    ///   - time: The time of the last line, in milliseconds since the run started.
    ///   - reports: Makes the reports. Called once more when a secret was found in one, with the verdict that follows.
    /// - Returns: The result and where the bundle is.
    package func finish(
        at time: Milliseconds,
        reports: @escaping @Sendable (BundleDraft) -> [ReportFile] = { _ in [] }
    ) async -> FinishedRun {
        await onQueue { $0.close(at: time, reports: reports) }
    }

    private func close(at time: Milliseconds, reports: (BundleDraft) -> [ReportFile]) -> FinishedRun {
        drain()
        var withheld = writer.withLock { writer in
            writer.maskLate(redactor)
            return writer.withholdLeaks(redactor)
        }
        report(withheld, at: time)
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
            writer.complete()
            return FinishedRun(result: result, folder: writer.folder?.path, withheld: Set(withheld).sorted())
        }
    }

    /// Makes and writes the reports.
    ///
    /// - Returns: Those that were withheld because of a secret.
    private func writeReports(_ reports: (BundleDraft) -> [ReportFile]) -> [String] {
        guard let draft else { return [] }
        let made = reports(draft)
        return writer.withLock { writer in
            for report in made { writer.write(report) }
            return writer.withholdLeaks(redactor, among: Set(made.map(\.path)))
        }
    }

    private var draft: BundleDraft? {
        writer.withLock { writer in
            guard let folder = writer.folder else { return nil }
            let result = writer.fold.result(complete: true)
            let keepsBlobs = policy == .always || result.verdict != .passed
            let files = writer.files.filter { keepsBlobs || !$0.path.hasPrefix("blobs/") }
            return BundleDraft(result: result, files: files, folder: folder.path)
        }
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
