import Convergence
import Foundation
import RunModel
import SystemPackage

/// What a recorder works on: the folder, the journal, the fold. It knows no locks and no queues.
struct BundleWriter: ~Copyable {
    /// The bundle's folder; `nil` when nothing is written.
    private(set) var folder: BundleFolder?
    /// Everything recorded so far.
    private(set) var fold = RunFold()
    /// True when the journal has lines that are not forced to the disk.
    private(set) var isDirty = false
    /// What has to be said of the disk; said once.
    private(set) var complaint: Fault?
    /// How many bytes of lines were recorded.
    private(set) var recordedBytes = 0

    private let caps: Caps
    private var journal: JournalFile?
    /// Lines that the disk did not take, for when it does again.
    private var unwritten = Data()
    private var hasComplained = false
    private var blobs: Set<String> = []
    private var blobBytes = 0
    /// Blobs whose name is no longer the digest of their bytes.
    private var rewritten: Set<String> = []

    /// Starts with an empty folder, or with none.
    init(folder: BundleFolder?, caps: Caps) {
        self.folder = folder
        self.caps = caps
    }

    /// Opens the journal.
    ///
    /// - Parameter path: A file that is there; `nil` for a new one in the folder.
    /// - Throws: `Errno`.
    mutating func openJournal(at path: String?) throws {
        guard let folder else { return }
        if let path {
            journal = try JournalFile(appendingTo: FilePath(path))
        } else {
            journal = try JournalFile(path: FilePath("\(folder.path)/\(JournalReader.fileName)"))
        }
    }

    /// Writes events to the journal and folds them.
    ///
    /// - Parameters:
    ///   - events: The events as they happened.
    ///   - redactor: What masks them.
    /// - Returns: The events as they were written.
    mutating func record(_ events: [RunEvent], redactor: Redactor) -> [RunEvent] {
        var lines = Data()
        let written = events.map { event in
            let (masked, line) = redactor.redactOrDrop(event)
            lines.append(line)
            lines.append(UInt8(ascii: "\n"))
            return masked
        }
        append(lines)
        recordedBytes += lines.count
        for event in written { fold.apply(event) }
        return written
    }

    private mutating func append(_ lines: Data) {
        guard journal != nil else { return }
        do {
            try journal?.append(unwritten.isEmpty ? lines : unwritten + lines)
            unwritten = Data()
            isDirty = true
        } catch {
            if unwritten.count + lines.count <= caps.unwrittenBytes { unwritten.append(lines) }
            complain(error)
        }
    }

    /// Forces the journal to the disk.
    mutating func synchronize() {
        guard isDirty else { return }
        isDirty = false
        do {
            try journal?.synchronize()
        } catch {
            complain(error)
        }
    }

    /// Takes what has to be said.
    mutating func takeComplaint() -> Fault? {
        defer { complaint = nil }
        return complaint
    }

    /// Notes that the bundle is not whole; the run goes on without it.
    mutating func complain(_ error: any Error) {
        guard !hasComplained else { return }
        hasComplained = true
        let place = folder.map { "the bundle \($0.path)" } ?? "the bundle"
        complaint = Fault(
            code: .artifactsUnwritable,
            detail: "\(place) could not be written whole: \(RecordingError.reason(error)); make room, or name another "
                + "folder with --output")
    }

    /// What became of a blob.
    enum StoredBlob {
        /// It is there, under this name.
        case kept(String)
        /// It would have been more than a bundle may have.
        case leftOut
        /// Nothing is written, or the disk did not take it, which is said elsewhere.
        case refused

        /// Its name, where it has one.
        var name: String? {
            guard case .kept(let name) = self else { return nil }
            return name
        }
    }

    /// Keeps a blob under the digest of what is written.
    mutating func store(_ data: Data, as fileExtension: String, redactor: Redactor) -> StoredBlob {
        guard let folder else { return .refused }
        let data = Blob.isPicture(data) ? data : redactor.mask(data)
        let name = "\(BundleFolder.digest(data)).\(Blob.safeExtension(fileExtension))"
        guard !blobs.contains(name) else { return .kept(name) }
        guard blobBytes + data.count <= caps.blobBytes else { return .leftOut }
        do {
            try folder.write(data, as: "blobs/\(name)")
        } catch {
            complain(error)
            return .refused
        }
        blobs.insert(name)
        blobBytes += data.count
        return .kept(name)
    }

    // MARK: The end

