package import Foundation

/// A whole run, as reports are made from it: what was judged, everything that happened, and what was kept.
///
/// Every report is a pure function of one of these, so any of them can be made again from a bundle.
package struct RunRecord: Sendable {
    /// What is told of the run.
    package var result: RunResult
    /// Every event, in order, as it stands in the journal.
    package var events: [RunEvent]
    /// The files of the bundle so far, without those that will not be kept.
    package var files: [BundleFile]
    /// The bundle's folder, absolute, by the name it has once it is whole; `nil` when there is none.
    package var folder: String?
    /// Where the tool runs, absolute: what a report says of the bundle's files to others goes from there.
    package var workingDirectory: String?
    /// False for a run that passed and of which only the essential is kept: no blobs, and no reports that need them.
    package var isKeptWhole: Bool
    /// The bytes of a blob, by its name in `blobs/`; `nil` when it is not there.
    package var blob: @Sendable (_ name: String) -> Data?

    /// Makes a record.
    package init(
        result: RunResult,
        events: [RunEvent],
        files: [BundleFile] = [],
        folder: String? = nil,
        workingDirectory: String? = nil,
        isKeptWhole: Bool = true,
        blob: @escaping @Sendable (_ name: String) -> Data? = { _ in nil }
    ) {
        self.result = result
        self.events = events
        self.files = files
        self.folder = folder
        self.workingDirectory = workingDirectory
        self.isKeptWhole = isKeptWhole
        self.blob = blob
    }
}

/// Makes one report; `nil` when the run has none of its kind.
package typealias ReportMaker = @Sendable (RunRecord) -> ReportFile?
