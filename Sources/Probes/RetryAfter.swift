import Foundation

/// How long a server asks to be left alone: `Retry-After` (RFC 9110 section 10.2.3).
enum RetryAfter {
    /// Nobody waits longer for a look; a server that asks for more is taken to mean this.
    static let longest = Duration.seconds(86_400)

    /// The three forms of a date that a recipient has to understand (RFC 9110 section 5.6.7).
    private static let formats = [
        "EEE, dd MMM yyyy HH:mm:ss 'GMT'", "EEEE, dd-MMM-yy HH:mm:ss 'GMT'", "EEE MMM d HH:mm:ss yyyy",
    ]

    /// Reads the field's value.
    ///
    /// - Parameters:
    ///   - text: Seconds or a date.
    ///   - now: The moment the answer came.
    /// - Returns: How long to wait; `nil` for what makes no sense.
    static func parse(_ text: String, now: Date = .now) -> Duration? {
        let text = text.trimmingCharacters(in: .whitespaces)
        if !text.isEmpty, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
            // More digits than a number can hold are more than a day.
            return min(Int(text).map { .seconds($0) } ?? longest, longest)
        }
        guard let date = date(text) else { return nil }
        return min(.seconds(max(0, date.timeIntervalSince(now))), longest)
    }

    private static func date(_ text: String) -> Date? {
        let parser = DateFormatter()
        parser.locale = Locale(identifier: "en_US_POSIX")
        parser.timeZone = .gmt
        // Words may be separated by more than one blank: days below ten in the oldest form.
        let words = text.split(separator: " ").joined(separator: " ")
        for format in formats {
            parser.dateFormat = format
            if let date = parser.date(from: words) { return date }
        }
        return nil
    }
}
