import BrowserAutomation
import Foundation
import TestSupport
import Testing

@Suite("Correlation", .timeLimit(.minutes(3)))
struct CorrelationTests {
    private static let id = "run-7f3a"
    private static let trace = "0af7651916cd43dd8448eb211c80319c"

    /// A page's origin, an API's and one that must not see the ID; API and outsider allow any origin but no header.
    private struct Sites {
        let app: FixtureServer
        let api: FixtureServer
        let other: FixtureServer

        init(_ script: (_ api: String, _ other: String) -> String) throws {
            let cors = [("Access-Control-Allow-Origin", "*")]
            other = try FixtureServer { _ in .text("{}", headers: cors) }
            let elsewhere = other.origin
            api = try FixtureServer { request in
                if request.path == "/out" {
                    return FixtureResponse(status: 302, headers: cors + [("Location", "\(elsewhere)/landed")])
                }
                return .text("{}", headers: cors + [("Access-Control-Allow-Headers", "content-type")])
            }
            let body = script(api.origin, other.origin)
            app = try FixtureServer(routes: [
                "/": .html("<p id=out></p><script>\(body)</script>"),
                "/popup": .html("<script>document.title = localStorage.getItem('cid')</script>"),
            ])
        }

        func stop() {
            for server in [app, api, other] { server.stop() }
        }
    }

    private func policy(
        _ sites: Sites, storage: String? = nil, header: String? = nil, trace: String? = nil
    ) -> CorrelationPolicy {
        CorrelationPolicy(
            id: Self.id, origins: [sites.app.origin, sites.api.url("/any/path")], localStorageKey: storage,
            headerName: header, traceID: trace)
    }

    /// What was recorded of each request, by path, corrections applied.
    private func recorded(_ log: EventLog) -> [String: Correlation] {
        var byKey: [NetworkKey: [String]] = [:]
        var found: [String: Correlation] = [:]
        for event in log.events {
            if case .request(let request) = event {
                let path = URLComponents(string: request.url)?.path ?? request.url
                byKey[request.key, default: []].append(path)
                if request.resourceType != "Preflight" { found[path] = request.correlation }
            }
            if case .requestCorrelation(let key, let correlation) = event, let path = byKey[key]?.last {
                found[path] = correlation
            }
        }
        return found
    }

    private func run(
        _ sites: Sites, _ policy: CorrelationPolicy, until isDone: String = "done",
        _ check: (Page, EventLog) async throws -> Void
    ) async throws {
        try await TestBrowser.withPage {
            $0.correlation = policy
        } _: { page, log in
            try await page.goto(sites.app.url("/"), deadline: TestBrowser.soon)
            let seen = try await page.expect(.css("#out"), deadline: TestBrowser.soon) { $0.text == isDone }
            #expect(seen.isMet, "\(seen.state.text ?? "")")
            try await check(page, log)
        }
    }

    /// Fetches paths one after the other and writes `done`, or what went wrong.
    private static func fetching(_ calls: [String]) -> String {
        """
        (async () => {
            try { \(calls.map { "await fetch(\($0));" }.joined(separator: " ")) out.textContent = "done"; }
            catch (error) { out.textContent = String(error); }
        })();
        """
    }

    @Test("is carried where the application sends the ID, in a header, the URL or the body")
    func carried() async throws {
        let sites = try Sites { api, _ in
            Self.fetching([
                "'/header', { headers: { 'x-cid': localStorage.getItem('cid') } }",
                "'/url?c=' + localStorage.getItem('cid')",
                "'/body', { method: 'POST', body: JSON.stringify({ c: localStorage.getItem('cid') }) }",
                "'\(api)/bare'",
            ])
        }
        defer { sites.stop() }
        try await run(sites, policy(sites, storage: "cid")) { _, log in
            let seen = recorded(log)
            #expect(seen["/header"] == .carried)
            #expect(seen["/url"] == .carried)
            #expect(seen["/body"] == .carried)
            #expect(seen["/bare"] == .bare)
        }
        // Without a header to add, no request is touched.
        let bare = sites.api.requests.first { $0.path == "/bare" }
        #expect(bare?.header("x-cid") == nil && bare?.header("traceparent") == nil)
    }

    @Test("is added where it is missing, to allowed origins only, and the application's CORS is as without us")
    func added() async throws {
        let sites = try Sites { api, other in
            Self.fetching([
                "'/same'", "'\(api)/simple'",
                "'\(api)/json', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }",
                "'\(other)/outside'", "'\(api)/mine?c=\(Self.id)'",
            ])
        }
        defer { sites.stop() }
        try await run(sites, policy(sites, header: "x-cid")) { _, log in
            let seen = recorded(log)
            #expect(seen["/same"] == .added)
            #expect(seen["/simple"] == .added)
            #expect(seen["/json"] == .added)
            #expect(seen["/outside"] == .outside)
            #expect(seen["/mine"] == .carried)
        }
        let api = sites.api.requests
        #expect(api.first { $0.path == "/simple" }?.header("x-cid") == Self.id)
        // The simple request got no preflight from our header, and the real preflight asks for the page's own only.
        #expect(!api.contains { $0.method == "OPTIONS" && $0.path == "/simple" })
        let preflight = api.first { $0.method == "OPTIONS" && $0.path == "/json" }
        #expect(preflight?.header("Access-Control-Request-Headers") == "content-type")
        #expect(preflight?.header("x-cid") == nil)
        let json = api.first { $0.method == "POST" && $0.path == "/json" }
        #expect(json?.header("x-cid") == Self.id && json?.text == "{}")
        #expect(json?.header("Content-Type") == "application/json" && json?.header("Origin") == sites.app.origin)
        #expect(sites.other.requests.allSatisfy { $0.header("x-cid") == nil })
    }

