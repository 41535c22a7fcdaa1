import BrowserAutomation
import TestSupport
import Testing

@Suite("A page", .timeLimit(.minutes(1)))
struct PageTests {
    @Test("is loaded, clicked and read")
    func loadsClicksAndReads() async throws {
        let html = "<title>Hello</title><button onclick=\"out.textContent='clicked'\">Go</button><p id=out>-</p>"
        try await TestBrowser.withHTML(html) { page, _ in
            #expect(try await page.title(deadline: TestBrowser.soon) == "Hello")
            let report = try await page.click(.role("button", name: "go"), deadline: TestBrowser.soon)
            #expect(report.effects.contains(.mutation))
            let seen = try await page.expect(.css("#out"), deadline: TestBrowser.soon) { $0.text == "clicked" }
            #expect(seen.isMet)
        }
    }
}
