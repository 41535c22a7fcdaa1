import BrowserAutomation
import Foundation
import TestSupport
import Testing

@Suite("Navigation", .timeLimit(.minutes(3)))
struct NavigationTests {
    @Test("tells the status and the URL after redirects; an HTTP error is no error")
    func statuses() async throws {
        let server = try FixtureServer(routes: [
            "/": .html("<h1>Home</h1>"), "/old": .redirect(to: "/"), "/gone": .text("gone", status: 404),
            "/broken": .text("", status: 500),
        ])
        defer { server.stop() }
        try await TestBrowser.withPage { page, _ in
            let home = try await page.goto(server.url("/old"), deadline: TestBrowser.soon)
            #expect(home == NavigationResult(url: server.url("/"), status: 200))
            #expect(try await page.goto(server.url("/gone"), deadline: TestBrowser.soon).status == 404)
            #expect(try await page.goto(server.url("/broken"), deadline: TestBrowser.soon).status == 500)
            let fragment = try await page.goto(server.url("/#part"), deadline: TestBrowser.soon)
            #expect(fragment.url == server.url("/#part"))
            let again = try await page.goto(server.url("/#other"), deadline: TestBrowser.soon)
            #expect(again == NavigationResult(url: server.url("/#other"), status: nil))
        }
    }

    @Test("to where nothing listens names the reason")
    func refused() async throws {
        let server = try FixtureServer(pages: [:])
        let url = server.url("/")
        server.stop()
        try await TestBrowser.withPage { page, _ in
            let error = try await browserError { try await page.goto(url, deadline: TestBrowser.soon) }
            guard case .navigation(url, let failure)? = error else {
                Issue.record("not a navigation error: \(String(describing: error))")
                return
            }
            #expect(failure.code == .connectionRefused)
            #expect(failure.isUnreachable)
        }
    }

    @Test("to a host that is not known names the reason")
    func unknownHost() async throws {
        try await TestBrowser.withPage { page, _ in
            let error = try await browserError {
                try await page.goto("http://no-such-host.invalid/", deadline: TestBrowser.soon)
            }
            guard case .navigation(_, let failure)? = error else {
                Issue.record("not a navigation error: \(String(describing: error))")
                return
            }
            #expect(failure.isUnreachable)
        }
    }

    @Test("to a port that Chromium blocks says so, and proves nothing of the application")
    func unsafePort() async throws {
        try await TestBrowser.withPage { page, _ in
            let error = try await browserError {
                try await page.goto("http://127.0.0.1:6000/", deadline: TestBrowser.soon)
            }
            #expect(error?.description.contains("Chromium blocks this port") == true)
            #expect(error?.description.hasSuffix("serve the application on another port, such as 8080 or 8443") == true)
            guard case .navigation(_, let failure)? = error else { return }
            #expect(failure.isUnreachable)
        }
    }

    @Test("that ends without a page says why, and is the application's own failure")
    func noPage() async throws {
        let attachment = [("Content-Disposition", "attachment; filename=export.csv")]
        let server = try FixtureServer(routes: [
            "/around": .redirect(to: "/around"), "/export": .text("a,b", headers: attachment),
            "/empty": .text("", status: 204),
        ])
        let secure = try await TLSFixture()
        defer { server.stop() }
        let cases = [
            (server.url("/around"), "redirects without end"), (server.url("/export"), "it is a download"),
            (server.url("/empty"), "an empty answer"),
            ("https://127.0.0.1:\(secure.port)/", "its certificate is from an authority"),
        ]
        try await TestBrowser.withPage { page, _ in
            for (url, words) in cases {
                let error = try await browserError { try await page.goto(url, deadline: TestBrowser.soon) }
                #expect(error?.description.contains(words) == true, "\(url): \(String(describing: error))")
                guard case .navigation(_, let failure)? = error else { continue }
                #expect(!failure.isUnreachable)
            }
        }
    }

    @Test("to what is no URL is refused")
    func noURL() async throws {
        try await TestBrowser.withPage { page, _ in
            let error = try await browserError { try await page.goto("not a url", deadline: TestBrowser.soon) }
            #expect(error?.description.contains("cannot go to “not a url”") == true)
        }
    }

