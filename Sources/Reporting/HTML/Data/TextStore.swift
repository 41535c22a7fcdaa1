import Foundation
import JSONKit
import RunModel

/// The texts that the page has in itself: bodies once each, headers, logs, as far as there is room.
struct TextStore {
    private let blob: @Sendable (_ name: String) -> Data?
    private var bodyRoom = Allowance(450_000)
    private var headerRoom = Allowance(200_000)
    private var wordRoom = Allowance(450_000)
    private var changeRoom = Allowance(200_000)
    private var refused: Set<String> = []

    /// Bodies, by their names in `blobs/`.
    private(set) var bodies: [String: String] = [:]

    /// The longest body that is shown, in characters; the rest of it is in the bundle.
    private static let bodyLimit = 24_000
    /// Bodies that are longer are not even read for a difference.
    static let readLimit = 4 << 20

    /// Starts with nothing.
    init(_ record: RunRecord) { blob = record.blob }

    /// The bytes of a blob; nothing when it is not there, or is no blob.
    func bytes(_ name: String) -> Data? {
        guard BundleLink.isBlob(name), let data = blob(name), data.count <= Self.readLimit else { return nil }
        return data
    }

    /// Keeps a body for the page.
    ///
    /// - Parameters:
    ///   - name: Its name in `blobs/`.
    ///   - data: Its bytes.
    ///   - json: What it says, where it is JSON: then it is written one member a line.
    mutating func keep(_ name: String, _ data: Data, json: JSON? = nil) {
        guard bodies[name] == nil, !refused.contains(name), let text = String(data: data, encoding: .utf8) else {
            return
        }
        let readable = json?.serialized(pretty: true) ?? text
        if let kept = bodyRoom.take(readable, limit: Self.bodyLimit) {
            bodies[name] = kept
        } else {
            refused.insert(name)
        }
    }

    /// Headers, as far as there is room.
    mutating func headers(_ fields: [HeaderField]) -> [[String]]? {
        var kept: [[String]] = []
        for field in fields {
            guard let name = headerRoom.take(field.name, limit: 200),
                let value = headerRoom.take(field.value, limit: 1000)
            else { return nil }
            kept.append([name, value])
        }
        return kept
    }

    /// A line of text, or the body of a request.
    mutating func words(_ text: String?, limit: Int = 4000) -> String? { wordRoom.take(text, limit: limit) }

    /// A line of text that has to be there; where there is no room, it says so.
    mutating func line(_ text: String, limit: Int = 600) -> String {
        words(text, limit: limit) ?? Words.cut(text, 24)
    }

    /// What a look says, and what changed in it.
    mutating func change(_ text: String?, limit: Int) -> String? { changeRoom.take(text, limit: limit) }
}
