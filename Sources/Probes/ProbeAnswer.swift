package import Convergence
package import Foundation
package import JSONKit

/// What a probe brought back.
package struct ProbeAnswer: Sendable {
    /// What kind of answer it is (R9).
    package var outcome: Look.Outcome
    /// The HTTP status, or the exit status of a command.
    package var status: Int?
    /// The answer as JSON; `nil` when there is none.
    package var value: JSON?
    /// The answer as it came, up to the cap.
    package var body = Data()
    /// What went wrong, in one line.
    package var detail: String?
    /// How long the server asked to be left alone.
    package var retryAfter: Duration?

    /// Makes an answer.
    package init(
        _ outcome: Look.Outcome,
        status: Int? = nil,
        value: JSON? = nil,
        body: Data = Data(),
        detail: String? = nil,
        retryAfter: Duration? = nil
    ) {
        self.outcome = outcome
        self.status = status
        self.value = value
        self.body = body
        self.detail = detail
        self.retryAfter = retryAfter
    }
}