    @Test("does not turn a call green that CORS forbids")
    func realFailure() async throws {
        let sites = try Sites { api, _ in
            Self.fetching(["'\(api)/x', { headers: { 'x-forbidden': '1' } }"])
        }
        defer { sites.stop() }
        try await run(sites, policy(sites, header: "x-cid"), until: "TypeError: Failed to fetch") { _, log in
            let failed = log.all { if case .requestFailed(let failure) = $0 { failure.corsError } else { nil } }
            #expect(!failed.isEmpty)
        }
        #expect(!sites.api.requests.contains { $0.method == "GET" && $0.path == "/x" })
    }

    @Test("is stripped when a redirect leaves the allowed origins")
    func redirect() async throws {
        let sites = try Sites { api, _ in Self.fetching(["'\(api)/out'"]) }
        defer { sites.stop() }
        try await run(sites, policy(sites, header: "x-cid", trace: Self.trace)) { _, log in
            #expect(recorded(log)["/landed"] == .outside)
        }
        #expect(sites.api.requests.first { $0.path == "/out" }?.header("x-cid") == Self.id)
        let landed = sites.other.requests.first { $0.path == "/landed" }
        #expect(landed != nil && landed?.header("x-cid") == nil && landed?.header("traceparent") == nil)
    }

    @Test("sends a trace context with a new span for each request, unless the application sends one")
    func traceparent() async throws {
        let own = "00-11111111111111111111111111111111-2222222222222222-01"
        let sites = try Sites { _, other in
            Self.fetching(["'/a'", "'/b'", "'/c', { headers: { traceparent: '\(own)' } }", "'\(other)/d'"])
        }
        defer { sites.stop() }
        try await run(sites, policy(sites, trace: Self.trace)) { _, _ in }
        let sent = ["/a", "/b"].compactMap { path in
            sites.app.requests.first { $0.path == path }?.header("traceparent")
        }
        #expect(sent.count == 2 && Set(sent).count == 2)
        for value in sent {
            #expect(value.wholeMatch(of: /00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01/) != nil)
        }
        #expect(sites.app.requests.first { $0.path == "/c" }?.header("traceparent") == own)
        #expect(sites.other.requests.first { $0.path == "/d" }?.header("traceparent") == nil)
    }

    @Test("is in local storage before the first script, in allowed origins only, also in a popup")
    func localStorage() async throws {
        let sites = try Sites { _, _ in "out.textContent = localStorage.getItem('cid') ? 'done' : 'missing'" }
        defer { sites.stop() }
        sites.other.route("/", .html("<script>document.title = 'has ' + localStorage.getItem('cid')</script>"))
        try await run(sites, policy(sites, storage: "cid")) { page, log in
            _ = try await page.evaluate("window.open('/popup').name", deadline: TestBrowser.soon)
            try await sites.app.request { $0.path == "/popup" }
            let target = try await log.first { event -> String? in
                if case .targetAttached(let target) = event, target.opener == page.id { target.target } else { nil }
            }
            let popup = try await page.openedPage(deadline: TestBrowser.soon)
            #expect(popup.id == target)
            let title = try await popup.expectTitle(deadline: TestBrowser.soon) { $0 == Self.id }
            #expect(title.met, "\(title.title)")
            try await page.goto(sites.other.url("/"), deadline: TestBrowser.soon)
            #expect(try await page.title(deadline: TestBrowser.soon) == "has null")
        }
    }

    @Test("reaches workers and frames of other processes")
    func workersAndFrames() async throws {
        let sites = try Sites { api, other in
            """
            const frame = document.createElement("iframe");
            frame.src = "\(other)/frame";
            document.body.append(frame);
            const worker = new Worker(URL.createObjectURL(new Blob(["fetch('\(api)/worker').then(() => postMessage(1))"])));
            let left = 2;
            const one = () => { if (--left === 0) out.textContent = "done"; };
            worker.onmessage = one;
            addEventListener("message", one);
            """
        }
        defer { sites.stop() }
        let api = sites.api.origin
        sites.other.route(
            "/frame", .html("<script>fetch('\(api)/frame').then(() => parent.postMessage(1, '*'))</script>"))
        try await run(sites, policy(sites, header: "x-cid")) { _, log in
            let kinds = log.all { if case .targetAttached(let target) = $0 { target.kind } else { nil } }
            #expect(kinds.contains("worker"))
            let seen = recorded(log)
            #expect(seen["/worker"] == .added)
            #expect(seen["/frame"] == .added)
        }
        #expect(sites.api.requests.first { $0.path == "/worker" }?.header("x-cid") == Self.id)
        #expect(sites.api.requests.first { $0.path == "/frame" }?.header("x-cid") == Self.id)
    }

    @Test(
        "origins are compared as pages write them",
        arguments: [
            ("http://h/a/b?c", "http://h"), ("HTTP://H:80", "http://h"), ("https://h:443/", "https://h"),
            ("https://h:8443", "https://h:8443"), ("/relative", nil), ("", nil), ("about:blank", nil),
        ])
    func origins(url: String, origin: String?) {
        #expect(Origin(url)?.description == origin)
    }
}
