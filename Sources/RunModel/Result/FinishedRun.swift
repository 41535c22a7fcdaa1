/// What is left when a run is over and its bundle is closed.
package struct FinishedRun: Sendable {
    /// What is told of the run: verdict, reasons, everything.
    package var result: RunResult
    /// The bundle's folder, absolute; `nil` when nothing is kept.
    package var folder: String?
    /// The bundle's files, as paths in it.
    package var files: [String]
    /// Files that were withheld because a secret was found in them.
    package var withheld: [String]

    /// Makes a value.
    package init(result: RunResult, folder: String? = nil, files: [String] = [], withheld: [String] = []) {
        self.result = result
        self.folder = folder
        self.files = files
        self.withheld = withheld
    }

    /// The run of a record, as it will be once its reports are written.
    package init(_ record: RunRecord) {
        self.init(result: record.result, folder: record.folder, files: record.files.map(\.path))
    }
}
