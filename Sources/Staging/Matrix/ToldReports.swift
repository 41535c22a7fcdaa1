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
            let text = words(seen(in: try String(contentsOf: bundle.appending(path: name), encoding: .utf8)))
            return diagnosis.answers.filter { !text.contains(words($0)) }.map { "\(name) does not say \"\($0)\"" }
        }
    }

    /// What a reader sees of a report: no tags, no entities.
    private static func seen(in markup: String) -> String {
        entities.reduce(markup.replacing(/<[^>]*>/, with: "")) { $0.replacing($1.entity, with: $1.text) }
    }

    /// The ampersand's last: what it stood for is the beginning of none.
    private static let entities: [(entity: String, text: String)] = [
        ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&apos;", "'"), ("&#10;", " "), ("&amp;", "&"),
    ]

    /// A text with one space for many, and the arrow that pages have.
    private static func words(_ text: String) -> String {
        text.replacing("->", with: "→").split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
