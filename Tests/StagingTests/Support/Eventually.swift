/// Waits for a condition nobody announces.
func eventually(_ condition: String, holds: () async throws -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while try await !holds() {
        guard ContinuousClock.now < deadline else { throw Unexpected("never: \(condition)") }
        try await Task.sleep(for: .milliseconds(20))
    }
}
