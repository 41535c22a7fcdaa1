import Convergence
import Foundation
import JSONKit
import Reporting
import RunModel

/// A report as a browser would read it, as far as tests need it: its elements, its style and script, its data.
struct ReportPage {
    /// The whole file.
    let html: String

    /// Makes the report of a run.
    init(_ record: RunRecord) {
        html = String(decoding: HTMLReport.file(record).contents, as: UTF8.self)
    }

    /// Makes the report of a scene.
    init(_ scene: Scene) throws {
        self.init(try scene.record())
    }

    /// What stands in the elements of a name, as it is.
    func contents(of element: String) -> [String] {
        // The bytes are searched: an expression takes seconds for the megabytes of a page.
        let end = Data("</\(element)>".utf8)
        var found: [String] = []
        var rest = Data(html.utf8)[...]
        while let name = rest.range(of: Data("<\(element)".utf8)) {
            rest = rest[name.upperBound...]
            guard rest.first == UInt8(ascii: ">") || rest.first == UInt8(ascii: " "),
                let open = rest.firstIndex(of: UInt8(ascii: ">")), let close = rest[open...].range(of: end)
            else { continue }
            found.append(String(decoding: rest[(open + 1)..<close.lowerBound], as: UTF8.self))
            rest = rest[close.upperBound...]
        }
        return found
    }

    /// The style.
    var style: String { contents(of: "style")[0] }
    /// The script.
    var script: String { contents(of: "script")[1] }
    /// The data.
    var island: String { contents(of: "script")[0] }
    /// The data, read as the script reads it.
    var data: JSON {
        get throws { try JSON(parsing: island) }
    }

    /// The file without its style, its script and its data: what this run's report says by itself.
    var structure: String {
        var text = html
        for part in [style, script, island] { text = text.replacingOccurrences(of: part, with: "…") }
        return text.replacing(/sha256-[A-Za-z0-9+\/=]+/, with: "sha256-…")
    }

    /// Every tag but those that end an element.
    var tags: [String] { structure.matches(of: /<[a-zA-Z!][^<>]*>/).map { String($0.output) } }

    /// The text that is shown, with entities as they are.
    var text: String { structure.replacing(/<[^<>]*>/, with: " ") }
}

extension Scene {
    /// The scene as reports are made from it.
    ///
    /// - Parameters:
    ///   - change: Changes the events.
    ///   - files: The files of the bundle.
    ///   - blobs: Bodies and pictures, by name.
    /// - Returns: What reports are made of.
    /// - Throws: What the scene or the change throws.
    func record(
        _ change: (inout [RunEvent]) throws -> Void = { _ in },
        files: [BundleFile] = [BundleFile(path: "journal.jsonl", size: 4096, sha256: "00")],
        blobs: [String: Data] = [:]
    ) throws -> RunRecord {
        var events = try events
        try change(&events)
        var fold = RunFold()
        for event in events { fold.apply(event) }
        return RunRecord(result: fold.result(), events: events, files: files) { blobs[$0] }
    }

    /// The scene with the answer of every look kept as a blob, as a runner does it.
    func recordWithBodies() throws -> RunRecord {
        var blobs: [String: Data] = [:]
        var last: String?
        let kept = try events.map { event in
            guard case .look(var taken) = event.body, taken.look.isSuccessful else { return event }
            let text = state(at: taken.look.start - Self.zero).serialized()
            let digest = Self.digest(text)
            taken.bodyDigest = digest
            if digest != last { taken.blob = "\(digest).json" }
            last = digest
            blobs["\(digest).json"] = Data(text.utf8)
            return RunEvent(seq: event.seq, t: event.t, body: .look(taken))
        }
        return try record({ $0 = kept }, blobs: blobs)
    }

    /// Something that looks like a digest, and is another one for another text.
    static func digest(_ text: String) -> String {
        let sum = text.utf8.reduce(5381 as UInt64) { ($0 << 5) &+ $0 &+ UInt64($1) }
        let part = String(sum, radix: 16)
        return String(String(repeating: part, count: 64 / part.count + 1).prefix(64))
    }
}
