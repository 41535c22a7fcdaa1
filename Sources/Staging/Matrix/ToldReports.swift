import Foundation

/// The reports of a bundle, which have to answer the five questions in the words of its `run.json`.
enum ToldReports {
    private static let names = ["report.html", "junit.xml"]

    /// Looks for the answers in each report.
    ///
    /// - Parameters:
    ///   - diagnosis: The answers of `run.json`.
    ///   - bundle: The bundle's folder.
    /// - Returns: A line for each answer that a report does not have.
    /// - Throws: When a report cannot be read.
    static func differences(from diagnosis: RunDocument.Diagnosis, in bundle: URL) throws -> [String] {
        try names.flatMap { name in
            let text = plain(try String(contentsOf: bundle.appending(path: name), encoding: .utf8))
            return diagnosis.answers.filter { !text.contains(plain($0)) }.map { "\(name) does not say \"\($0)\"" }
        }
    }

    /// What a reader sees: no tags, no entities, one space for many, and the arrow that pages have.
    private static func plain(_ text: String) -> String {
        let entities = [
            "&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'", "&apos;": "'", "&#10;": " ", "&amp;": "&",
        ]
        // An ampersand last: what it stood for is no entity.
        let order = entities.keys.sorted { ($0 == "&amp;" ? 1 : 0, $0) < ($1 == "&amp;" ? 1 : 0, $1) }
        // In the answers themselves an angle bracket is text.
        let isMarkup = text.hasPrefix("<")
        let bare = isMarkup ? text.replacing(/<[^>]*>/, with: "") : text
        let read = isMarkup ? order.reduce(bare) { $0.replacingOccurrences(of: $1, with: entities[$1] ?? "") } : bare
        return read.replacingOccurrences(of: "->", with: "→").split(whereSeparator: \.isWhitespace).joined(
            separator: " ")
    }
}
