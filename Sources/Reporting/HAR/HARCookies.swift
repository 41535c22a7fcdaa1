import Foundation
import JSONKit
import RunModel

/// Cookies as the format has them, read from headers; their values are masked there already.
enum HARCookies {
    /// The cookies of a request: `Cookie: a=1; b=2` (RFC 6265 section 4.2).
    static func sent(_ headers: [HeaderField]) -> JSON {
        let fields = headers.filter { $0.name.lowercased() == "cookie" }
        return HARText.pairs(fields.flatMap { $0.value.split(separator: ";").map(pair) })
    }

    /// The cookies of an answer: one `Set-Cookie` each (RFC 6265 section 4.1).
    static func received(_ headers: [HeaderField]) -> JSON {
        let fields = HARText.fields(headers).filter { $0.name.lowercased() == "set-cookie" && !$0.value.isEmpty }
        return .array(fields.map { cookie($0.value) })
    }

    private static func cookie(_ line: String) -> JSON {
        let parts = line.split(separator: ";", omittingEmptySubsequences: false)
        let first = pair(parts[0])
        var members: [String: JSON] = [
            "name": .string(first.name), "value": .string(first.value), "httpOnly": false, "secure": false,
        ]
        for part in parts.dropFirst() {
            let attribute = pair(part)
            switch attribute.name.lowercased() {
            case "path": members["path"] = .string(attribute.value)
            case "domain": members["domain"] = .string(attribute.value)
            case "expires": members["expires"] = date(attribute.value).map(JSON.string)
            case "httponly": members["httpOnly"] = true
            case "secure": members["secure"] = true
            case "samesite": members["sameSite"] = .string(attribute.value)
            default: break
            }
        }
        return .object(members)
    }

    private static func pair(_ text: Substring) -> (name: String, value: String) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            .map { $0.trimmingCharacters(in: .whitespaces) }
        return (name: parts.first ?? "", value: parts.count > 1 ? parts[1] : "")
    }

    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    /// A date of HTTP, `Wed, 21 Oct 2026 07:28:00 GMT` or with hyphens, as the format writes dates; `nil` when it is
    /// none: readers refuse an archive with a date that they cannot read.
    private static func date(_ text: String) -> String? {
        let parts = text.split { $0 == " " || $0 == "-" || $0 == "," }.drop { Int($0) == nil }
        guard parts.count >= 4, let day = Int(parts[parts.startIndex]), let year = Int(parts[parts.startIndex + 2]),
            let month = months.firstIndex(of: parts[parts.startIndex + 1].lowercased())
        else { return nil }
        let clock = parts[parts.startIndex + 3].split(separator: ":").compactMap { Int($0) }
        guard clock.count == 3, (1...31).contains(day), (0...9999).contains(year), clock[0] < 24, clock[1] < 60,
            clock[2] < 61, clock.allSatisfy({ $0 >= 0 })
        else { return nil }
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        // Two digits of a year are of this century up to 69 (RFC 6265 section 5.1.1).
        let fullYear = year < 70 ? year + 2000 : year < 100 ? year + 1900 : year
        let digits = String(10_000 + fullYear).dropFirst()
        return "\(digits)-\(two(month + 1))-\(two(day))T\(two(clock[0])):\(two(clock[1])):\(two(clock[2])).000Z"
    }
}
