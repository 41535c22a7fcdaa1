package import JSONKit

/// Times as services write them.
package enum Timestamp {
    /// The instant that a JSON value names, in milliseconds since 1970.
    ///
    /// A number is seconds or milliseconds since 1970, told apart by size (from 10^11 on it is milliseconds: as seconds
    /// that would be the year 5138). A string is RFC 3339 with any number of fraction digits.
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
        guard number.isFinite, number > 0 else { return nil }
        return number >= 1e11 ? number : number * 1000
    }

    /// Parses `2026-11-23T06:24:32.123456Z` or with an offset (RFC 3339 section 5.6). A time without a zone is refused:
    /// guessing one could turn an order around.
    static func parse(_ text: String) -> Milliseconds? {
        guard
            let match = text.wholeMatch(
                of: #/(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(\.\d+)?(?:([Zz])|([+-])(\d\d):?(\d\d))/#
            ),
            let year = Int(match.1), let month = Int(match.2), let day = Int(match.3), let hour = Int(match.4),
            let minute = Int(match.5), let second = Int(match.6), (1...12).contains(month), (1...31).contains(day),
            hour < 24, minute < 60, second <= 60
        else { return nil }
        var seconds = days(year: year, month: month, day: day) * 86_400 + hour * 3600 + minute * 60 + second
        if let sign = match.9, let hours = match.10.flatMap({ Int($0) }), let minutes = match.11.flatMap({ Int($0) }) {
            seconds -= (sign == "-" ? -1 : 1) * (hours * 3600 + minutes * 60)
        }
        let fraction = match.7.flatMap { Double("0" + $0) } ?? 0
        return Double(seconds) * 1000 + fraction * 1000
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
