import Convergence
import Foundation
import JSONKit
import Transport

/// Decides what kind of answer an HTTP response is (R9).
struct HTTPAnswerReader {
    /// Statuses that mean "answered: nothing there yet".
    var absent: [Int]

    func read(_ response: HTTPResponse) -> ProbeAnswer {
        let status = response.status
        let told = "answered \(status)\(excerpt(response))"
        var answer = ProbeAnswer(.transient, status: status, body: response.body, detail: told)
        if absent.contains(status) {
            answer.outcome = .absent
            answer.detail = nil
            return answer
        }
        switch status {
        case 200...299: return readBody(response)
        case 404: answer.outcome = .notFound
        case 429, 500...599: answer.retryAfter = Self.retryAfter(response)
        // Anything else is the server saying that this request will not do; another try is the same request.
        default: answer.outcome = .rejected
        }
        return answer
    }

    private func readBody(_ response: HTTPResponse) -> ProbeAnswer {
        if response.isTruncated {
            let detail = "the answer is longer than \(response.body.count) bytes; ask for less, or page it"
            return ProbeAnswer(.transient, status: response.status, body: response.body, detail: detail)
        }
        do {
            let value = try JSON(parsing: response.body)
            return ProbeAnswer(.answered, status: response.status, value: value, body: response.body)
        } catch {
            let type = response.header("Content-Type").map { " (\($0))" } ?? ""
            let detail = "answered \(response.status), but not with JSON\(type)\(excerpt(response))"
            return ProbeAnswer(.transient, status: response.status, body: response.body, detail: detail)
        }
    }

    /// The beginning of a body, on one line; text from outside is data, so control characters go.
    private func excerpt(_ response: HTTPResponse) -> String {
        let text = String(decoding: response.body.prefix(120), as: UTF8.self)
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let clean = String(String.UnicodeScalarView(line.unicodeScalars.filter { $0.value >= 32 && $0.value != 127 }))
        return clean.isEmpty ? ", with an empty body" : ": \(clean.prefix(80))\(clean.count > 80 ? "…" : "")"
    }

    /// `Retry-After` in seconds, or as a date (RFC 9110 section 10.2.3).
    static func retryAfter(_ response: HTTPResponse, now: Date = .now) -> Duration? {
        guard let text = response.header("Retry-After")?.trimmingCharacters(in: .whitespaces) else { return nil }
        if let seconds = Int(text) { return seconds >= 0 ? .seconds(min(seconds, 86_400)) : nil }
        let parser = DateFormatter()
        parser.locale = Locale(identifier: "en_US_POSIX")
        parser.timeZone = TimeZone(identifier: "GMT")
        parser.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        guard let date = parser.date(from: text) else { return nil }
        return .milliseconds(max(0, date.timeIntervalSince(now) * 1000))
    }
}
