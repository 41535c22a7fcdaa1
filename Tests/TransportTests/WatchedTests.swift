import TestSupport
import Testing

/// The waits of all tests. A run of all of them once hung, with every wait that was stuck hidden behind another.
@Suite(.timeLimit(.minutes(5)))
struct WatchedTests {
    @Test("A wait gives the first value there is, also one that was there before")
    func value() async throws {
        let watched = Watched<[Int]>([1])
        #expect(try await watched.first { $0.first } == 1)
        async let second = watched.first { $0.count == 2 ? $0.last : nil }
        watched.change { $0.append(2) }
        #expect(try await second == 2)
    }

    @Test("A wait for what never comes ends with its task, and tells what there was")
    func cancelled() async throws {
        let watched = Watched(["seen"])
        let waiting = Task { try await watched.first { $0.first { $0 == "never" } } }
        waiting.cancel()
        await #expect {
            try await waiting.value
        } throws: { error in
            "\(error)".contains("seen")
        }
    }

    @Test("Whoever gives up while waiting for a slot leaves it to the next")
    func slots() async throws {
        let slots = Slots(1)
        let (given, entered) = (Watched(false), Watched(false))
        let holder = Task {
            try await slots.enter {
                entered.change { $0 = true }
                try await given.first { $0 ? () : nil }
            }
        }
        try await entered.first { $0 ? () : nil }
        let impatient = Task { try await slots.enter { Issue.record("entered") } }
        let patient = Task { try await slots.enter { true } }
        impatient.cancel()
        await #expect(throws: Unmet.self) { try await impatient.value }
        given.change { $0 = true }
        try await holder.value
        #expect(try await patient.value)
        #expect(try await slots.enter { true }, "the slot has been given back")
    }

    @Test("Whether a change or a cancellation comes first, every wait ends, once, and no slot is lost")
    func race() async throws {
        let slots = Slots(2)
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<2000 {
                group.addTask {
                    let visit = Task { try await slots.enter { await Task.yield() } }
                    if number.isMultiple(of: 2) { visit.cancel() }
                    _ = await visit.result
                }
            }
        }
        try await slots.enter {
            try await slots.enter {}
        }
    }
}
