import BrowserAutomation
import Foundation
import TestSupport
import Testing

/// What went over the wire, and when.
@Suite("The wire", .timeLimit(.minutes(3)))
struct WireTests {
    @Test("a redirect is told with its answer, both clocks, and the wire's headers of every hop, in order")
    func redirect() async throws {
        let server = try FixtureServer(routes: [
            "/old": .redirect(to: "/new", status: 307),
            "/new": .html(
                "<title>new</title>", headers: [("Set-Cookie", "a=1; Path=/; HttpOnly"), ("Set-Cookie", "b=2")]),
            "/again": .html("again"),
        ])
        defer { server.stop() }
        try await TestBrowser.withPage { page, log in
            try await page.goto(server.url("/old"), deadline: TestBrowser.soon)
            let hops = log.all { event -> NetworkRequest? in
                if case .request(let request) = event, request.isNavigation { request } else { nil }
            }
            #expect(hops.map(\.url) == [server.url("/old"), server.url("/new")])
            let key = try #require(hops.first?.key)
            let redirect = try #require(hops.last?.redirect)
            #expect(redirect.status == 307 && redirect.hasExtraInfo && redirect.encodedLength > 0)
            #expect(hops.allSatisfy { $0.wallTime > 1_600_000_000 && $0.timestamp > 0 && $0.loader == key.id })
            #expect(hops.last?.frame == page.id && hops.last?.priority == "VeryHigh")
            let answers = log.all { event -> NetworkExtraInfo? in
                if case .responseExtraInfo(let info) = event, info.key == key { info } else { nil }
            }
            #expect(answers.map(\.status) == [307, 200])
            #expect(answers[1].headersText?.hasPrefix("HTTP/1.1 200 OK\r\n") == true)
            #expect(answers[1].headers["Set-Cookie"] == "a=1; Path=/; HttpOnly\nb=2")
            // The page's own view of the answer has no cookies.
            let response = log.all { event -> NetworkResponse? in
                if case .response(let response) = event, response.key == key { response } else { nil }
            }
            #expect(response.first?.headers["Set-Cookie"] == nil && response.first?.hasExtraInfo == true)
            #expect(response.first?.connection != nil && response.first?.statusText == "OK")

            try await page.goto(server.url("/again"), deadline: TestBrowser.soon)
            let sent = log.all { if case .requestExtraInfo(let info) = $0 { info.headers["Cookie"] } else { nil } }
            #expect(sent.last == "a=1; b=2")
        }
    }

    @Test("a preflight is a request of its own, and what breaks a cross-origin rule says which")
    func preflight() async throws {
        let other = try FixtureServer(routes: ["/open": .json("{}"), "/closed": .json("{}")])
        defer { other.stop() }
        let server = try FixtureServer(pages: [
            "/":
                "<script>fetch('\(other.url("/closed"))', { method: 'PUT' }).catch(() => document.title = 'refused')</script>"
        ])
        defer { server.stop() }
        try await TestBrowser.withPage { page, log in
            try await page.goto(server.url("/"), deadline: TestBrowser.soon)
            let failed = try await log.first { event -> NetworkFailed? in
                if case .requestFailed(let failed) = event, failed.corsError != nil { failed } else { nil }
            }
            #expect(failed.corsError == "PreflightMissingAllowOriginHeader" && failed.timestamp > 0)
            let preflight = log.all { event -> NetworkRequest? in
                if case .request(let request) = event, request.method == "OPTIONS" { request } else { nil }
            }
            // Chromium's word for its type is "Other"; what caused it tells it apart.
            #expect(preflight.map(\.initiator.kind) == ["preflight"], "\(preflight)")
        }
    }

