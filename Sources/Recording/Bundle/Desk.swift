import Convergence
import Foundation
import RunModel
import SystemPackage

/// What a recorder works on: the folder, the journal, the fold. No locks and no queues.
struct Desk: ~Copyable {
    /// How a journal is opened.
    typealias OpenJournal = (FilePath) throws -> JournalFile

    /// The bundle's folder; `nil` when nothing is written.
    var folder: BundleFolder?
    /// Everything recorded so far.
    private(set) var fold = RunFold()
    /// True when the journal has lines that are not forced to the disk.
    private(set) var isDirty = false
    /// Why the bundle is not whole; the run goes on without it.
    private(set) var failure: String?
    private var journal: JournalFile?
    private var blobs: Set<String> = []
    private var blobBytes = 0

    /// How many bytes of blobs a bundle may have.
    static let maximumBlobBytes = 512 << 20

    /// Starts with an empty folder.
    init(folder: BundleFolder?) {
        self.folder = folder
    }

    /// Opens the journal.
    mutating func open(with openJournal: OpenJournal) throws {
        guard let folder else { return }
        journal = try openJournal(FilePath("\(folder.path)/\(JournalReader.fileName)"))
    }

    /// Writes events to the journal and folds them.
    ///
    /// - Parameters:
    ///   - events: The events as they happened.
    ///   - redactor: What masks them.
    /// - Returns: The events as they were written, with what went wrong on the way.
    mutating func record(_ events: [RunEvent], redactor: Redactor) -> [RunEvent] {
        var written: [RunEvent] = []
        written.reserveCapacity(events.count)
        var lines = Data()
        for event in events {
            do {
                let (masked, line) = try redactor.redact(event)
                written.append(masked)
                lines.append(line)
                lines.append(UInt8(ascii: "\n"))
            } catch {
                let lost = Dropped(what: "event \(event.body.kind) (not writable after redaction)", count: 1)
                let substitute = RunEvent(seq: event.seq, t: event.t, body: .dropped(lost))
                written.append(substitute)
                if let line = try? substitute.line() { lines.append(line + [UInt8(ascii: "\n")]) }
            }
        }
        if let fault = append(lines), let last = events.last {
            written.append(RunEvent(seq: last.seq, t: last.t, body: fault))
        }
        for event in written { fold.apply(event) }
        return written
    }

    private mutating func append(_ lines: Data) -> RunEvent.Body? {
        guard failure == nil, journal != nil else { return nil }
        do {
            try journal?.append(lines)
            isDirty = true
            return nil
        } catch {
            return fail(error)
        }
    }

    /// Forces the journal to the disk.
    ///
    /// - Returns: What has to be said when that failed.
    mutating func synchronize() -> RunEvent.Body? {
        guard isDirty, failure == nil else { return nil }
        isDirty = false
        do {
            try journal?.synchronize()
            return nil
        } catch {
            return fail(error)
        }
    }

    /// Notes that the bundle cannot be whole any more.
    ///
    /// - Returns: The fault that says so; `nil` when it was said before.
    mutating func fail(_ error: any Error) -> RunEvent.Body? {
        guard failure == nil else { return nil }
        let reason = BundleFolder.reason(error)
        failure = reason
        let place = folder?.path ?? ""
        return .fault(
            Fault(
                code: .artifactsUnwritable,
                detail: "the bundle in \(place) is not whole: \(reason); make room or name another folder with --output"
            ))
    }

    /// Keeps a blob under the digest of what is written.
    ///
    /// - Returns: Its name; `nil` when it was not kept.
    mutating func store(_ data: Data, as fileExtension: String, redactor: Redactor) -> String? {
        guard let folder, failure == nil else { return nil }
        let suffix = Blob.safeExtension(fileExtension)
        let data = Blob.isPicture(data) ? data : redactor.mask(data)
        let name = "\(BundleFolder.digest(data)).\(suffix)"
        guard !blobs.contains(name) else { return name }
        guard blobBytes + data.count <= Self.maximumBlobBytes else { return nil }
        guard (try? folder.write(data, as: "blobs/\(name)")) != nil else { return nil }
        blobs.insert(name)
        blobBytes += data.count
        return name
    }
}
