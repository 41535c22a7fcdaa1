import Convergence
import Foundation
import RunModel

/// The pictures that the page has in itself, as far as there is room: the one of the failure first, then the film where
/// steps end, then as much of the rest as fits.
struct Pictures {
    /// A picture as the axis shows it.
    struct Frame: Encodable, Sendable {
        /// When, in milliseconds since the run started.
        var t: Double
        /// Its name in `blobs/`.
        var blob: String
        /// What it was taken for: `film`, `step`, `failure`, `end`, `scenario`.
        var why: String
        /// The step it belongs to.
        var step: Int?
        /// The page's DOM at that time, in `blobs/`.
        var dom: String?
        /// Its line in the journal.
        var line: Int
    }

    /// How many bytes of pictures a page has, as text.
    static let limit = 2_600_000

    /// All pictures, in order.
    private(set) var frames: [Frame] = []
    /// The sources of those that the page has, by name, but the one of the failure.
    private(set) var sources: [String: String] = [:]
    /// The source of the picture of the failure.
    private(set) var failure: String?

    /// Chooses the pictures.
    init(_ record: RunRecord) {
        var doms: [String: String] = [:]
        for event in record.events {
            switch event.body {
            case .screenshot(let taken): add(taken.blob, taken.why, step: taken.step, event)
            case .screencastFrame(let taken): add(taken.blob, "film", step: nil, event)
            case .domSnapshot(let taken):
                if let blob = taken.blob, BundleLink.isBlob(blob) { doms["\(taken.step ?? -1) \(taken.why)"] = blob }
            default: break
            }
        }
        for index in frames.indices { frames[index].dom = doms["\(frames[index].step ?? -1) \(frames[index].why)"] }
        choose(record)
    }

    private mutating func add(_ blob: String?, _ why: String, step: Int?, _ event: RunEvent) {
        guard let blob, BundleLink.isBlob(blob) else { return }
        frames.append(Frame(t: event.t.tenth, blob: blob, why: why, step: step, dom: nil, line: event.lineNumber))
    }

    private mutating func choose(_ record: RunRecord) {
        var allowance = Allowance(Self.limit)
        if let name = record.result.failurePicture, record.result.verdict != .passed, BundleLink.isBlob(name) {
            failure = Self.source(record.blob(name), &allowance)
        }
        let failureName = failure == nil ? nil : record.result.failurePicture
        for name in Self.inOrder(frames, record.result) where name != failureName && sources[name] == nil {
            // One that is too large leaves room for others.
            if let source = Self.source(record.blob(name), &allowance) { sources[name] = source }
        }
    }

    /// The names by how much they are wanted.
    private static func inOrder(_ frames: [Frame], _ result: RunResult) -> [String] {
        let shots = frames.filter { $0.why != "film" }.map(\.blob)
        let film = frames.filter { $0.why == "film" }
        let ends = result.steps.compactMap(\.end) + [result.zero, result.duration].compactMap(\.self)
        let steps = ends.compactMap { end in film.last { $0.t <= end }?.blob }
        return shots + steps + halving(film).map(\.blob)
    }

    /// The middle first, then the middles of the halves, and so on: wherever the room ends, the film has no long gap.
    private static func halving(_ film: [Frame]) -> [Frame] {
        var result: [Frame] = []
        var open = [0..<film.count]
        while !open.isEmpty {
            var next: [Range<Int>] = []
            for range in open where !range.isEmpty {
                let middle = (range.lowerBound + range.upperBound) / 2
                result.append(film[middle])
                next += [range.lowerBound..<middle, (middle + 1)..<range.upperBound]
            }
            open = next.filter { !$0.isEmpty }
        }
        return result
    }

    /// A picture as the address of itself (RFC 2397).
    private static func source(_ data: Data?, _ allowance: inout Allowance) -> String? {
        guard let data, let type = mimeType(data), allowance.take((data.count + 2) / 3 * 4) else { return nil }
        return "data:\(type);base64,\(data.base64EncodedString())"
    }

    /// The type by the first bytes, whatever the name says.
    private static func mimeType(_ data: Data) -> String? {
        if data.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return "image/png" }
        if data.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
        return nil
    }
}
