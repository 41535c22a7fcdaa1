import Foundation
package import RunModel

/// A bundle that is there, whole or of a run that was killed, from which any report can be made again.
///
/// What is read was redacted when it was written. What was a secret is not known any more: a report that is made now
/// says what the journal and the blobs say, and is not searched for secrets a second time.
package struct BundleReader: Sendable {
    /// The journal.
    package let journal: JournalReader

    private let folder: BundleFolder
    private var files: [BundleFile]

    /// Reads a bundle.
    ///
    /// - Parameter path: The bundle's folder, also a `.partial` one, which keeps its name.
    /// - Throws: ``RecordingError`` when there is no such folder, or no journal in it that can be read.
    package init(_ path: String) throws(RecordingError) {
        guard Self.isFolder(path) else { throw .noBundle(path: path) }
        journal = try JournalReader(folder: path)
        guard !journal.events.isEmpty else {
            throw .noJournal(
                path: "\(path)/\(JournalReader.fileName)", reason: "no line of it is whole, so nothing was recorded")
        }
        folder = BundleFolder(existing: path)
        // Whether a blob was masked after it was named is not known here, so every digest is made anew.
        files = folder.files.compactMap { [folder] in folder.describe($0, isNamedByDigest: false) }
    }

    /// The run as its reports are made from it.
    package var record: RunRecord {
        let result = journal.fold.result()
        return RunRecord(
            result: result, events: journal.events, files: files, folder: folder.path,
            workingDirectory: FileManager.default.currentDirectoryPath,
            isKeptWhole: result.verdict != .passed || hasBlobs, blob: BundleFolder.blobs(in: folder.path))
    }

    /// A run of which only the essential is kept has lost its blobs' folder as well.
    private var hasBlobs: Bool { FileManager.default.fileExists(atPath: folder.path + "/blobs") }

    /// Writes a report into the bundle, in the place of one that is there; the next record names it.
    ///
    /// - Parameter report: The report.
    /// - Throws: ``RecordingError/reportNotWritable(path:reason:)``.
    package mutating func write(_ report: ReportFile) throws(RecordingError) {
        try Self.write(report, into: folder)
        files.removeAll { $0.path == report.path }
        if let file = folder.describe(report.path, isNamedByDigest: false) { files.append(file) }
        files.sort { $0.path < $1.path }
    }

    /// Writes a report elsewhere, for its owner's eyes only.
    ///
    /// - Parameters:
    ///   - report: The report.
    ///   - path: The file.
    /// - Throws: ``RecordingError/reportNotWritable(path:reason:)``.
    package static func write(_ report: ReportFile, to path: String) throws(RecordingError) {
        let url = URL(fileURLWithPath: path).standardizedFileURL
        let parent = url.deletingLastPathComponent().path
        do {
            try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        } catch {
            throw .reportNotWritable(path: path, reason: RecordingError.reason(error))
        }
        let named = ReportFile(path: url.lastPathComponent, contents: report.contents)
        try write(named, into: BundleFolder(existing: parent))
    }

    private static func write(_ report: ReportFile, into folder: BundleFolder) throws(RecordingError) {
        let path = "\(folder.path)/\(report.path)"
        // A file takes the place of what is there, and a folder is not to be lost that way.
        guard !isFolder(path) else { throw .reportNotWritable(path: path, reason: "it is a folder") }
        do {
            try folder.write(Data(report.contents), as: report.path)
        } catch {
            throw .reportNotWritable(path: path, reason: RecordingError.reason(error))
        }
    }

    private static func isFolder(_ path: String) -> Bool {
        (try? FileManager.default.contentsOfDirectory(atPath: path)) != nil
    }
}
