import BrowserAutomation
import Foundation

/// Clicks on a button with every check on.
struct Clicks {
    /// The page's URL; its button counts its clicks.
    let page: String
    /// How many clicks.
    let count: Int

    /// How many clicks come before those that count.
    private static let warmUp = 10

    /// Measures.
    ///
    /// - Parameter options: The browser to start.
    /// - Returns: The length of every click, in milliseconds.
    /// - Throws: ``BenchError`` when the page has not seen every one.
    func measure(_ options: BrowserOptions) async throws -> [Double] {
        try await withBrowser(options, deadline: .now + .seconds(30)) { browser in
            try await Task(executorPreference: browser.loop) { try await measure(browser) }.value
        }
    }

    private func measure(_ browser: Browser) async throws -> [Double] {
        let patience = Duration.seconds(30)
        let context = try await browser.newContext(ContextOptions(), deadline: .now + patience)
        let tab = try await context.newPage(deadline: .now + patience)
        try await tab.goto(page, deadline: .now + patience)
        let button = Locator.role("button", name: "Upgrade to Pro")
        var times: [Double] = []
        for index in 0..<(Self.warmUp + count) {
            let start = ContinuousClock.now
            try await tab.click(button, deadline: start + patience)
            if index >= Self.warmUp { times.append((ContinuousClock.now - start).microseconds / 1000) }
        }
        let seen = try await tab.state(of: .testid("count"), deadline: .now + patience).text
        guard seen == "\(Self.warmUp + count)" else {
            throw BenchError("the page saw \(seen ?? "no") clicks of \(Self.warmUp + count)")
        }
        return times
    }
}
