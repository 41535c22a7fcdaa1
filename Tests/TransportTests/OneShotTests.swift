import TestSupport
import Testing
import Transport

@Suite(.timeLimit(.minutes(5)))
struct OneShotTests {
    private struct Broken: Error, Hashable {
        var why: String
    }

    private typealias Shot = OneShot<Int, Broken>

    @Test("The first that arrives counts, for those who wait and those who come later")
    func first() async throws {
        let shot = Shot()
        #expect(shot.outcome == nil)
        async let early = shot.wait()
        let outcomes: [Shot.Outcome] = [.success(1), .success(2), .failure(Broken(why: "late"))]
        let wereFirst = outcomes.map { shot.resolve($0) }
        #expect(wereFirst == [true, false, false])
        #expect(await early == .success(1))
        #expect(await shot.wait() == .success(1))
        #expect(try await shot.value(ifCancelled: Broken(why: "cancelled")) == 1)
        #expect(shot.outcome == .success(1))
    }

    @Test("A wait that is cancelled ends alone")
    func alone() async {
        let shot = Shot()
        let impatient = Task { await shot.wait() }
        let patient = Task { await shot.wait() }
        impatient.cancel()
        #expect(await impatient.value == nil)
        #expect(shot.outcome == nil)
        shot.resolve(.failure(Broken(why: "broken")))
        #expect(await patient.value == .failure(Broken(why: "broken")))
    }

    @Test("Where cancelling is an arrival, what comes after it is too late")
    func cancelled() async {
        let shot = Shot()
        let waiting = Task { try await shot.value(ifCancelled: Broken(why: "cancelled")) }
        waiting.cancel()
        await #expect(throws: Broken(why: "cancelled")) { try await waiting.value }
        let wasFirst = shot.resolve(.success(1))
        #expect(!wasFirst)
    }

    @Test("Whoever makes the value hears that its wait was cancelled, and still gives the outcome")
    func told() async throws {
        let shot = Shot()
        let told = Watched(false)
        let waiting = Task { try await shot.value { told.change { $0 = true } } }
        waiting.cancel()
        try await told.first { $0 ? () : nil }
        #expect(shot.outcome == nil)
        shot.resolve(.success(1))
        #expect(try await waiting.value == 1)
    }

    @Test("Whether the outcome or a cancellation comes first, every wait ends, once")
    func race() async {
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<2000 {
                group.addTask {
                    let shot = Shot()
                    let wait = Task { await shot.wait() }
                    let value = Task { try await shot.value(ifCancelled: Broken(why: "cancelled")) }
                    if number.isMultiple(of: 2) {
                        wait.cancel()
                        value.cancel()
                    }
                    shot.resolve(.success(number))
                    _ = await (wait.value, value.result)
                }
            }
        }
    }
}
