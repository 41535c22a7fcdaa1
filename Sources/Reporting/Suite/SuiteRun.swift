package import RunModel

/// A run of several, as the summary of them tells it.
package struct SuiteRun: Sendable {
    /// The run.
    package var result: RunResult
    /// The bundle's folder, absolute; `nil` when nothing was kept.
    package var folder: String?
    /// The bundle's files, as paths in it.
    package var files: [String]
    /// What the run alone would have ended with.
    package var exitCode: Int

    /// Makes a run.
    package init(result: RunResult, folder: String?, files: [String] = [], exitCode: Int) {
        self.result = result
        self.folder = folder
        self.files = files
        self.exitCode = exitCode
    }
}
