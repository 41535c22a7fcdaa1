import BrowserAutomation
import TestSupport
import Testing

@Suite("Dialogs", .timeLimit(.minutes(3)))
struct DialogTests {
    @Test(
        "are dismissed at once and recorded",
        arguments: [("alert", "undefined"), ("confirm", "false"), ("prompt", "null")])
    func dismissed(kind: String, answer: String) async throws {
        let html = "<button id=go onclick=\"out.textContent = String(\(kind)('Really?'))\">Go</button><p id=out></p>"
        try await TestBrowser.withHTML(html) { page, log in
            try await page.click(.css("#go"), deadline: TestBrowser.soon)
            #expect(try await page.state(of: .css("#out"), deadline: TestBrowser.soon).text == answer)
            let dialog = try await log.first { event -> Dialog? in
                if case .dialog(let dialog) = event { dialog } else { nil }
            }
            #expect(dialog.kind.rawValue == kind)
            #expect(dialog.message == "Really?")
            #expect(!dialog.accepted)
        }
    }

    @Test("are answered as asked")
    func answered() async throws {
        let html = "<button id=go onclick=\"out.textContent = prompt('Name?')\">Go</button><p id=out></p>"
        try await TestBrowser.withHTML(html, { $0.dialogAnswer = .accept(text: "Ada") }) { page, _ in
            try await page.click(.css("#go"), deadline: TestBrowser.soon)
            #expect(try await page.state(of: .css("#out"), deadline: TestBrowser.soon).text == "Ada")
        }
    }

    @Test("that open while a page loads do not hang the navigation")
    func whileLoading() async throws {
        try await TestBrowser.withHTML("<script>alert('one'); confirm('two')</script><p id=out>done</p>") { page, log in
            let out = try await page.state(of: .css("#out"), deadline: TestBrowser.soon)
            #expect(out.text == "done")
            #expect(log.all { if case .dialog(let dialog) = $0 { dialog.message } else { nil } } == ["one", "two"])
        }
    }

    @Test("that ask whether to leave are accepted")
    func beforeUnload() async throws {
        let html = "<input id=x><script>addEventListener('beforeunload', (e) => e.preventDefault())</script>"
        let server = try FixtureServer(pages: ["/": html, "/next": "<h1>Next</h1>"])
        defer { server.stop() }
        try await TestBrowser.withPage { page, log in
            try await page.goto(server.url("/"), deadline: TestBrowser.soon)
            try await page.fill(.css("#x"), with: "changed", deadline: TestBrowser.soon)
            try await page.click(.css("#x"), deadline: TestBrowser.soon)
            let result = try await page.goto(server.url("/next"), deadline: TestBrowser.soon)
            #expect(result.url == server.url("/next"))
            let kinds = log.all { if case .dialog(let dialog) = $0 { dialog.kind } else { nil } }
            #expect(kinds == [.beforeunload])
        }
    }
}
