package import JSONKit

/// Times as services write them.
package enum Timestamp {
    /// The instant that a JSON value names, in milliseconds since 1970.
    ///
    /// A number is seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by size (from 10^11 on it is
    /// milliseconds: as seconds that would be the year 5138; and so on by thousands). A string is RFC 3339 with any
    /// number of fraction digits.
    ///
    /// - Parameter value: The value at a stage's `time` path.
    /// - Returns: `nil` when the value is not a time; it is then no reading, not an error.
    package static func milliseconds(from value: JSON) -> Milliseconds? {
        switch value {
        case .integer(let number): return scaled(Double(number))
        case .number(let number): return scaled(number)
        case .string(let text): return parse(text)
        default: return nil
        }
    }

    private static func scaled(_ number: Double) -> Milliseconds? {
        switch number {
        case ..<0, 0: return nil
        case ..<1e11: return number * 1000
        case ..<1e14: return number
        case ..<1e17: return number / 1000
        case ..<1e20: return number / 1_000_000
        default: return nil
        }
    }

    /// Parses `2026-11-23T06:24:32.123456Z` or with an offset (RFC 3339 section 5.6). A time without a zone is refused:
    /// guessing one could turn an order around.
    static func parse(_ text: String) -> Milliseconds? {
        guard
            let match = text.wholeMatch(
                of: #/(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(\.\d+)?(?:[Zz]|([+-])(\d\d):?(\d\d))/#
            ),
            let year = Int(match.1), let month = Int(match.2), let day = Int(match.3), let hour = Int(match.4),
            let minute = Int(match.5), let second = Int(match.6), (1...12).contains(month),
            (1...length(ofMonth: month, year: year)).contains(day), hour < 24, minute < 60, second <= 60
        else { return nil }
        // A leap second is the second after it: no count since 1970 has one.
        var seconds = days(year: year, month: month, day: day) * 86_400 + hour * 3600 + minute * 60 + second
        if let sign = match.8, let hours = match.9.flatMap({ Int($0) }), let minutes = match.10.flatMap({ Int($0) }) {
            guard hours < 24, minutes < 60 else { return nil }
            seconds -= (sign == "-" ? -1 : 1) * (hours * 3600 + minutes * 60)
        }
        let fraction = match.7.flatMap { Double("0" + $0) } ?? 0
        return Double(seconds) * 1000 + fraction * 1000
    }

    private static func length(ofMonth month: Int, year: Int) -> Int {
        let next = month == 12 ? days(year: year + 1, month: 1, day: 1) : days(year: year, month: month + 1, day: 1)
        return next - days(year: year, month: month, day: 1)
    }

    /// Days from 1970-01-01 in the proleptic Gregorian calendar.
    private static func days(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}
