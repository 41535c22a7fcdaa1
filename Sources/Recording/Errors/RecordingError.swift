/// Why no bundle can be written, or read.
package enum RecordingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The folder for bundles cannot be made or written to. Nothing was started.
    case rootNotWritable(path: String, reason: String, remedy: String)
    /// There is no such folder.
    case noBundle(path: String)
    /// There is no journal there.
    case noJournal(path: String, reason: String)
    /// The journal was written by a later version whose format this one cannot read.
    case newerFormat(path: String, found: String, known: String)
    /// A line in the middle of the journal is not readable.
    case damaged(path: String, line: Int, reason: String)
    /// A report that was asked for cannot be written.
    case reportNotWritable(path: String, reason: String)

    /// Where, what, and what to do, in one line.
    package var description: String {
        switch self {
        case .rootNotWritable(let path, let reason, let remedy):
            "\(path): the bundle cannot be written: \(reason); \(remedy)"
        case .noBundle(let path): "\(path): there is no such folder; name the folder of a run"
        case .noJournal(let path, let reason):
            "\(path): no journal can be read: \(reason); name the folder of a run"
        case .newerFormat(let path, let found, let known):
            "\(path): the journal has format \(found), this version reads up to \(known); use the version that wrote it, or a later one"
        case .damaged(let path, let line, let reason):
            "\(path):\(line): the line cannot be read: \(reason); the journal was changed or damaged after it was written"
        case .reportNotWritable(let path, let reason):
            "\(path): the report cannot be written: \(reason); name another place with --output"
        }
    }
}
