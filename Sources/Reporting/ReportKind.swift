package import RunModel

/// The reports that are made of a run, in the order in which they are written: each pure, and any of them again from a
/// bundle.
package enum ReportKind: String, Sendable, CaseIterable {
    /// `network.har`: what the browser exchanged, for browsers' own tools.
    case har
    /// `report.html`, to look at.
    case html
    /// `junit.xml`, for CI; it names the reports before it.
    case junit
    /// `run.json`, for scripts. Last, because it names every other file.
    case json

    /// The makers of all reports of a run.
    package static var all: [ReportMaker] { allCases.map { kind in { kind.file($0) } } }

    /// Makes the report.
    ///
    /// - Parameter record: The run.
    /// - Returns: The report; `nil` when the run has none of its kind.
    package func file(_ record: RunRecord) -> ReportFile? {
        switch self {
        case .har: HAR(record).reportFile
        case .html: HTMLReport.file(record)
        case .junit: record.isKeptWhole ? JUnitReport.file(record) : nil
        // One that is made again must not name itself.
        case .json:
            RunDocument(record.result, files: record.files.filter { $0.path != RunDocument.fileName }).reportFile
        }
    }
}
