import Convergence
import Foundation
import JSONKit
import RunModel

/// How the format writes headers, queries, cookies and dates.
enum HARText {
    /// A moment with milliseconds, as `2026-11-27T03:20:06.123Z`.
    ///
    /// - Parameter time: Milliseconds since 1970.
    /// - Returns: RFC 3339 in UTC.
    static func date(_ time: Milliseconds) -> String {
        // Readers refuse an archive with a date that is none.
        let whole = time.momentSince1970 == nil ? 0 : time.whole ?? 0
        let (seconds, rest) = whole.quotientAndRemainder(dividingBy: 1000)
        let text = Date(timeIntervalSince1970: Double(seconds)).formatted(Date.ISO8601FormatStyle(timeZone: .gmt))
        let digits = String(1000 + abs(rest)).dropFirst()
        return "\(text.dropLast()).\(digits)Z"
    }

    /// Names and values.
    static func pairs(_ fields: [(name: String, value: String)]) -> JSON {
        .array(fields.map { ["name": .string($0.name), "value": .string($0.value)] })
    }

    /// The headers, each a field of its own: the browser joins several of one name by newlines.
    static func fields(_ headers: [HeaderField]) -> [(name: String, value: String)] {
        headers.flatMap { field in
            field.value.split(separator: "\n", omittingEmptySubsequences: false)
                .map { (name: field.name, value: String($0)) }
        }
    }

    /// The value of a header, by its name in lower case.
    static func value(of name: String, in headers: [HeaderField]) -> String? {
        headers.first { $0.name.lowercased() == name }?.value
    }

    /// The parameters of an address.
    static func query(_ url: String) -> JSON {
        guard let mark = url.firstIndex(of: "?") else { return [] }
        return pairs(form(url[url.index(after: mark)...].prefix { $0 != "#" }))
    }

    /// The parameters of a form (application/x-www-form-urlencoded).
    static func form(_ text: some StringProtocol) -> [(name: String, value: String)] {
        text.split(separator: "&").map { part in
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { piece in
                let spaced = piece.replacingOccurrences(of: "+", with: " ")
                return spaced.removingPercentEncoding ?? spaced
            }
            return (name: pair[0], value: pair.count > 1 ? pair[1] : "")
        }
    }

    /// The protocol as the format's readers know it.
    static func httpVersion(_ name: String) -> String {
        switch name.lowercased() {
        case "h2": "HTTP/2.0"
        case "h3": "HTTP/3.0"
        case let text where text.hasPrefix("http/"): text.uppercased()
        default: name
        }
    }

    /// The address of a server without its port and without brackets; `nil` when it is no address.
    static func address(_ remote: String?) -> String? {
        guard let remote, let colon = remote.lastIndex(of: ":") else { return nil }
        let host = remote[..<colon].trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        return host.isEmpty ? nil : host
    }
}
