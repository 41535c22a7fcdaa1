import BrowserAutomation
import Foundation
import Synchronization
import TestSupport

/// One browser for all tests of the process; each test has a context of its own.
///
/// It is never closed: it ends with the process, as it must after any other end of one.
enum TestBrowser {
    private static let shared = Task {
        let (stream, continuation) = AsyncThrowingStream.makeStream(of: Browser.self)
        Task {
            do {
                try await withBrowser(options, deadline: .now + .seconds(30)) { browser in
                    continuation.yield(browser)
                    // Until the process ends.
                    for await _ in AsyncStream<Never>.makeStream().stream {}
                    withExtendedLifetime(browser) {}
                }
            } catch {
                continuation.finish(throwing: error)
            }
        }
        for try await browser in stream { return browser }
        throw CancellationError()
    }

    /// Pages at a time: tests are about pages, not about a machine that has no time for them.
    private static let places = Places(4)

    /// How tests start a browser; containers run them as root.
    static var options: BrowserOptions {
        var options = BrowserOptions(environment: ProcessInfo.processInfo.environment)
        options.withoutSandbox = true
        return options
    }

    /// Runs a body with a page in a context of its own.
    @discardableResult
    static func withPage<Value: Sendable>(
        _ configure: (inout ContextOptions) -> Void = { _ in },
        _ body: (Page, EventLog) async throws -> Value
    ) async throws -> Value {
        let browser = try await shared.value
        await places.enter()
        defer { Task { await places.leave() } }
        let log = EventLog()
        var options = ContextOptions()
        options.onEvent = { log.add($0) }
        configure(&options)
        let context = try await browser.newContext(options, deadline: .now + .seconds(20))
        let result: Result<Value, any Error>
        do {
            let page = try await context.newPage(deadline: .now + .seconds(20))
            result = .success(try await body(page, log))
        } catch {
            result = .failure(error)
        }
        await context.close(deadline: .now + .seconds(10))
        return try result.get()
    }

    /// Runs a body with pages side by side, each in a context of its own.
    ///
    /// - Parameters:
    ///   - count: How many.
    ///   - configure: Says what each context is like, by its number.
    ///   - body: What to do with the pages. They are taken as one place: whoever waited for places one by one could wait
    ///     for ever.
    /// - Throws: What the body throws, or what keeps a page from being opened.
    static func withPages(
        _ count: Int, _ configure: (inout ContextOptions, Int) -> Void = { _, _ in },
        _ body: ([Page]) async throws -> Void
    ) async throws {
        let browser = try await shared.value
        await places.enter()
        defer { Task { await places.leave() } }
        var contexts: [BrowserContext] = []
        let result: Result<Void, any Error>
        do {
            var pages: [Page] = []
            for number in 0..<count {
                var options = ContextOptions()
                configure(&options, number)
                let context = try await browser.newContext(options, deadline: .now + .seconds(20))
                contexts.append(context)
                pages.append(try await context.newPage(deadline: .now + .seconds(20)))
            }
            result = .success(try await body(pages))
        } catch {
            result = .failure(error)
        }
        for context in contexts { await context.close(deadline: .now + .seconds(10)) }
        try result.get()
    }

    /// Runs a body with a page that shows some HTML from a server of its own.
    @discardableResult
    static func withHTML<Value: Sendable>(
        _ html: String, _ configure: (inout ContextOptions) -> Void = { _ in },
        _ body: (Page, EventLog) async throws -> Value
    ) async throws -> Value {
        let server = try FixtureServer(pages: ["/": "<!DOCTYPE html><meta charset=utf-8>\(html)"])
        defer { server.stop() }
        return try await withPage(configure) { page, log in
            try await page.goto(server.url("/"), deadline: soon)
            return try await body(page, log)
        }
    }

    /// A deadline that only a hanging test reaches.
    static var soon: ContinuousClock.Instant { .now + .seconds(20) }

    /// A deadline for what must not happen.
    static var brief: ContinuousClock.Instant { .now + .seconds(1) }
}

/// So many at a time; the others wait their turn.
private actor Places {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ count: Int) { free = count }

    func enter() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    func leave() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}

/// The error of this module that a body ends with; nil when it ends without.
func browserError(_ body: () async throws -> Void) async throws -> BrowserError? {
    do {
        try await body()
    } catch let error as BrowserError {
        return error
    }
    return nil
}

/// Everything a context told, in order.
final class EventLog: Sendable {
    private struct State {
        var events: [BrowserEvent] = []
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    var events: [BrowserEvent] { state.withLock(\.events) }

    func add(_ event: BrowserEvent) {
        let waiters = state.withLock { state in
            state.events.append(event)
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Waits until an event gives a value. A test that never gets it runs into its time limit.
    func first<Value: Sendable>(_ pick: @Sendable (BrowserEvent) -> Value?) async -> Value {
        while true {
            let seen = events
            if let found = seen.lazy.compactMap(pick).first { return found }
            await withCheckedContinuation { continuation in
                let isNew = state.withLock { state in
                    if state.events.count > seen.count { return true }
                    state.waiters.append(continuation)
                    return false
                }
                if isNew { continuation.resume() }
            }
        }
    }

    /// All values that events give.
    func all<Value>(_ pick: (BrowserEvent) -> Value?) -> [Value] { events.compactMap(pick) }
}
