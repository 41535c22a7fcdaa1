import BrowserAutomation
import Foundation
import TestSupport
import Testing

@Suite("A browser for several runs", .timeLimit(.minutes(3)))
struct BrowserPoolTests {
    @Test("is started by the first that wants it, and shared with all, at the same time and later")
    func shared() async throws {
        try await withBrowserPool(TestBrowser.options) { pool in
            let early = try await withThrowingTaskGroup(of: Int32?.self) { group in
                for _ in 0..<4 {
                    group.addTask { try await pool.withBrowser(deadline: TestBrowser.soon) { $0.processID } }
                }
                return try await group.reduce(into: Set<Int32?>()) { $0.insert($1) }
            }
            let late = try await pool.withBrowser(deadline: TestBrowser.soon) { $0.processID }
            let only = try #require(early.first ?? nil)
            #expect(early == [only] && late == only)
        }
    }

    @Test("ends when the last of the runs is done with it, and not with the pool only")
    func last() async throws {
        try await withBrowserPool(TestBrowser.options, runs: 2) { pool in
            let first = try await pool.withBrowser(deadline: TestBrowser.soon) { try #require($0.processID) }
            let second = try await pool.withBrowser(deadline: TestBrowser.soon) { browser in
                #expect(kill(first, 0) == 0)
                return browser.processID
            }
            #expect(second == first)
            await pool.waitForEnds()
            #expect(kill(first, 0) == -1, "nothing is left of it")
        }
    }

    @Test("that dies takes those with it who use it, and the next gets another")
    func replaced() async throws {
        try await withBrowserPool(TestBrowser.options) { pool in
            let log = EventLog()
            var options = ContextOptions()
            options.onEvent = { log.add($0) }
            let first = try await pool.withBrowser(deadline: TestBrowser.soon) { browser in
                let pid = try #require(browser.processID)
                let error = try await browserError {
                    try await browser.withContext(options, deadline: TestBrowser.soon) { context in
                        let page = try await context.newPage(deadline: TestBrowser.soon)
                        #expect(kill(pid, SIGKILL) == 0)
                        try await page.waitForURL(URLGlob("never"), deadline: .now + .seconds(600))
                    }
                }
                #expect(error == .browserExited(how: "it ended with signal 9"))
                // Another that comes while this one still holds on to the dead browser gets a new one already.
                let second = try await pool.withBrowser(deadline: TestBrowser.soon) { browser in
                    try await Self.title(in: browser)
                    return browser.processID
                }
                #expect(second != pid)
                let third = try await pool.withBrowser(deadline: TestBrowser.soon) { $0.processID }
                #expect(third == second)
                return pid
            }
            #expect(log.all { if case .browserExited(let how) = $0 { how } else { nil } } == ["it ended with signal 9"])
            #expect(kill(first, 0) == -1, "nothing is left of it")
        }
    }

    @Test("in which a context cannot be made is not given to another")
    func retired() async throws {
        try await withBrowserPool(TestBrowser.options) { pool in
            let first = try await pool.withBrowser(deadline: TestBrowser.soon) { $0.processID }
            let error = try await browserError {
                try await pool.withBrowser(deadline: TestBrowser.soon) { browser in
                    #expect(browser.processID == first)
                    try await browser.withContext(ContextOptions(), deadline: .now - .seconds(1)) { _ in }
                }
            }
            guard case .timedOut? = error else {
                Issue.record("it ended otherwise: \(String(describing: error))")
                return
            }
            let second = try await pool.withBrowser(deadline: TestBrowser.soon) { $0.processID }
            #expect(second != first)
        }
    }

    @Test("that cannot be started is an error for each that waited, and tried again for the next")
    func noBrowser() async throws {
        var options = TestBrowser.options
        options.binary = "/bin/true"
        try await withBrowserPool(options) { pool in
            for _ in 0..<2 {
                let error = try await browserError {
                    try await pool.withBrowser(deadline: TestBrowser.soon) { browser in
                        Issue.record("there is a browser at \(browser.endpoint)")
                        return
                    }
                }
                guard case .launch? = error else {
                    Issue.record("it ended otherwise: \(String(describing: error))")
                    return
                }
            }
        }
    }

    @Test("is waited for by others when the one that wanted it first does not any more")
    func cancelled() async throws {
        try await withBrowserPool(TestBrowser.options) { pool in
            let first = Task { try await pool.withBrowser(deadline: TestBrowser.soon) { $0.processID } }
            let second = Task { try await pool.withBrowser(deadline: TestBrowser.soon) { $0.processID } }
            first.cancel()
            // It may have been quick enough; if not, nothing else than having been cancelled ended it.
            do { _ = try await first.value } catch { #expect(error is CancellationError) }
            let other = try await second.value
            #expect(other != nil)
        }
    }

    @Test("that is still starting when the pool ends leaves nothing behind")
    func closedEarly() async throws {
        let folder = try TemporaryFolder()
        var options = TestBrowser.options
        options.temporaryDirectory = folder.url.path()
        await withBrowserPool(options) { pool in
            let waiting = Task { try await pool.withBrowser(deadline: TestBrowser.soon) { _ in } }
            waiting.cancel()
            _ = await waiting.result
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path()).isEmpty)
    }

    private static func title(in browser: Browser) async throws {
        try await browser.withContext(ContextOptions(), deadline: TestBrowser.soon) { context in
            let page = try await context.newPage(deadline: TestBrowser.soon)
            #expect(try await page.title(deadline: TestBrowser.soon).isEmpty)
        }
    }
}
