import Foundation
import JSONKit
import Probes
import RunModel
import ScenarioModel
import Transport

extension StepExecutor {
    /// Makes one exchange outside the browser and compares its answer.
    func exchange(_ spec: HTTPStep, deadline: ContinuousClock.Instant, report: inout StepReport) async throws {
        let variables = state.currentVariables
        let response = try await state.client.send(spec.request, variables, deadline: deadline)
        report.log.append("answered \(response.status) with \(response.body.count) bytes")
        report.value = try? JSON(parsing: response.body)
        guard spec.accepts(response.status) else {
            let wanted = spec.status.isEmpty ? "2xx" : spec.status.map(String.init).joined(separator: " or ")
            throw StepFailure(
                kind: .http,
                message: "\(spec.request.method) \(response.url): expected \(wanted), got \(response.status)"
                    + Self.excerpt(response.body),
                expected: wanted,
                actual: "\(response.status)"
            )
        }
        guard let match = spec.match else { return }
        let pattern = try match.pattern(variables, at: spec.request.span)
        guard let mismatch = pattern.mismatches(in: report.value).first else { return }
        throw StepFailure(
            kind: .http,
            message: "\(spec.request.method) \(response.url): \(mismatch.path) is \(mismatch.actual), "
                + "expected \(mismatch.expected)",
            expected: mismatch.expected,
            actual: mismatch.actual
        )
    }

    private static func excerpt(_ body: Data) -> String {
        let line = String(decoding: body.prefix(200), as: UTF8.self)
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        // The mark is also what tells the redactor that a secret may have been cut through.
        return line.isEmpty ? "" : ": \(line.prefix(120))" + (line.count > 120 || body.count > 200 ? "…" : "")
    }
}
