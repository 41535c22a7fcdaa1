import BrowserAutomation
import Foundation
import TestSupport
import Testing

@Suite("Hard pages", .timeLimit(.minutes(3)))
struct HardPageTests {
    @Test("a page whose script never ends holds nothing up beyond the deadline")
    func hung() async throws {
        try await TestBrowser.withHTML("<button id=go onclick='for (;;) {}'>Go</button><p id=out>x") { page, _ in
            // The script runs in a task of its own, so that this evaluation has an answer.
            _ = try await page.evaluate("void setTimeout(() => { for (;;) {} }, 0)", deadline: TestBrowser.soon)
            let act = try await browserError { try await page.click(.css("#go"), deadline: TestBrowser.brief) }
            guard case .timedOut? = act else {
                Issue.record("the click ended otherwise: \(String(describing: act))")
                return
            }
            let seen = try await page.expect(.css("#out"), deadline: TestBrowser.brief) { $0.isVisible }
            #expect(!seen.isMet && seen.log.last == "the page does not answer")
            let shot = try await browserError { _ = try await page.screenshot(deadline: TestBrowser.brief) }
            #expect(shot != nil)
        }
    }

    @Test("a service worker and its answers are seen")
    func serviceWorker() async throws {
        let worker = """
            self.addEventListener("install", () => self.skipWaiting());
            self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
            self.addEventListener("fetch", (event) => {
                if (event.request.url.endsWith("/answer")) event.respondWith(new Response("from the worker"));
            });
            """
        let page = """
            <p id=out></p><script>
            navigator.serviceWorker.addEventListener("controllerchange", async () => {
                out.textContent = await (await fetch("/answer")).text();
            });
            navigator.serviceWorker.register("/worker.js");
            </script>
            """
        let server = try FixtureServer(routes: [
            "/": .html(page), "/worker.js": FixtureResponse(type: "text/javascript", body: Data(worker.utf8)),
        ])
        defer { server.stop() }
        try await TestBrowser.withPage { page, log in
            try await page.goto(server.url("/"), deadline: TestBrowser.soon)
            let seen = try await page.expect(.css("#out"), deadline: TestBrowser.soon) { $0.text == "from the worker" }
            #expect(seen.isMet)
            let kinds = log.all { if case .targetAttached(let target) = $0 { target.kind } else { nil } }
            #expect(kinds.contains("service_worker"))
            let answers = log.all { event -> NetworkResponse? in
                if case .response(let response) = event, response.url.hasSuffix("/answer") { response } else { nil }
            }
            #expect(answers.first?.isFromServiceWorker == true)
        }
        #expect(!server.requests.contains { $0.path == "/answer" })
    }

    @Test("a frame of another process is watched, and coming and going does not disturb the page")
    func otherProcess() async throws {
        let inner = try FixtureServer(pages: [
            "/": "<script>fetch('/data').then(() => console.log(localStorage.cid))</script>", "/data": "x",
        ])
        // Another host is another site, and so another process.
        let url = "http://localhost:\(inner.port)/"
        let outer = try FixtureServer(pages: [
            "/": """
            <iframe id=frame src="\(url)"></iframe><button id=go onclick="frame.src = 'about:blank'">Go</button><p id=out>x
            """
        ])
        defer {
            inner.stop()
            outer.stop()
        }
        var options = TestBrowser.options
        options.extraSwitches = ["--site-per-process"]
        let log = EventLog()
        try await withBrowser(options, deadline: TestBrowser.soon) { browser in
            var options = ContextOptions()
            options.onEvent = { log.add($0) }
            options.correlation = CorrelationPolicy(
                id: "run-1", origins: [url], localStorageKey: "cid", headerName: "x-cid")
            let context = try await browser.newContext(options, deadline: TestBrowser.soon)
            let page = try await context.newPage(deadline: TestBrowser.soon)
            try await page.goto(outer.url("/"), deadline: TestBrowser.soon)
            let line = try await log.first { event -> ConsoleMessage? in
                if case .console(let message) = event { message } else { nil }
            }
            #expect(line.text == "run-1" && line.target != page.id)
            #expect(inner.requests.count == 2 && inner.requests.allSatisfy { $0.header("x-cid") == "run-1" })
            #expect(outer.requests.allSatisfy { $0.header("x-cid") == nil })
            let frame = log.all { if case .targetAttached(let target) = $0 { target } else { nil } }
            #expect(frame.contains { $0.kind == "iframe" && $0.isPaused })
            try await page.click(.css("#go"), deadline: TestBrowser.soon)
            let state = try await page.state(of: .css("#out"), deadline: TestBrowser.soon)
            #expect(state.text == "x")
        }
    }

