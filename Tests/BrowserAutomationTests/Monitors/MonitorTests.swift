import BrowserAutomation
import Foundation
import TestSupport
import Testing

@Suite("Monitors", .timeLimit(.minutes(3)))
struct MonitorTests {
    @Test("tell the console's lines as the console shows them, with their place")
    func console() async throws {
        let html = """
            <script>
            console.log("plain", 1, true, null, undefined, { a: 1, b: "x" }, [1, 2], NaN);
            console.error(new Error("bad"));
            console.warn("careful");
            </script>
            """
        try await TestBrowser.withHTML(html) { _, log in
            let lines = log.all { if case .console(let message) = $0 { message } else { nil } }
            #expect(lines.map(\.kind) == ["log", "error", "warning"])
            #expect(lines.first?.text == "plain 1 true null undefined {a: 1, b: x} [1, 2] NaN")
            #expect(lines[1].text.hasPrefix("Error: bad"))
            #expect(lines.first?.location?.line == 2)
            #expect((lines.first?.wallTime ?? 0) > 1_600_000_000)
        }
    }

    @Test("tell exceptions and rejections nobody caught")
    func pageErrors() async throws {
        let html =
            "<script>setTimeout(() => { undefinedCall() }); Promise.reject(new TypeError('late')); throw 'text'</script>"
        try await TestBrowser.withHTML(html) { _, log in
            _ = try await log.first { event -> Bool? in
                if case .pageError(let error) = event, error.message.contains("late") { true } else { nil }
            }
            _ = try await log.first { event -> Bool? in
                if case .pageError(let error) = event, error.message.contains("undefinedCall") { true } else { nil }
            }
            let errors = log.all { if case .pageError(let error) = $0 { error } else { nil } }
            #expect(
                errors.map(\.message).sorted() == [
                    "ReferenceError: undefinedCall is not defined", "TypeError: late", "Uncaught text",
                ])
            #expect(errors.allSatisfy { ($0.location?.line ?? 0) >= 1 })
        }
    }

    @Test("tell requests and responses with what was on the wire, redirects and failures")
    func network() async throws {
        let refused = try FixtureServer(pages: [:])
        let nowhere = refused.url("/refused")
        refused.stop()
        let server = try FixtureServer(routes: [
            "/": .html(
                "<script>fetch('/old', { method: 'POST', body: 'sent' }).then(() => fetch('\(nowhere)'))</script>"),
            "/old": .redirect(to: "/new", status: 307), "/new": .json("{}", headers: [("X-Mark", "yes")]),
        ])
        defer { server.stop() }
        try await TestBrowser.withPage { page, log in
            try await page.goto(server.url("/"), deadline: TestBrowser.soon)
            let failed = try await log.first { event -> NetworkFailed? in
                if case .requestFailed(let failure) = event { failure } else { nil }
            }
            #expect(failed.errorText == "net::ERR_CONNECTION_REFUSED")
            let requests = log.all { if case .request(let request) = $0 { request } else { nil } }
            let document = requests.first { $0.isNavigation }
            #expect(document?.resourceType == "Document" && document?.url == server.url("/"))
            let hop = requests.first { $0.url == server.url("/new") }
            #expect(hop?.redirect?.status == 307 && hop?.method == "POST" && hop?.body == Data("sent".utf8))
            #expect(requests.first { $0.url == server.url("/old") }?.initiator.kind == "script")
            #expect(hop?.resourceType == "Fetch")
            let response = log.all { if case .response(let response) = $0 { response } else { nil } }.last
            #expect(response?.status == 200 && response?.headers["X-Mark"] == "yes")
            #expect(response?.mimeType == "application/json" && response?.networkProtocol == "http/1.1")
            #expect(response?.remoteAddress == "127.0.0.1:\(server.port)")
            #expect((response?.timing?.receiveHeadersEnd ?? -1) >= 0)
            let wire = log.all { event -> NetworkExtraInfo? in
                if case .requestExtraInfo(let info) = event, info.key == document?.key { info } else { nil }
            }
            #expect(wire.first?.headers["Host"] == "127.0.0.1:\(server.port)")
            let ended = log.all { if case .requestFinished(let end) = $0 { end.key } else { nil } }
            #expect(ended.contains { $0 == document?.key })
        }
    }

    @Test("tell the frames of websockets")
    func webSocket() async throws {
        let server = try FixtureServer(routes: [
            "/": .html("<script>new WebSocket('ws://' + location.host + '/ws')</script>")
        ])
        defer { server.stop() }
        try await TestBrowser.withPage { page, log in
            try await page.goto(server.url("/"), deadline: TestBrowser.soon)
            let opening = try await log.first { event -> String? in
                if case .webSocket(let activity) = event, case .opening(let url) = activity.kind { url } else { nil }
            }
            #expect(opening == "ws://127.0.0.1:\(server.port)/ws")
            _ = try await log.first { event -> Bool? in
                if case .webSocket(let activity) = event, case .failed = activity.kind { true } else { nil }
            }
        }
    }

    @Test("tell navigations, frames and downloads")
    func navigation() async throws {
        let server = try FixtureServer(routes: [
            "/": .html("<iframe src=/inner></iframe><a id=file href=/file>file</a>"), "/inner": .html("inner"),
            "/file": .text("content", headers: [("Content-Disposition", "attachment; filename=report.csv")]),
        ])
        defer { server.stop() }
        try await TestBrowser.withPage { page, log in
            try await page.goto(server.url("/"), deadline: TestBrowser.soon)
            _ = try await page.evaluate("history.pushState({}, '', '/pushed')", deadline: TestBrowser.soon)
            let moves = log.all { if case .navigation(let move) = $0 { move } else { nil } }
            #expect(moves.contains { $0.isMainFrame && !$0.isSameDocument && $0.url == server.url("/") })
            #expect(moves.contains { !$0.isMainFrame && $0.url == server.url("/inner") })
            #expect(moves.contains { $0.isMainFrame && $0.isSameDocument && $0.url == server.url("/pushed") })
            try await page.click(.css("#file"), deadline: TestBrowser.soon)
            let done = try await log.first { event -> Download? in
                if case .download(let download) = event, download.phase == .finished { download } else { nil }
            }
            #expect(done.bytes == 7)
            let began = log.all { event -> Download? in
                if case .download(let download) = event, download.phase == .began { download } else { nil }
            }
            #expect(began.first?.suggestedName == "report.csv" && began.first?.id == done.id)
        }
    }

    @Test("see a popup's first request")
    func popup() async throws {
        let server = try FixtureServer(pages: [
            "/": "<a id=open href=/popup target=_blank rel=opener>open</a>", "/popup": "<h1>Popup</h1>",
        ])
        defer { server.stop() }
        try await TestBrowser.withPage { page, log in
            try await page.goto(server.url("/"), deadline: TestBrowser.soon)
            let report = try await page.click(.css("#open"), deadline: TestBrowser.soon)
            #expect(report.effects.contains(.navigation))
            let popup = try await page.openedPage(deadline: TestBrowser.soon)
            let heading = try await popup.expect(.role("heading", name: "Popup"), deadline: TestBrowser.soon) {
                $0.isVisible
            }
            #expect(heading.isMet)
            let first = try await log.first { event -> NetworkRequest? in
                if case .request(let request) = event, request.key.target == popup.id { request } else { nil }
            }
            #expect(first.url == server.url("/popup"))
            let attached = log.all { if case .targetAttached(let target) = $0 { target } else { nil } }
            #expect(attached.filter { $0.target == popup.id }.map(\.isPaused) == [true])
        }
    }

    @Test("tell when a renderer crashes, and every wait ends")
    func crash() async throws {
        try await TestBrowser.withHTML("<p id=x>") { page, log in
            async let waiting = browserError {
                _ = try await page.expect(.css("#never"), deadline: .now + .seconds(30)) { $0.isVisible }
            }
            let crashed = try await browserError { try await page.goto("chrome://crash", deadline: TestBrowser.soon) }
            #expect(crashed != nil)
            guard case .targetCrashed? = try await waiting else {
                Issue.record("the wait did not end with the crash")
                return
            }
            _ = try await log.first { event -> Bool? in if case .targetCrashed = event { true } else { nil } }
        }
    }
}
