import BrowserAutomation
import Foundation
import TestSupport
import Testing

/// Which bodies are read, and that nothing waits for them.
@Suite("Bodies", .timeLimit(.minutes(3)))
struct BodyTests {
    private static func finish(_ log: EventLog, of path: String) async throws -> NetworkFinish {
        let key = try await log.first { event -> NetworkKey? in
            if case .request(let request) = event, request.url.hasSuffix(path) { request.key } else { nil }
        }
        return try await log.first { event -> NetworkFinish? in
            if case .requestFinished(let finish) = event, finish.key == key { finish } else { nil }
        }
    }

    @Test("text is read, pictures are not, and what is too large is counted")
    func kinds() async throws {
        let page = """
            <title>page</title><img src=/i.png><script src=/small.js></script><script src=/large.js></script>
            <script>
            fetch('/data').then((r) => r.text()); fetch('/long').then((r) => r.text());
            fetch('/latin').then((r) => r.text());
            </script>
            """
        let server = try FixtureServer(routes: [
            "/": .html(page), "/data": .json(#"{"answer": 42}"#),
            "/long": .text(String(repeating: "x", count: 5000)),
            "/small.js": FixtureResponse(type: "text/javascript", body: Data("var a = 1;".utf8)),
            "/large.js": FixtureResponse(
                type: "text/javascript", body: Data("var b = '\(String(repeating: "y", count: 2000))';".utf8)),
            "/latin": FixtureResponse(type: "text/plain; charset=iso-8859-1", body: Data([0x67, 0xFC, 0x6E])),
            "/i.png": FixtureResponse(type: "image/png", body: Data([0x89, 0x50, 0x4E, 0x47])),
        ])
        defer { server.stop() }
        var policy = BodyPolicy()
        policy.limit = 4000
        policy.codeLimit = 1000
        let configure = { [policy] (options: inout ContextOptions) in options.bodies = policy }
        try await TestBrowser.withPage(configure) { page, log in
            try await page.goto(server.url("/"), deadline: TestBrowser.soon)
            let data = try await Self.finish(log, of: "/data")
            #expect(data.body == Data(#"{"answer": 42}"#.utf8) && data.decodedLength == 14)
            #expect(data.mimeType == "application/json" && data.isText && data.encodedLength > 14)
            let document = try await Self.finish(log, of: "\(server.port)/")
            #expect(document.body.map { String(decoding: $0, as: UTF8.self) }?.contains("<title>page</title>") == true)
            #expect(try await Self.finish(log, of: "/small.js").body == Data("var a = 1;".utf8))
            let large = try await Self.finish(log, of: "/large.js")
            #expect(large.body == nil && large.decodedLength == 2011)
            #expect(try await Self.finish(log, of: "/long").body == nil)
            #expect(try await Self.finish(log, of: "/latin").body == Data("gün".utf8))
            #expect(try await Self.finish(log, of: "/i.png").body == nil)
            await page.browserContext.finishBodies(deadline: TestBrowser.soon)
            let leftOut = log.all { if case .dropped(let what, let count) = $0 { "\(count) \(what)" } else { nil } }
            #expect(leftOut == ["1 response body over 0 KiB", "1 response body over 3 KiB"])
        }
    }

    @Test("all bodies together have a cap")
    func total() async throws {
        let server = try FixtureServer(
            routes: ["/": .html("<title>x</title>")], handler: { _ in .text(String(repeating: "x", count: 600)) })
        defer { server.stop() }
        var policy = BodyPolicy()
        policy.totalLimit = 1000
        let configure = { [policy] (options: inout ContextOptions) in options.bodies = policy }
        try await TestBrowser.withPage(configure) { page, log in
            try await page.goto(server.url("/"), deadline: TestBrowser.soon)
            for name in ["/a", "/b"] {
                _ = try await page.evaluate("fetch('\(name)').then((r) => r.text())", deadline: TestBrowser.soon)
            }
            #expect(try await Self.finish(log, of: "/a").body?.count == 600)
            #expect(try await Self.finish(log, of: "/b").body == nil)
        }
    }

    @Test("a body that a navigation took away is no error, and its end is told all the same")
    func evicted() async throws {
        let server = try FixtureServer(pages: [
            "/": "<script>fetch('/data').then((r) => r.text()).then(() => location = '/next')</script>",
            "/data": "{}", "/next": "<title>next</title>",
        ])
        defer { server.stop() }
        try await TestBrowser.withPage({ $0.bodies = BodyPolicy() }) { page, log in
            try await page.goto(server.url("/"), deadline: TestBrowser.soon)
            _ = try await Self.finish(log, of: "/data")
            _ = try await Self.finish(log, of: "/next")
        }
    }

    @Test("without a policy no body is read")
    func none() async throws {
        let server = try FixtureServer(pages: ["/": "<title>x</title>"])
        defer { server.stop() }
        try await TestBrowser.withPage { page, log in
            try await page.goto(server.url("/"), deadline: TestBrowser.soon)
            let finish = try await Self.finish(log, of: "\(server.port)/")
            #expect(finish.body == nil && finish.decodedLength == 16)
        }
    }

    @Test("the body of a request is told with it where Chromium has it, as the bytes it is, and asked for otherwise")
    func requests() async throws {
        let server = try FixtureServer(routes: ["/": .html("<title>x</title>"), "/post": .json("{}")])
        defer { server.stop() }
        try await TestBrowser.withPage({ $0.bodies = BodyPolicy() }) { page, log in
            try await page.goto(server.url("/"), deadline: TestBrowser.soon)
            for body in ["'text'", "new Uint8Array([255, 0, 1])", "new Blob(['from a blob'])"] {
                let call = "fetch('/post', { method: 'POST', body: \(body) }).then((r) => r.text())"
                _ = try await page.evaluate(call, deadline: TestBrowser.soon)
            }
            let posts = log.all { event -> NetworkRequest? in
                if case .request(let request) = event, request.method == "POST" { request } else { nil }
            }
            #expect(posts.count == 3 && posts.allSatisfy(\.hasBody))
            #expect(posts[0].body == Data("text".utf8) && posts[1].body == Data([255, 0, 1]))
            let blob = posts[2].key
            if posts[2].body == nil {
                let asked = try await log.first { event -> Data? in
                    if case .requestBody(let key, let body) = event, key == blob { body } else { nil }
                }
                #expect(asked == Data("from a blob".utf8))
            } else {
                #expect(posts[2].body == Data("from a blob".utf8))
            }
        }
    }

    @Test("what the wire tells of a request comes before it, after it, or after its answer", arguments: 0..<3)
    func order(_ place: Int) {
        let key = NetworkKey(target: "T", id: "1")
        var bodies = BodyCollector(policy: BodyPolicy())
        var asked: [Bool] = []
        for step in 0..<3 {
            if step == place { asked.append(bodies.wire(key, contentLength: 11)) }
            if step == 0 { asked.append(bodies.begin(key, resourceType: "Fetch", lacksBody: true)) }
            if step == 1 {
                var finish = NetworkFinish(key: key, encodedLength: 2, mimeType: "", timestamp: 0, instant: .now)
                _ = bodies.finish(&finish)
            }
        }
        #expect(asked.count { $0 } == 1, "asked for once")
    }
}