    /// Masks what was written before somebody knew that it is a secret: a token that came in an answer and was sent as
    /// a credential later.
    mutating func maskLate(_ redactor: Redactor) {
        guard let folder, let matcher = redactor.lateMatcher else { return }
        for name in folder.files where name != JournalReader.fileName {
            guard let data = try? folder.read(name), !Blob.isPicture(data) else { continue }
            let masked = Redactor.replace(matcher.ranges(in: [UInt8](data)), in: data)
            if masked != data { rewrite(name, masked) }
        }
        rewriteJournal(matcher) { redactor.mask(line: $0, with: matcher) }
    }

    /// Looks for every secret in what was written, and withholds what has one.
    ///
    /// - Parameters:
    ///   - redactor: What knows the secrets.
    ///   - names: The files to look at; `nil` for all.
    /// - Returns: The files that were withheld, or whose lines were.
    mutating func withholdLeaks(_ redactor: Redactor, among names: Set<String>? = nil) -> [String] {
        let matcher = redactor.matcher
        guard let folder, !matcher.isEmpty else { return [] }
        var leaks: [String] = []
        for name in folder.files where name != JournalReader.fileName && names?.contains(name) != false {
            guard let data = try? folder.read(name), LeakScan.finds(matcher, in: data) else { continue }
            folder.remove(name)
            leaks.append(name)
        }
        guard names?.contains(JournalReader.fileName) != false else { return leaks }
        let withheld = rewriteJournal(matcher) { line in
            guard redactor.mask(line: line, with: matcher) != nil else { return nil }
            return LeakScan.substitute(for: line)
        }
        if withheld { leaks.append(JournalReader.fileName) }
        return leaks
    }

    /// Replaces lines of the journal, and of what the disk has not taken yet, and folds it again, if any changes.
    ///
    /// - Parameters:
    ///   - matcher: Finds what makes a change necessary.
    ///   - change: Gives the line that takes the place of one; `nil` keeps it.
    /// - Returns: Whether any changed.
    @discardableResult
    private mutating func rewriteJournal(_ matcher: SecretMatcher, _ change: (Data) -> Data?) -> Bool {
        guard let folder, let text = try? folder.read(JournalReader.fileName),
            matcher.matches([UInt8](text + unwritten))
        else { return false }
        let written = JournalRewrite(text, change)
        let waiting = JournalRewrite(unwritten, change)
        guard !written.isEmpty || !waiting.isEmpty else { return false }
        unwritten = waiting.text
        if !written.isEmpty { replaceJournal(written, in: folder) }
        // What is folded is what can be read again, and what the disk may still take.
        if let data = try? folder.read(JournalReader.fileName), let reader = try? JournalReader(data + unwritten) {
            fold = reader.fold
        }
        return true
    }

    /// Brings changed lines to the disk: as a new journal, or where there is no room for one, over the lines of the old
    /// one. That one is never given up for them: all that was recorded is in it.
    private mutating func replaceJournal(_ changed: JournalRewrite, in folder: BundleFolder) {
        isDirty = true
        do {
            try folder.write(changed.text, as: JournalReader.fileName)
            journal = try? JournalFile(appendingTo: FilePath("\(folder.path)/\(JournalReader.fileName)"))
        } catch {
            complain(error)
            do {
                try folder.overwrite(JournalReader.fileName, changed.patches)
            } catch {
                // What could not be cleaned must not stay.
                folder.remove(JournalReader.fileName)
            }
        }
    }

    private mutating func rewrite(_ name: String, _ data: Data) {
        do {
            try folder?.write(data, as: name)
            rewritten.insert(name)
        } catch {
            complain(error)
            // What could not be cleaned must not stay.
            folder?.remove(name)
        }
    }

    /// Writes a report.
    mutating func write(_ report: ReportFile) {
        do {
            try folder?.write(Data(report.contents), as: report.path)
        } catch {
            complain(error)
        }
    }

    /// Every file of the bundle with its size and digest.
    var files: [BundleFile] {
        guard let folder else { return [] }
        return folder.files.compactMap { name in
            folder.describe(name, isNamedByDigest: Redactor.isDigestName(name) && !rewritten.contains(name))
        }
    }

    /// Leaves out the blobs.
    mutating func dropBlobs() { folder?.remove("blobs") }

    /// Gives the folder its final name.
    mutating func complete() {
        journal = nil
        do {
            try folder?.complete()
        } catch {
            complain(error)
        }
    }
}
