package import Convergence
import Foundation
package import RunModel
import Synchronization

extension BundleRecorder {
    /// Ends the recording: judges, writes the last line and the reports, looks for secrets, gives the folder its name.
    ///
    /// - Parameters:
    ///   - time: The time of the last line.
    ///   - reports: Makes the reports from the result and the other files of the bundle.
    /// - Returns: The result and where the bundle is.
    package func finish(
        at time: Milliseconds,
        reports: @escaping @Sendable (RunResult, [BundleFile]) -> [ReportFile] = { _, _ in [] }
    ) async -> FinishedRun {
        await onQueue { $0.close(at: time, reports: reports) }
    }

    private func close(
        at time: Milliseconds,
        reports: (RunResult, [BundleFile]) -> [ReportFile]
    ) -> FinishedRun {
        drain()
        let verdict = desk.withLock { $0.fold.result(complete: true) }
        emit(.runFinished(RunFinished(verdict: verdict.verdict, reason: verdict.firstReason?.code)), at: time)
        drain()
        return desk.withLock { desk in
            _ = desk.synchronize()
            let result = desk.fold.result()
            guard var folder = desk.folder else { return FinishedRun(result: result, folder: nil, withheld: []) }
            if policy == .onFailure, result.verdict == .passed { folder.remove("blobs") }
            for report in reports(result, folder.files.compactMap(folder.describe)) {
                try? folder.write(redactor.mask(Data(report.contents)), as: report.path)
            }
            try? folder.complete()
            desk.folder = folder
            return FinishedRun(result: result, folder: folder.path, withheld: [])
        }
    }
}
