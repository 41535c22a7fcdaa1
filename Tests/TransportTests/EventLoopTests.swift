import Foundation
import Synchronization
import TestSupport
import Testing
import Transport

/// Something that runs on a loop, as the owner of a C handle does.
private actor Resident: LoopActor {
    nonisolated let loop: EventLoop
    private var entries = 0

    init(_ loop: EventLoop) {
        self.loop = loop
    }

    func enter() -> Int {
        entries += 1
        return entries
    }
}

/// Both libraries' loops behave the same.
enum LoopKind: String, CaseIterable {
    case websocket, http

    /// The loop with what keeps it alive.
    func make() throws -> (EventLoop, owner: any Sendable) {
        switch self {
        case .websocket:
            let client = try WebSocketClient()
            return (client.loop, client)
        case .http:
            let client = try HTTPClient()
            return (client.loop, client)
        }
    }
}

@Suite(.timeLimit(.minutes(5)))
struct EventLoopTests {
    @Test("An actor of a loop runs on its thread, and a callback there may enter it", arguments: LoopKind.allCases)
    func actor(kind: LoopKind) async throws {
        let (loop, _) = try kind.make()
        let resident = Resident(loop)
        #expect(!loop.isCurrent)
        #expect(await resident.enter() == 1)
        let entered = try await called { done in
            loop.execute { done(resident.assumeIsolated { $0.enter() }) }
        }
        #expect(entered == 2)
    }

    @Test("A task that prefers the loop stays on its thread across awaits", arguments: LoopKind.allCases)
    func taskExecutor(kind: LoopKind) async throws {
        let (loop, _) = try kind.make()
        let resident = Resident(loop)
        await withTaskExecutorPreference(loop) {
            for _ in 0..<100 {
                _ = await resident.enter()
                #expect(loop.isCurrent)
                await Task.yield()
                #expect(loop.isCurrent)
            }
        }
        #expect(await resident.enter() == 101)
    }

    @Test("Closures from many threads all run, each thread's in its order", arguments: LoopKind.allCases)
    func order(kind: LoopKind) async throws {
        let (loop, _) = try kind.make()
        let seen = Recorder<(Int, Int)>()
        await withTaskGroup(of: Void.self) { group in
            for sender in 0..<8 {
                group.addTask {
                    for number in 0..<500 { loop.execute { seen.append((sender, number)) } }
                }
            }
        }
        await Resident(loop).settle()
        for sender in 0..<8 {
            #expect(seen.values.filter { $0.0 == sender }.map(\.1) == Array(0..<500))
        }
    }

    @Test("Timers fire in the order of their instants, and a cancelled one does not", arguments: LoopKind.allCases)
    func timers(kind: LoopKind) async throws {
        let (loop, _) = try kind.make()
        let fired = Recorder<Int>()
        let start = ContinuousClock.now
        try await called { done in
            // On the loop, where none can fire before all are set.
            loop.execute {
                loop.schedule(at: start + .milliseconds(60)) { done(()) }
                loop.schedule(at: start + .milliseconds(40)) { fired.append(40) }
                loop.schedule(at: start + .milliseconds(20)) { fired.append(20) }
                loop.schedule(at: start + .milliseconds(30)) { fired.append(30) }.cancel()
                loop.schedule(at: start - .seconds(1)) { fired.append(0) }
            }
        }
        #expect(fired.values == [0, 20, 40])
        #expect(ContinuousClock.now - start >= .milliseconds(60))
    }

    @Test("A loop that is let go is gone", .timeLimit(.minutes(1)), arguments: LoopKind.allCases)
    func end(kind: LoopKind) async throws {
        for _ in 0..<20 {
            weak var ended: EventLoop?
            do {
                let (loop, _) = try kind.make()
                #expect(await Resident(loop).enter() == 1)
                ended = loop
            }
            // The last job's own reference goes a moment after its answer.
            while ended != nil { await Task.yield() }
        }
    }

    @Test("The longest job is measured", arguments: LoopKind.allCases)
    func statistics(kind: LoopKind) async throws {
        let (loop, _) = try kind.make()
        loop.execute { Thread.sleep(forTimeInterval: 0.03) }
        await Resident(loop).settle()
        await Resident(loop).settle()
        #expect(loop.statistics.longestJob >= .milliseconds(30))
        #expect(loop.statistics.jobs >= 2)
    }
}

extension Resident {
    /// Returns once everything queued before has run.
    fileprivate func settle() {}
}
