import BrowserAutomation
import Foundation
import TestSupport
import Testing

@Suite("The end of a browser", .timeLimit(.minutes(3)))
struct BrowserEndTests {
    @Test("that is killed ends every wait at once, by name, and is recorded")
    func killed() async throws {
        let log = EventLog()
        try await withBrowser(TestBrowser.options, deadline: TestBrowser.soon) { browser in
            var options = ContextOptions()
            options.onEvent = { log.add($0) }
            let context = try await browser.newContext(options, deadline: TestBrowser.soon)
            let page = try await context.newPage(deadline: TestBrowser.soon)
            let later = ContinuousClock.now + .seconds(600)
            async let look = browserError {
                _ = try await page.expect(.css("#never"), deadline: later) { $0.isVisible }
            }
            async let act = browserError { try await page.click(.css("#never"), deadline: later) }
            async let wait = browserError { try await page.waitForURL(URLGlob("never"), deadline: later) }
            async let script = browserError { _ = try await page.evaluate("new Promise(() => {})", deadline: later) }
            _ = try await page.evaluate("1", deadline: TestBrowser.soon)
            try killBrowser(browser)
            for error in [try await look, try await act, try await wait, try await script] {
                #expect(error == .browserExited(how: "it ended with signal 9"))
            }
            let next = try await browserError { try await page.goto("about:blank", deadline: TestBrowser.soon) }
            #expect(next == .browserExited(how: "it ended with signal 9"))
            let none = try await browserError { _ = try await context.newPage(deadline: TestBrowser.soon) }
            #expect(none == .browserExited(how: "it ended with signal 9"))
            let how = try await log.first { event -> String? in
                if case .browserExited(let how) = event { how } else { nil }
            }
            #expect(how == "it ended with signal 9")
        }
        let ends = log.all { if case .browserExited(let how) = $0 { how } else { nil } }
        #expect(ends.count == 1)
    }

    @Test("that the run closes itself is no event")
    func closed() async throws {
        let log = EventLog()
        try await withBrowser(TestBrowser.options, deadline: TestBrowser.soon) { browser in
            var options = ContextOptions()
            options.onEvent = { log.add($0) }
            let context = try await browser.newContext(options, deadline: TestBrowser.soon)
            _ = try await context.newPage(deadline: TestBrowser.soon)
        }
        #expect(log.all { if case .browserExited = $0 { true } else { nil } }.isEmpty)
    }

    @Test("comes when the body throws or is cancelled, too")
    func cancelled() async throws {
        struct Stop: Error {}
        await #expect(throws: Stop.self) {
            try await withBrowser(TestBrowser.options, deadline: TestBrowser.soon) { _ in throw Stop() }
        }
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        let task = Task {
            try await withBrowser(TestBrowser.options, deadline: TestBrowser.soon) { browser in
                let context = try await browser.newContext(ContextOptions(), deadline: TestBrowser.soon)
                let page = try await context.newPage(deadline: TestBrowser.soon)
                continuation.yield()
                try await page.waitForURL(URLGlob("never"), deadline: .now + .seconds(600))
            }
        }
        for await _ in stream { break }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test("of a page ends what waits for it")
    func pageClosed() async throws {
        try await TestBrowser.withHTML("<p>") { page, log in
            _ = try await page.evaluate(
                "void open('about:blank').document.write('<button id=x onclick=window.close()>x')",
                deadline: TestBrowser.soon)
            let popup = try await page.openedPage(deadline: TestBrowser.soon)
            async let waiting = browserError {
                try await popup.waitForURL(URLGlob("never"), deadline: .now + .seconds(600))
            }
            let report = try await popup.click(.css("#x"), deadline: TestBrowser.soon)
            #expect(try await waiting == .pageClosed(url: "about:blank"))
            #expect(await popup.effects(since: report, deadline: TestBrowser.soon).contains(.navigation))
            let closed = try await log.first { event -> String? in
                if case .targetClosed(let target, _) = event { target } else { nil }
            }
            #expect(closed == popup.id)
        }
    }

    /// Kills the browser a test has started, found by being the newest child that is one.
    private func killBrowser(_ browser: Browser) throws {
        let pid = try #require(browser.processID)
        #expect(kill(pid, SIGKILL) == 0)
    }
}