    @Test("timers and frames of a page in the background run on")
    func background() async throws {
        let html =
            "<p id=out>0</p><script>(function tick() { out.textContent++; requestAnimationFrame(tick); })()</script>"
        try await TestBrowser.withHTML(html) { page, _ in
            _ = try await page.evaluate("void open('about:blank')", deadline: TestBrowser.soon)
            _ = try await page.openedPage(deadline: TestBrowser.soon)
            let before = Int(try await page.state(of: .css("#out"), deadline: TestBrowser.soon).text ?? "") ?? 0
            let seen = try await page.expect(.css("#out"), deadline: TestBrowser.soon) {
                (Int($0.text ?? "") ?? 0) > before + 10
            }
            #expect(seen.isMet)
            #expect(try await page.evaluate("document.hasFocus()", deadline: TestBrowser.soon) == "true")
        }
    }

    @Test("hovering, double clicks and scrolling do what a user's do")
    func pointer() async throws {
        let html = """
            <style>#menu { display: none } #top:hover + #menu { display: block }</style>
            <div id=top>Menu</div><div id=menu>Entry</div><p id=out></p>
            <button id=twice ondblclick="out.textContent = 'twice'">Twice</button>
            <div style="height:3000px"></div><p id=far>far</p>
            """
        try await TestBrowser.withHTML(html) { page, _ in
            try await page.hover(.css("#top"), deadline: TestBrowser.soon)
            try await page.hover(.css("#top"), deadline: TestBrowser.soon)
            #expect(try await page.state(of: .css("#menu"), deadline: TestBrowser.soon).visible == true)
            try await page.dblclick(.css("#twice"), deadline: TestBrowser.soon)
            #expect(try await page.state(of: .css("#out"), deadline: TestBrowser.soon).text == "twice")
            try await page.scroll(to: .css("#far"), deadline: TestBrowser.soon)
            let top = "far.getBoundingClientRect().top < innerHeight"
            #expect(try await page.evaluate(top, deadline: TestBrowser.soon) == "true")
        }
    }

    @Test("a click at a position lands there")
    func position() async throws {
        let html = """
            <div id=map style="width:200px;height:100px;border:5px solid"></div><p id=out></p>
            <script>map.addEventListener("click", (e) => out.textContent = [e.offsetX, e.offsetY])</script>
            """
        try await TestBrowser.withHTML(html) { page, _ in
            var options = ActOptions()
            options.position = (x: 30, y: 40)
            try await page.click(.css("#map"), options: options, deadline: TestBrowser.soon)
            #expect(try await page.state(of: .css("#out"), deadline: TestBrowser.soon).text == "30,40")
        }
    }

    @Test("a strict content security policy does not keep the tool out")
    func contentSecurityPolicy() async throws {
        let policy = [("Content-Security-Policy", "default-src 'none'; require-trusted-types-for 'script'")]
        let server = try FixtureServer(routes: ["/": .html("<label>Name <input id=x></label>", headers: policy)])
        defer { server.stop() }
        try await TestBrowser.withPage { page, _ in
            try await page.goto(server.url("/"), deadline: TestBrowser.soon)
            try await page.fill(.label("name"), with: "Ada", deadline: TestBrowser.soon)
            #expect(try await page.state(of: .css("#x"), deadline: TestBrowser.soon).value == "Ada")
            #expect(try await page.evaluate("x.value", deadline: TestBrowser.soon) == "\"Ada\"")
        }
    }
}
