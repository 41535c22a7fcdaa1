import Hummingbird
import Synchronization

/// One look at the verification endpoint, and what it gets to see.
struct Look: Sendable {
    enum Reply: Sendable {
        case answer(VerificationAnswer)
        /// What a proxy says when the service behind it does not answer.
        case badGateway
        /// A page of HTML with status 200.
        case page
        /// Nothing, for longer than anyone waits.
        case silence
    }

    var reply: Reply
    let answer: VerificationAnswer
    /// How many looks there were at this tenant, this one included.
    let number: Int
    /// The share of looks a fault is to spoil, where one was given.
    let rate: Double?

    init(answer: VerificationAnswer, number: Int, tenant: Tenant) {
        reply = .answer(answer)
        self.answer = answer
        self.number = number
        rate = tenant.faults.compactMap(\.rate).first
    }

    func response(from request: Request, context: StagingContext) async throws -> Response {
        switch reply {
        case .answer(let answer):
            return try answer.response(from: request, context: context)
        case .badGateway:
            return Page(title: "502", body: "<h1>502 Bad Gateway</h1>").html(status: .badGateway)
        case .page:
            return Page(title: "Maintenance", body: "<h1>Back soon</h1>").html()
        case .silence:
            try await Task.sleep(for: .seconds(3600))
            throw HTTPError(.serviceUnavailable)
        }
    }
}

/// Counts the looks at each tenant.
final class LookCounter: Sendable {
    private let counts = Mutex<[String: Int]>([:])

    func next(of tenantID: String) -> Int {
        counts.withLock { counts in
            counts[tenantID, default: 0] += 1
            return counts[tenantID, default: 1]
        }
    }
}
