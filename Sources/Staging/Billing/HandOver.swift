/// How something to be paid is handed to billing.
struct HandOver: Sendable {
    let requestID: String
    /// Seconds until an attempt is given up.
    var timeout = 10.0
    var attempts = 4
    /// Billing charges once for each key.
    var keepsKey = true

    init(requestID: String) { self.requestID = requestID }

    func key(ofAttempt attempt: Int) -> String { keepsKey ? requestID : "\(requestID)-\(attempt)" }
}

extension ServiceEnvironment {
    /// Opens a payment session, trying again under the same key while billing does not answer.
    func hand(_ order: SessionOrder, _ handOver: HandOver) async throws {
        try await retrying(attempts: handOver.attempts) { attempt in
            try await client.send(
                "POST", "/sessions", to: .billing, body: order,
                headers: ["idempotency-key": handOver.key(ofAttempt: attempt)], timeout: handOver.timeout)
        }
    }
}
