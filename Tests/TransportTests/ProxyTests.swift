import Foundation
import TestSupport
import Testing
import Transport

struct ProxyTests {
    // In a process of its own: the environment belongs to all tests.
    @Test("Loopback is asked directly, whatever proxy the environment names")
    func direct() async {
        await #expect(processExitsWith: .success) {
            for name in [
                "http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "socks_proxy",
            ] {
                unsafe setenv(name, "http://127.0.0.1:9", 1)
            }
            unsafe unsetenv("no_proxy")
            unsafe unsetenv("NO_PROXY")
            let server = try FixtureServer { request in
                request.path == "/socket" ? WebSocketPeer.accept(request) { _ = $0.message() } : .text("direct")
            }
            let deadline = ContinuousClock.now + .seconds(30)
            let http = try HTTPClient()
            for host in ["127.0.0.1", "localhost"] {
                let url = "http://\(host):\(server.port)/"
                #expect(try await http.send(HTTPRequest("GET", url, deadline: deadline)).body == Data("direct".utf8))
            }
            let sockets = try WebSocketClient()
            try await sockets.connect(to: "ws://127.0.0.1:\(server.port)/socket", deadline: deadline).close()
            #expect(server.requests.count == 3)
        }
    }

    @Test("Other hosts are asked through the proxy the environment names")
    func proxied() async {
        await #expect(processExitsWith: .success) {
            let proxy = try FixtureServer { .text("proxy for \($0.target)") }
            unsafe setenv("http_proxy", proxy.origin, 1)
            let http = try HTTPClient()
            let request = HTTPRequest("GET", "http://app.invalid/path", deadline: .now + .seconds(30))
            let response = try await http.send(request)
            #expect(String(decoding: response.body, as: UTF8.self) == "proxy for http://app.invalid/path")
        }
    }
}