    @Test("that gets no answer ends at the deadline")
    func hanging() async throws {
        let gate = Gate()
        defer { gate.open() }
        let server = try FixtureServer(routes: ["/": FixtureResponse.html("late").held(by: gate)])
        try await TestBrowser.withPage { page, _ in
            let error = try await browserError { try await page.goto(server.url("/"), deadline: TestBrowser.brief) }
            #expect(error == .timedOut(what: "an answer from \(server.url("/"))", log: []))
        }
        gate.open()
        server.stop()
    }

    @Test("reloads and goes back, over documents and over the history of one")
    func reloadAndBack() async throws {
        let server = try FixtureServer(pages: ["/one": "<h1>One</h1>", "/two": "<h1>Two</h1>"])
        defer { server.stop() }
        try await TestBrowser.withPage { page, _ in
            let nothing = try await browserError { try await page.back(deadline: TestBrowser.soon) }
            try await page.goto(server.url("/one"), deadline: TestBrowser.soon)
            try await page.goto(server.url("/two"), deadline: TestBrowser.soon)
            #expect(try await page.reload(deadline: TestBrowser.soon).url == server.url("/two"))
            #expect(try await page.back(deadline: TestBrowser.soon).url == server.url("/one"))
            _ = try await page.evaluate("history.pushState({}, '', '/pushed')", deadline: TestBrowser.soon)
            #expect(try await page.back(deadline: TestBrowser.soon).url == server.url("/one"))
            #expect(nothing == .invalid("there is no page to go back to"))
        }
        #expect(server.requests.filter { $0.path == "/two" }.count == 2)
    }

    @Test("goes back, reloads and goes on in the moment in which a page has come")
    func atOnce() async throws {
        let server = try FixtureServer(pages: ["/one": "<h1>One</h1>", "/two": "<h1>Two</h1>"])
        defer { server.stop() }
        let (one, two) = (server.url("/one"), server.url("/two"))
        try await TestBrowser.withPage { page, _ in
            try await page.goto(one, deadline: TestBrowser.soon)
            for _ in 0..<5 {
                for act in ["back", "reload", "goto"] {
                    _ = try await page.evaluate("setTimeout(() => location.href = '/two')", deadline: TestBrowser.soon)
                    try await page.waitForURL(URLGlob("**/two"), deadline: TestBrowser.soon)
                    let url =
                        switch act {
                        case "back": try await page.back(deadline: TestBrowser.soon).url
                        case "reload": try await page.reload(deadline: TestBrowser.soon).url
                        default: try await page.goto(one, deadline: TestBrowser.soon).url
                        }
                    #expect(url == (act == "reload" ? two : one))
                    if act == "reload" { try await page.goto(one, deadline: TestBrowser.soon) }
                }
            }
        }
    }

    @Test("is waited for by pattern, also when the history API makes it")
    func waitForURL() async throws {
        try await TestBrowser.withHTML(
            "<script>setTimeout(() => history.pushState({}, '', '/x/dashboard'), 100)</script>"
        ) {
            page, _ in
            try await page.waitForURL(URLGlob("**/dashboard"), deadline: TestBrowser.soon)
            let error = try await browserError {
                try await page.waitForURL(URLGlob("**/other"), deadline: TestBrowser.brief)
            }
            #expect(error?.log.first?.hasSuffix("/x/dashboard") == true)
        }
    }

    @Test("in the middle of an expectation does not disturb it")
    func expectAcrossNavigation() async throws {
        let server = try FixtureServer(pages: [
            "/": "<p id=out>one</p><script>setTimeout(() => location.href = '/two', 100)</script>",
            "/two": "<p id=out>two</p>",
        ])
        defer { server.stop() }
        try await TestBrowser.withPage { page, _ in
            try await page.goto(server.url("/"), deadline: TestBrowser.soon)
            let seen = try await page.expect(.css("#out"), deadline: TestBrowser.soon) { $0.text == "two" }
            #expect(seen.isMet)
        }
    }
}
