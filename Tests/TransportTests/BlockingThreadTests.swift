import TestSupport
import Testing
import Transport

@Suite(.timeLimit(.minutes(5)))
struct BlockingThreadTests {
    @Test("A thread that cannot be had is an error, not work that never begins")
    func none() throws {
        // No address space holds this stack; a limit of processes fails in the same call.
        #expect {
            try BlockingThread.start("test", stackSize: 1 << 60) { Issue.record("started") }
        } throws: { error in
            (error as? TransportError)?.code == .system && "\(error)".contains("no thread can be started")
        }
    }

    @Test("A thread does its work, whatever its name")
    func works() async throws {
        let answer = try await called { done in
            try BlockingThread.start("a name of more than fifteen bytes") { done(42) }
        }
        #expect(answer == 42)
    }
}
