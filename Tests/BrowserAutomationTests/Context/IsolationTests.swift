import BrowserAutomation
import Foundation
import TestSupport
import Testing
import Transport

/// Two contexts of one browser, side by side: two users that know nothing of each other.
@Suite("Contexts side by side", .timeLimit(.minutes(3)))
struct IsolationTests {
    @Test("share neither cookies nor storage, and one that comes later finds nothing of those before it")
    func storage() async throws {
        let server = try FixtureServer(pages: ["/": "<!doctype html><p>x"])
        defer { server.stop() }
        let remember = """
            document.cookie = 'who=NAME; max-age=600'; localStorage.who = 'NAME'; sessionStorage.who = 'NAME';
            caches.open('who').then((cache) => cache.put('/who', new Response('NAME')))
            """
        let recall = """
            caches.match('/who').then(async (found) =>
                [document.cookie, localStorage.who, sessionStorage.who, await found?.text()].join())
            """
        try await TestBrowser.withPages(2) { pages in
            for page in pages { try await page.goto(server.url("/"), deadline: TestBrowser.soon) }
            for (page, name) in zip(pages, ["ada", "bob"]) {
                _ = try await page.evaluate(remember.replacing("NAME", with: name), deadline: TestBrowser.soon)
            }
            for (page, name) in zip(pages, ["ada", "bob"]) {
                let found = try await page.evaluate(recall, deadline: TestBrowser.soon)
                #expect(found == "\"who=\(name),\(name),\(name),\(name)\"")
            }
            for page in pages { try await page.reload(deadline: TestBrowser.soon) }
        }
        let cookies = server.requests.suffix(2).map { $0.header("Cookie") }
        #expect(cookies == ["who=ada", "who=bob"])
        try await TestBrowser.withPages(1) { pages in
            try await pages[0].goto(server.url("/"), deadline: TestBrowser.soon)
            #expect(try await pages[0].evaluate(recall, deadline: TestBrowser.soon) == "\",,,\"")
        }
        #expect(server.requests.last?.header("Cookie") == nil)
    }

    @Test("add the correlation ID to the requests of their own pages alone")
    func correlation() async throws {
        let server = try FixtureServer(pages: ["/one": "x", "/two": "x", "/none": "x"])
        defer { server.stop() }
        // Not a word of the addresses: a request that has the ID in its URL carries it already.
        let policies = ["id-1", "id-2", nil].map { id in
            id.map { CorrelationPolicy(id: $0, origins: [server.origin], localStorageKey: "cid", headerName: "x-cid") }
        }
        try await TestBrowser.withPages(3, { options, number in options.correlation = policies[number] }) { pages in
            for (page, path) in zip(pages, ["/one", "/two", "/none"]) {
                try await page.goto(server.url(path), deadline: TestBrowser.soon)
            }
            let stored = try await Self.each(pages) {
                try await $0.evaluate("localStorage.cid", deadline: TestBrowser.soon)
            }
            #expect(stored == ["\"id-1\"", "\"id-2\"", "null"])
        }
        let sent = server.requests.map { [$0.path, $0.header("x-cid")] }
        #expect(sent == [["/one", "id-1"], ["/two", "id-2"], ["/none", nil]])
    }

    @Test("are told of their own downloads alone, also of one in a tab that closes for it or in a frame")
    func downloads() async throws {
        let attachment = [("Content-Disposition", "attachment; filename=report.csv")]
        let server = try FixtureServer(routes: [
            "/": .html(
                """
                <a id=here href=/here>here</a> <a id=tab href=/tab target=_blank>tab</a>
                <iframe srcdoc="<a href=/frame>frame</a>"></iframe>
                <button id=inner onclick="frames[0].document.querySelector('a').click()">inner</button>
                """),
            "/here": .text("1", headers: attachment), "/tab": .text("22", headers: attachment),
            "/frame": .text("333", headers: attachment),
        ])
        defer { server.stop() }
        let logs = [EventLog(), EventLog()]
        try await TestBrowser.withPages(2, { options, number in options.onEvent = { logs[number].add($0) } }) { pages in
            for page in pages { try await page.goto(server.url("/"), deadline: TestBrowser.soon) }
            for (place, size) in [("here", 1), ("tab", 2), ("inner", 3)] {
                try await pages[0].click(.css("#\(place)"), deadline: TestBrowser.soon)
                let done = try await logs[0].first { event -> Download? in
                    guard case .download(let download) = event, download.phase == .finished else { return nil }
                    return download.bytes == size ? download : nil
                }
                #expect(done.bytes == size)
            }
            try await pages[1].click(.css("#here"), deadline: TestBrowser.soon)
            _ = try await logs[1].first { event -> Download? in
                if case .download(let download) = event, download.phase == .finished { download } else { nil }
            }
        }
        let began = logs.map { log in
            log.all { event -> String? in
                if case .download(let download) = event, download.phase == .began { download.url } else { nil }
            }
        }
        #expect(began == [["/here", "/tab", "/frame"].map(server.url), [server.url("/here")]])
        #expect(logs.allSatisfy { $0.all { if case .dropped = $0 { true } else { nil } }.isEmpty })
    }

