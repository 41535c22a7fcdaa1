import Logging

extension ServiceEnvironment {
    /// Does something again, after growing pauses, while the other service does not answer.
    ///
    /// - Parameters:
    ///   - attempts: How often at most.
    ///   - work: Told which attempt it is, from 1.
    /// - Throws: What an attempt that was answered threw, or else the last one.
    func retrying(attempts: Int = 4, _ work: (_ attempt: Int) async throws -> Void) async throws {
        for attempt in 1... {
            do {
                return try await work(attempt)
            } catch PeerError.unreachable(let role, let reason) where attempt < attempts {
                logger.warning(
                    "trying again", metadata: ["peer": "\(role)", "attempt": "\(attempt)", "error": "\(reason)"])
                try await Task.sleep(for: .milliseconds(200 * attempt))
            }
        }
    }

    /// Puts a message on the queue. One that arrives twice is one message to whoever works on it.
    func enqueue(_ message: QueueMessage) async throws {
        try await retrying { _ in
            try await client.send("POST", "/queue/messages", to: .worker, body: message)
        }
    }
}
