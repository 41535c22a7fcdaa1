package import Foundation
package import RunModel

/// A journal as it was read from a bundle, whole or of a run that was killed.
package struct JournalReader: Sendable {
    /// The name of the file in a bundle.
    package static let fileName = "journal.jsonl"

    /// The events in order.
    package let events: [RunEvent]
    /// True when the last line was cut off, as when the tool was killed while it wrote.
    package let isTorn: Bool

    /// Reads the journal of a bundle.
    ///
    /// - Parameter folder: The bundle's folder, also a `.partial` one.
    /// - Throws: ``RecordingError``.
    package init(folder: String) throws(RecordingError) {
        let path = folder + "/" + Self.fileName
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw .noJournal(path: path, reason: (error as NSError).localizedDescription)
        }
        try self.init(data, path: path)
    }

    /// Reads a journal's text.
    ///
    /// - Parameters:
    ///   - data: The text.
    ///   - path: Where it came from, for messages.
    /// - Throws: ``RecordingError``.
    package init(_ data: Data, path: String = fileName) throws(RecordingError) {
        var events: [RunEvent] = []
        var isTorn = false
        let lines = [UInt8](data).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (offset, line) in lines.enumerated() where !line.isEmpty {
            if offset == 0 { try Self.checkFormat(line, path: path) }
            do {
                events.append(try RunEvent(line: Data(line)))
            } catch {
                // Only what stands after the last newline can be half written.
                guard offset == lines.count - 1 else {
                    throw .damaged(path: path, line: offset + 1, reason: Self.text(of: error))
                }
                isTorn = true
            }
        }
        self.events = events
        self.isTorn = isTorn
    }

    /// The fold of all events.
    package var fold: RunFold {
        var fold = RunFold()
        for event in events { fold.apply(event) }
        return fold
    }

    private struct Head: Decodable {
        var formatVersion: String?
    }

    /// A greater major version means that what is known may mean something else.
    private static func checkFormat(_ line: ArraySlice<UInt8>, path: String) throws(RecordingError) {
        guard let found = try? JSONDecoder().decode(Head.self, from: Data(line)).formatVersion else { return }
        let known = RunEvent.formatVersion
        guard let theirs = major(found), let ours = major(known), theirs <= ours else {
            throw .newerFormat(path: path, found: found, known: known)
        }
    }

    private static func major(_ version: String) -> Int? { Int(version.prefix { $0 != "." }) }

    private static func text(of error: any Error) -> String {
        switch error {
        case DecodingError.dataCorrupted(let context), DecodingError.keyNotFound(_, let context),
            DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            context.debugDescription
        default: String(describing: error)
        }
    }
}
