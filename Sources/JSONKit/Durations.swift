/// Why a text is not a duration, and what to write instead.
package struct DurationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, in one line.
    package var message: String
    /// What to do about it, in one line.
    package var remedy: String
    /// The text that was probably meant, when there is a likely one.
    package var suggestion: String?

    /// The message and the remedy.
    package var description: String { "\(message); \(remedy)" }
}

/// Durations as people write and read them: `250ms`, `5s`, `1m30s`, `2h`.
package enum DurationText {
    /// The longest duration that can be written: a year of 365 days.
    package static let longest = Duration.seconds(365 * 24 * 60 * 60)

    private static let units: [(name: String, milliseconds: Double)] = [
        ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1),
    ]

    /// Other spellings of the units, to say what was probably meant.
    private static let aliases: [String: String] = [
        "msec": "ms", "msecs": "ms", "millis": "ms", "millisecond": "ms", "milliseconds": "ms",
        "sec": "s", "secs": "s", "second": "s", "seconds": "s",
        "min": "m", "mins": "m", "minute": "m", "minutes": "m",
        "hr": "h", "hrs": "h", "hour": "h", "hours": "h",
    ]

    /// Reads a duration: numbers with units, largest unit first, each unit once, a fraction allowed.
    ///
    /// - Parameter text: `250ms`, `1.5s`, `1m30s`, `1m 05s`.
    /// - Returns: The duration, exact to the microsecond.
    /// - Throws: ``DurationError`` for a number without a unit, an unknown unit, a negative or an overlong duration.
    package static func parse(_ text: String) throws(DurationError) -> Duration {
        let trimmed = text.drop { $0 == " " }
        if trimmed.isEmpty {
            throw DurationError(message: "an empty duration", remedy: "write a number and a unit, as in 5s")
        }
        if trimmed.hasPrefix("-") {
            throw DurationError(message: "the duration '\(text)' is negative", remedy: "write one of 0s or more")
        }
        if let suggestion = clockReading(trimmed) {
            throw DurationError(
                message: "'\(text)' is not a duration", remedy: "write \(suggestion)", suggestion: suggestion
            )
        }
        var total = 0.0
        var rest = trimmed
        var smallestUnit = -1
        while !rest.isEmpty {
            let (value, unit) = try component(&rest, of: text)
            guard unit > smallestUnit else {
                throw DurationError(
                    message: "the units of '\(text)' are out of order",
                    remedy: "write each unit once, the largest first, as in 1h30m or 1m30s"
                )
            }
            smallestUnit = unit
            total += value * units[unit].milliseconds
            rest = rest.drop { $0 == " " }
        }
        let microseconds = (total * 1000).rounded()
        guard microseconds <= 365 * 24 * 3600 * 1e6 else {
            throw DurationError(message: "the duration '\(text)' is too long", remedy: "write a year (8760h) or less")
        }
        return .microseconds(Int64(microseconds))
    }

    /// Takes one number and its unit off the front.
    private static func component(
        _ rest: inout Substring, of text: String
    ) throws(DurationError) -> (value: Double, unit: Int) {
        let digits = rest.prefix { ("0"..."9").contains($0) || $0 == "." }
        let letters = rest.dropFirst(digits.count).prefix { $0.isLetter || $0 == "µ" }
        guard let first = digits.first, first != ".", digits.last != ".", let value = Double(digits) else {
            throw DurationError(
                message: "'\(text)' is not a duration", remedy: "write numbers with a unit, as in 250ms, 5s or 1m30s"
            )
        }
        rest = rest.dropFirst(digits.count + letters.count)
        if let unit = units.firstIndex(where: { $0.name == letters }) {
            return (value, unit)
        }
        if letters.isEmpty, rest.isEmpty, digits.count == text.count {
            let suggestion = "\(digits)\(value >= 1000 ? "ms" : "s")"
            throw DurationError(
                message: "the duration '\(text)' has no unit",
                remedy: "write \(suggestion) if that is meant (units: ms, s, m, h)",
                suggestion: suggestion
            )
        }
        if letters.isEmpty {
            throw DurationError(
                message: "'\(text)' has a number without a unit", remedy: "write units (ms, s, m, h), as in 1m30s"
            )
        }
        let lowercased = letters.lowercased()
        if ["d", "day", "days"].contains(lowercased) {
            throw DurationError(message: "days are not a unit in '\(text)'", remedy: "write hours, as in 24h")
        }
        let known = units.contains { $0.name == lowercased } ? lowercased : aliases[lowercased]
        let suggestion = known.map { "\(digits)\($0)" }
        throw DurationError(
            message: "'\(letters)' in '\(text)' is not a unit of time",
            remedy: suggestion.map { "write \($0)" } ?? "use ms, s, m or h",
            suggestion: suggestion
        )
    }

    /// What `1:30` (minutes and seconds) should have been.
    private static func clockReading(_ text: Substring) -> String? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2 || parts.count == 3, parts.allSatisfy({ $0 != nil }) else { return nil }
        let names = parts.count == 2 ? ["m", "s"] : ["h", "m", "s"]
        return zip(parts, names).map { "\($0 ?? 0)\($1)" }.joined()
    }

    /// A short text for people: `840ms`, `2.1s`, `1m 05s`, `1h 02m`.
    ///
    /// - Parameter duration: Any duration; a negative one gets a minus.
    /// - Returns: The text, rounded to what matters at its size.
    package static func format(_ duration: Duration) -> String {
        let milliseconds = duration / .milliseconds(1)
        if milliseconds < 0 {
            return "-" + format(.zero - duration)
        }
        if milliseconds > 0, milliseconds < 0.95 {
            return tenths((milliseconds * 10).rounded(.up)) + "ms"
        }
        if milliseconds.rounded() < 1000 {
            return "\(Int(milliseconds.rounded()))ms"
        }
        let tenthsOfSeconds = (milliseconds / 100).rounded()
        if tenthsOfSeconds < 600 {
            return tenths(tenthsOfSeconds) + "s"
        }
        let seconds = Int64((milliseconds / 1000).rounded())
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
        if hours > 0 {
            return minutes == 0 ? "\(hours)h" : "\(hours)h \(twoDigits(minutes))m"
        }
        return seconds % 60 == 0 ? "\(minutes)m" : "\(minutes)m \(twoDigits(seconds % 60))s"
    }

    /// A count of tenths, with a fraction only where there is one.
    private static func tenths(_ count: Double) -> String {
        let whole = Int64(count)
        return whole % 10 == 0 ? "\(whole / 10)" : "\(whole / 10).\(whole % 10)"
    }

    private static func twoDigits(_ value: Int64) -> String {
        value < 10 ? "0\(value)" : "\(value)"
    }
}
