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
    /// How many of them saw the upgrade done, this one included; 0 while it is not.
    let completeNumber: Int
    /// The share of looks a fault is to spoil, where one was given.
    let rate: Double?
    /// From 0 to 1; the same for the same seed, tenant's number and look's number.
    let dice: Double

    init(answer: VerificationAnswer, count: LookCounter.Count, tenant: Tenant, seed: UInt64) {
        reply = .answer(answer)
        self.answer = answer
        number = count.all
        completeNumber = answer.isComplete ? count.complete : 0
        rate = tenant.faults.compactMap(\.rate).first
        var generator = SeededGenerator(seed: seed.seed(for: "look \(tenant.run) \(count.all)"))
        dice = Double.random(in: 0..<1, using: &generator)
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
    struct Count: Sendable {
        var all = 0
        /// Those that saw the upgrade done.
        var complete = 0
    }

    private let counts = Mutex<[String: Count]>([:])

    /// Counts a look with the answer it would get, and gives the count so far.
    func add(_ answer: VerificationAnswer, of tenantID: String) -> Count {
        counts.withLock { counts in
            var count = counts[tenantID] ?? Count()
            count.all += 1
            if answer.isComplete { count.complete += 1 }
            counts[tenantID] = count
            return count
        }
    }
}

extension VerificationAnswer {
    fileprivate var isComplete: Bool { finalPlan == .pro && analyticsEventEmitted }
}
