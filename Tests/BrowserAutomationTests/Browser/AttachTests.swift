import BrowserAutomation
import TestSupport
import Testing

@Suite("Attaching to a running browser", .timeLimit(.minutes(3)))
struct AttachTests {
    private func attached<Value: Sendable>(
        to url: String, headers: [(name: String, value: String)] = [], trusting certificate: String? = nil,
        _ body: (Browser) async throws -> Value
    ) async throws -> Value {
        var options = TestBrowser.options
        options.attachURL = url
        options.attachHeaders = headers
        options.environment["SSL_CERT_FILE"] = certificate
        return try await withBrowser(options, deadline: TestBrowser.soon, body)
    }

    @Test("works in a context of its own, and leaves the browser and everybody else's pages as they were")
    func attach() async throws {
        let server = try FixtureServer(pages: ["/": "<h1>Mine</h1>", "/popup": "<h1>Popup</h1>"])
        defer { server.stop() }
        try await withBrowser(TestBrowser.options, deadline: TestBrowser.soon) { owner in
            let theirs = try await owner.newContext(ContextOptions(), deadline: TestBrowser.soon)
            let page = try await theirs.newPage(deadline: TestBrowser.soon)
            try await page.goto(server.url("/"), deadline: TestBrowser.soon)
            let port = try #require(owner.endpoint.split(separator: "/").dropFirst().first)
            for url in [owner.endpoint, "http://\(port)"] {
                let log = EventLog()
                try await attached(to: url) { guest in
                    #expect(guest.identity.path == nil)
                    #expect(guest.identity.product == owner.identity.product)
                    var options = ContextOptions()
                    options.onEvent = { log.add($0) }
                    let context = try await guest.newContext(options, deadline: TestBrowser.soon)
                    let own = try await context.newPage(deadline: TestBrowser.soon)
                    try await own.goto(server.url("/"), deadline: TestBrowser.soon)
                    let heading = try await own.state(of: .role("heading"), deadline: TestBrowser.soon)
                    #expect(heading.text == "Mine")
                    // What the owner opens meanwhile is not held up by the guest, nor told to it.
                    _ = try await page.evaluate("void open('/popup')", deadline: TestBrowser.soon)
                    let popup = try await page.openedPage(deadline: TestBrowser.soon)
                    let seen = try await popup.expect(.text("Popup"), deadline: TestBrowser.soon) { $0.isVisible }
                    #expect(seen.isMet)
                    _ = try await popup.evaluate("window.close()", deadline: TestBrowser.soon)
                }
                let targets = log.all { if case .targetAttached(let target) = $0 { target.target } else { nil } }
                #expect(targets.count == 1)
            }
            try await page.reload(deadline: TestBrowser.soon)
            #expect(await theirs.pages.contains { $0 === page })
        }
    }

    @Test("goes over TLS and through a gateway that asks for a token, which no message repeats")
    func gateway() async throws {
        try await withBrowser(TestBrowser.options, deadline: TestBrowser.soon) { owner in
            let port = try #require(UInt16(owner.endpoint.split(separator: "/")[1].split(separator: ":")[1]))
            let token = (name: "Authorization", value: "Bearer t0p-s3cret")
            let gateway = try GatewayFixture(to: port, header: token)
            let secure = try await TLSGateway(to: gateway.server.port)
            let path = owner.endpoint.split(separator: "/").dropFirst(2).joined(separator: "/")
            let addresses = ["https://127.0.0.1:\(secure.port)", "wss://127.0.0.1:\(secure.port)/\(path)"]
            for url in addresses {
                try await attached(to: url, headers: [token], trusting: secure.certificate) { guest in
                    #expect(guest.identity.product == owner.identity.product)
                    let context = try await guest.newContext(ContextOptions(), deadline: TestBrowser.soon)
                    let page = try await context.newPage(deadline: TestBrowser.soon)
                    try await page.goto("data:text/html,<h1>Here</h1>", deadline: TestBrowser.soon)
                    #expect(try await page.state(of: .role("heading"), deadline: TestBrowser.soon).text == "Here")
                }
                let refused = try await browserError {
                    let wrong = (name: "Authorization", value: "Bearer wr0ng-one")
                    try await attached(
                        to: url + "?token=q0ery", headers: [wrong], trusting: secure.certificate
                    ) { _ in }
                }
                let said = try #require(refused?.description)
                #expect(!said.contains("wr0ng-one") && !said.contains("q0ery") && said.contains("127.0.0.1"), "\(said)")
                let untrusted = try await browserError { try await attached(to: url, headers: [token]) { _ in } }
                #expect(untrusted?.description.contains("TLS") == true, "\(String(describing: untrusted))")
            }
        }
    }

    @Test(
        "refuses what is no browser, with the remedy",
        arguments: ["localhost:9222", "ftp://h/", "", "http://"])
    func noURL(url: String) async throws {
        let error = try await browserError { try await attached(to: url) { _ in } }
        #expect(
            error?.description.contains("is no URL of a browser; give --cdp-url as ws://… or http://host:port") == true)
    }

    @Test("says so when nothing, or something else, answers")
    func somethingElse() async throws {
        let server = try FixtureServer(pages: ["/json/version": "<h1>Not a browser</h1>"])
        let origin = server.origin
        let error = try await browserError { try await attached(to: origin) { _ in } }
        #expect(error?.description.contains("answered with status 200 and no endpoint of a browser") == true)
        server.stop()
        let none = try await browserError { try await attached(to: origin) { _ in } }
        #expect(none?.description.contains("no browser answers at \(origin)") == true)
    }
}
