import BrowserAutomation
import Foundation
import TestSupport

/// One browser for all tests of the process; each test has a context of its own.
///
/// It is never closed: it ends with the process, as it must after any other end of one.
enum TestBrowser {
    private static let shared = Task {
        let (stream, continuation) = AsyncThrowingStream.makeStream(of: Browser.self)
        Task {
            do {
                try await withBrowser(options, deadline: .now + .seconds(120)) { browser in
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
    private static let places = Slots(4)

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
        return try await places.enter { try await withPage(of: browser, configure, body) }
    }

    private static func withPage<Value: Sendable>(
        of browser: Browser, _ configure: (inout ContextOptions) -> Void,
        _ body: (Page, EventLog) async throws -> Value
    ) async throws -> Value {
        let log = EventLog()
        var options = ContextOptions()
        options.onEvent = { log.add($0) }
        configure(&options)
        let context = try await browser.newContext(options, deadline: soon)
        let result: Result<Value, any Error>
        do {
            let page = try await context.newPage(deadline: soon)
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
        try await places.enter {
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

    /// A deadline that only a hanging test reaches, before its time limit: what it waited for is told.
    static var soon: ContinuousClock.Instant { .now + .seconds(100) }

    /// A deadline for what must not happen.
    static var brief: ContinuousClock.Instant { .now + .seconds(1) }
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
    private let record = Watched<[BrowserEvent]>([])

    var events: [BrowserEvent] { record.state }

    func add(_ event: BrowserEvent) { record.change { $0.append(event) } }

    /// Waits until an event gives a value.
    ///
    /// - Throws: When a page has crashed or the browser is gone without it; at the test's time limit, with the last events
    ///   there were.
    func first<Value: Sendable>(_ pick: @escaping @Sendable (BrowserEvent) -> Value?) async throws -> Value {
        try await record.first { events -> Result<Value, Lost>? in
            if let found = events.lazy.compactMap(pick).first { return .success(found) }
            return events.lazy.compactMap(\.loss).first.map { .failure(Lost(what: $0)) }
        }.get()
    }

    /// All values that events give.
    func all<Value>(_ pick: (BrowserEvent) -> Value?) -> [Value] { events.compactMap(pick) }
}

/// What a test waited for in vain.
private struct Lost: Error, CustomStringConvertible {
    let what: String

    var description: String { "\(what) before what was waited for had happened" }
}

extension BrowserEvent {
    /// Why nothing more is to be expected.
    fileprivate var loss: String? {
        switch self {
        case .targetCrashed(_, let url): "the page \(url) crashed"
        case .browserExited(let how): "the browser is gone (\(how))"
        default: nil
        }
    }
}
