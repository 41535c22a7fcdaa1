import Foundation
import JSONKit
import Testing

/// What a run left behind, read from its files.
struct RunBundle: CustomTestStringConvertible {
    /// The folder.
    let folder: URL
    /// The journal's events.
    let events: [JSON]
    /// Whether the journal's last line is cut off.
    let isTorn: Bool
    /// `run.json`, where it was written.
    let run: JSON?

    /// Reads a bundle.
    ///
    /// - Throws: When a line of the journal is no event, or its numbers have a gap.
    init(_ folder: URL) throws {
        self.folder = folder
        let text = try Data(contentsOf: folder.appending(path: "journal.jsonl"))
        var lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        isTorn = lines.popLast()?.isEmpty == false
        events = try lines.map { try JSON(parsing: Data($0)) }
        for (index, event) in events.enumerated() {
            guard event["seq"]?.intValue == index, event["kind"]?.stringValue != nil, event["t"]?.doubleValue != nil
            else { throw Unexpected("line \(index + 1) of the journal is no event: \(event)") }
        }
        let report = folder.appending(path: "run.json")
        run = FileManager.default.fileExists(atPath: report.path()) ? try JSON(parsing: Data(contentsOf: report)) : nil
    }

    /// The bundle as a failed expectation shows it.
    var testDescription: String { "\(folder.lastPathComponent): \(verdict ?? "no verdict") \(reasons) \(detail)" }

    /// Whether it was still being written.
    var isPartial: Bool { folder.lastPathComponent.hasSuffix(".partial") }

    /// Whether it is whole: its final name, `run.json`, and a journal from the first event to the last.
    var isWhole: Bool {
        !isPartial && !isTorn && run != nil && events.first?["kind"] == "run_started"
            && events.last?["kind"] == "run_finished"
    }

    /// The events of a kind.
    func events(_ kind: String) -> [JSON] { events.filter { $0["kind"] == .string(kind) } }

    /// The phases in their order.
    var phases: [String] { events("phase").compactMap { $0["phase"]?.stringValue } }

    /// The verdict of `run.json`.
    var verdict: String? { run?["verdict"]?.stringValue }

    /// The codes of all reasons, the first one first.
    var reasons: [String] { run?["reasons"]?.arrayValue?.compactMap { $0["code"]?.stringValue } ?? [] }

    /// The first reason's boundary, as people write it.
    var boundary: String? {
        guard let boundary = run?["reasons"]?[0]?["boundary"] else { return nil }
        guard let from = boundary["from"]?.stringValue, let to = boundary["to"]?.stringValue else {
            return boundary.stringValue
        }
        return "\(from) -> \(to)"
    }

    /// The first reason's detail.
    var detail: String { run?["reasons"]?[0]?["detail"]?.stringValue ?? "" }

    /// Every file, as paths in the bundle.
    var files: [String] {
        let all = FileManager.default.enumerator(atPath: folder.path())?.compactMap { $0 as? String } ?? []
        return all.filter { name in
            var isFolder: ObjCBool = false
            let path = folder.appending(path: name).path()
            return unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
        }.sorted()
    }

    /// The files that hold a text as it is.
    func files(holding text: String) throws -> [String] {
        try files.filter { try Data(contentsOf: folder.appending(path: $0)).firstRange(of: Data(text.utf8)) != nil }
    }

    /// The files that others than their owner may read.
    func filesOpenToOthers() throws -> [String] {
        try files.filter { name in
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.appending(path: name).path())
            return (attributes[.posixPermissions] as? Int ?? 0o777) & 0o077 != 0
        }
    }
}

extension RunBundle {
    /// What was said of every step that did not go as declared, in order.
    var failures: [String] {
        events("step_finished").compactMap { $0["error"]?["message"]?.stringValue }
    }
}