    @Test("what comes from the renderer's memory says so")
    func memory() async throws {
        let image = FixtureResponse(
            headers: [("Cache-Control", "max-age=3600")], type: "image/svg+xml",
            body: Data("<svg xmlns='http://www.w3.org/2000/svg'/>".utf8))
        let server = try FixtureServer(routes: ["/": .html("<img id=one src=/i.svg>"), "/i.svg": image])
        defer { server.stop() }
        try await TestBrowser.withPage { page, log in
            try await page.goto(server.url("/"), deadline: TestBrowser.soon)
            let add = "new Promise((done) => { const i = new Image(); i.onload = done; i.src = '/i.svg?'; })"
            _ = try await page.evaluate("\(add).then(() => 1)", deadline: TestBrowser.soon)
            _ = try await page.evaluate("\(add).then(() => 1)", deadline: TestBrowser.soon)
            let answers = log.all { event -> NetworkResponse? in
                if case .response(let response) = event, response.url.hasSuffix("i.svg?") { response } else { nil }
            }
            #expect(answers.first?.isFromMemory == false)
            // Chromium need not tell of what it takes from the list of images that are shown already.
            #expect(answers.dropFirst().allSatisfy { $0.isFromMemory || $0.isFromCache })
        }
    }

    @Test("a page's document says when it was read and when everything was loaded")
    func pageTimings() async throws {
        let server = try FixtureServer(pages: ["/": "<p>text<iframe src=/inner></iframe>", "/inner": "inner"])
        defer { server.stop() }
        try await TestBrowser.withPage { page, log in
            try await page.goto(server.url("/"), deadline: TestBrowser.soon)
            let loader = log.all { event -> String? in
                if case .request(let request) = event, request.isNavigation, request.frame == page.id {
                    request.loader
                } else {
                    nil
                }
            }.first
            let points = log.all { event -> PageTiming? in
                if case .pageTiming(let timing) = event, timing.loader == loader { timing } else { nil }
            }
            #expect(points.map(\.name) == [.contentLoaded, .load] && points.allSatisfy { $0.frame == page.id })
            #expect(points[0].timestamp <= points[1].timestamp)
        }
    }

    @Test("a websocket is told from its handshake to its end")
    func webSocket() async throws {
        let server = try FixtureServer { request in
            guard request.path == "/ws" else {
                return .html(
                    """
                    <script>
                    const s = new WebSocket('ws://' + location.host + '/ws');
                    s.onmessage = (event) => { s.send(new Uint8Array([1, 2])); s.close(); };
                    s.onopen = () => s.send('hello');
                    </script>
                    """)
            }
            return WebSocketPeer.accept(request) { peer in
                guard peer.message() != nil else { return }
                peer.send(Data("welcome".utf8))
                while let frame = peer.frame(), frame.opcode != 8 {}
                peer.send(WebSocketPeer.Frame(isFinal: true, opcode: 8, payload: Data([3, 232])))
            }
        }
        defer { server.stop() }
        try await TestBrowser.withPage { page, log in
            try await page.goto(server.url("/"), deadline: TestBrowser.soon)
            let key = try await log.first { event -> NetworkKey? in
                if case .webSocket(let activity) = event, case .closed = activity.kind { activity.key } else { nil }
            }
            var opened: Int?
            var frames: [String] = []
            for event in log.events {
                guard case .webSocket(let activity) = event, activity.key == key else { continue }
                switch activity.kind {
                case .opened(let status): opened = status
                case .frame(let isSent, let opcode, let payload):
                    frames.append("\(isSent ? "sent" : "received") \(opcode) \(payload)")
                    #expect(activity.timestamp > 0)
                default: break
                }
            }
            #expect(opened == 101)
            #expect(frames.prefix(3) == ["sent 1 hello", "received 1 welcome", "sent 2 AQI="])
            let sent = log.all { event -> NetworkExtraInfo? in
                if case .requestExtraInfo(let info) = event, info.key == key { info } else { nil }
            }
            #expect(sent.count == 1 && sent.first?.headers["Upgrade"] == "websocket")
            let received = log.all { event -> NetworkExtraInfo? in
                if case .responseExtraInfo(let info) = event, info.key == key { info } else { nil }
            }
            #expect(received.count == 1 && received.first?.status == 101)
        }
    }
}
