extension Browser {
    /// Runs a body with a context that is disposed of when the body ends, on every way out of it.
    ///
    /// - Parameters:
    ///   - options: What the context is like.
    ///   - deadline: When making it is given up.
    ///   - body: What to do with it.
    /// - Returns: What the body returns.
    /// - Throws: ``BrowserError`` when there is no context to be had, or what the body throws.
    package nonisolated func withContext<Value: Sendable>(
        _ options: ContextOptions, deadline: ContinuousClock.Instant, _ body: (BrowserContext) async throws -> Value
    ) async throws -> Value {
        let context = try await newContext(options, deadline: deadline)
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(context))
        } catch {
            result = .failure(error)
        }
        // A task of its own: closing is not cut short when this one is cancelled.
        await Task { await context.close(deadline: .now + BrowserContext.closingPatience) }.value
        return try result.get()
    }
}
