import Convergence
import Foundation
import RunModel

/// Turns of phrase that several parts of the page share.
enum Words {
    /// A name out of the scenario or the system, set apart from the sentence.
    static func code(_ text: String) -> Markup { "<code>\(text)</code>" }

    /// A boundary in a sentence.
    static func place(_ boundary: Boundary) -> Markup { "<b class=\"place\">\(plain(boundary))</b>" }

    /// A boundary as text; the spaces around the arrow do not break.
    static func plain(_ boundary: Boundary) -> String { "\(boundary.from)\u{A0}→ \(boundary.to)" }

    /// A time since time zero.
    static func time(_ time: Milliseconds) -> String { time < 0 ? "−\(span(-time))" : "+\(span(time))" }

    /// A length of time; in seconds up to two minutes, because budgets are written so.
    static func span(_ time: Milliseconds) -> String { time < 119_950 ? time.asText : time.elapsedText }

    /// A length of time whose number and unit stay on one line.
    static func unbroken(_ time: Milliseconds) -> String { time.elapsedText.replacing(" ", with: "\u{A0}") }

    /// A word of the journal's as people write it.
    static func spaced(_ word: String) -> String { word.replacing("_", with: " ") }

    /// A point in time by the wall clock, in UTC.
    static func stamp(_ milliseconds: Milliseconds) -> String {
        guard let date = ((milliseconds / 1000).rounded(.down) * 1000).momentSince1970 else {
            return "\(milliseconds) ms since 1970"
        }
        return date.formatted(
            Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day().time(includingFractionalSeconds: false)
                .dateTimeSeparator(.space)) + " UTC"
    }

    /// A number of bytes.
    static func size(_ bytes: Int) -> String {
        if bytes < 1000 { return "\(bytes) B" }
        let kilobytes = Double(bytes) / 1000
        if kilobytes < 999.5 { return "\(Int(kilobytes.rounded())) kB" }
        let tenths = Int((kilobytes / 100).rounded())
        return "\(tenths / 10).\(tenths % 10) MB"
    }

    /// The text up to a number of code points, and a sign that there was more. Not of characters: one of them may be a
    /// megabyte of accents.
    static func cut(_ text: String, _ limit: Int) -> String {
        guard text.utf8.count > limit, text.unicodeScalars.count > limit else { return text }
        return String(text.unicodeScalars.prefix(limit - 1)) + "…"
    }
}