    @Test("both have the focus, get frames, and take clicks and the pointer at the same time")
    func attention() async throws {
        let html = """
            <!doctype html>
            <style>#menu { display: none } #top:hover + #menu { display: block }</style>
            <div id=top>Menu</div><div id=menu>Entry</div>
            <input id=name><button id=go onclick="clicks.textContent++">Go</button><p id=clicks>0</p>
            <script>
            shown = 0;
            (function tick() { shown++; requestAnimationFrame(tick); })();
            // So many frames from now, and whether the page thought of itself as the user's all the while.
            watch = async (count) => {
                let has = true;
                for (let i = 0; i < count; i++) {
                    await new Promise(requestAnimationFrame);
                    has &&= document.hasFocus() && document.visibilityState === 'visible';
                }
                return has;
            };
            </script>
            """
        let server = try FixtureServer(pages: ["/": html])
        defer { server.stop() }
        try await TestBrowser.withPages(3) { pages in
            for page in pages { try await page.goto(server.url("/"), deadline: TestBrowser.soon) }
            // All of them at once, in each of three rounds: no page's turn takes anything from another.
            for round in 1...3 {
                let watched = try await Self.each(pages) { page in
                    async let watching = page.evaluate("watch(30)", deadline: TestBrowser.soon)
                    try await page.hover(.css("#top"), deadline: TestBrowser.soon)
                    let open = try await page.state(of: .css("#menu"), deadline: TestBrowser.soon)
                    #expect(open.visible == true, "the pointer stays where it is")
                    try await page.fill(.css("#name"), with: "round \(round)", deadline: TestBrowser.soon)
                    let focus = "document.activeElement.id + ' ' + document.querySelector('#name').matches(':focus')"
                    #expect(try await page.evaluate(focus, deadline: TestBrowser.soon) == "\"name true\"")
                    try await page.click(.css("#go"), deadline: TestBrowser.soon)
                    return try await watching
                }
                #expect(watched == ["true", "true", "true"])
                for page in pages {
                    let clicks = try await page.state(of: .css("#clicks"), deadline: TestBrowser.soon)
                    #expect(clicks.text == "\(round)")
                }
            }
        }
    }

    @Test("are gone with their pages when their body ends, also when it throws or is cancelled, and tell nothing of it")
    func disposed() async throws {
        struct Stop: Error {}
        let server = try FixtureServer(pages: ["/": "<!doctype html><script>onbeforeunload = () => true</script>"])
        defer { server.stop() }
        try await withBrowser(TestBrowser.options, deadline: TestBrowser.soon) { browser in
            let log = EventLog()
            var options = ContextOptions()
            options.onEvent = { log.add($0) }
            await #expect(throws: Stop.self) {
                try await browser.withContext(options, deadline: TestBrowser.soon) { context in
                    let page = try await context.newPage(deadline: TestBrowser.soon)
                    try await page.goto(server.url("/"), deadline: TestBrowser.soon)
                    throw Stop()
                }
            }
            let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
            let task = Task {
                try await browser.withContext(options, deadline: TestBrowser.soon) { context in
                    let page = try await context.newPage(deadline: TestBrowser.soon)
                    continuation.yield()
                    try await page.waitForURL(URLGlob("never"), deadline: .now + .seconds(600))
                }
            }
            for await _ in stream { break }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            let targets = try await Self.targets(of: browser)
            #expect(targets.isEmpty)
            #expect(log.all { if case .targetClosed = $0 { true } else { nil } }.isEmpty)
        }
    }

    /// The pages of a browser, as it tells those who ask over HTTP.
    private static func targets(of browser: Browser) async throws -> [String] {
        let place = try #require(browser.endpoint.split(separator: "/").dropFirst().first)
        let request = HTTPRequest("GET", "http://\(place)/json/list", deadline: TestBrowser.soon)
        let list = String(decoding: try await HTTPClient().send(request).body, as: UTF8.self)
        return list.matches(of: /"url": "([^"]*)"/).map { String($0.1) }
    }

    /// Does the same in all pages at once.
    private static func each<Value: Sendable>(
        _ pages: [Page], _ body: @escaping @Sendable (Page) async throws -> Value
    ) async throws -> [Value] {
        try await withThrowingTaskGroup(of: (Int, Value).self) { group in
            for (number, page) in pages.enumerated() { group.addTask { (number, try await body(page)) } }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }.sorted { $0.key < $1.key }.map(\.value)
        }
    }
}
