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
        if absent.contains(status) { return ProbeAnswer(.absent, status: status, body: response.body) }
        switch status {
        case 200...299: return readBody(response)
        case 404: return refuse(.notFound, response)
        case 408, 425, 429, 500...599:
            var answer = refuse(.transient, response)
            answer.retryAfter = response.header("Retry-After").flatMap { RetryAfter.parse($0) }
            return answer
        // Anything else is the server saying that this request will not do; another try is the same request.
        default: return refuse(.rejected, response)
        }
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
            guard response.status != 204 else {
                return refuse(
                    .transient, response, remedy: "if that means that nothing is there yet, write absent: [204]")
            }
            let type = response.header("Content-Type").map { " (\(Quotation(Data($0.utf8))))" } ?? ""
            return refuse(.transient, response, but: ", but not with JSON\(type)")
        }
    }

    private func refuse(
        _ outcome: Look.Outcome,
        _ response: HTTPResponse,
        but: String = "",
        remedy: String? = nil
    ) -> ProbeAnswer {
        // An answer of another address than was asked for is often a page to log in on.
        let place = response.redirects.isEmpty ? "" : " at \(response.url)"
        let quotation = Quotation(ofBody: response.body)
        let body = quotation.isEmpty ? " with an empty body" : ": \(quotation)"
        let advice = remedy.map { "; \($0)" } ?? ""
        let detail = "answered \(response.status)\(place)\(but)\(body)\(advice)"
        return ProbeAnswer(outcome, status: response.status, body: response.body, detail: detail)
    }
}
