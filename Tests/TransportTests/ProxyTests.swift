import Foundation
import TestSupport
import Testing
import Transport

@Suite(.timeLimit(.minutes(5)))
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
            let deadline = ContinuousClock.Instant.unhurried
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
            let request = HTTPRequest("GET", "http://app.invalid/path", deadline: .unhurried)
            let response = try await http.send(request)
            #expect(String(decoding: response.body, as: UTF8.self) == "proxy for http://app.invalid/path")
        }
    }

    @Test("A websocket to another host is tunnelled through the proxy, which is told the name and who asks")
    func tunnelled() async {
        await #expect(processExitsWith: .success) {
            let proxy = try FixtureServer { request in
                guard request.method == "CONNECT" else {
                    return WebSocketPeer.accept(request) { peer in
                        while let message = peer.message() { peer.send(message) }
                    }
                }
                return FixtureResponse(steps: [.send(Data("HTTP/1.1 200 Established\r\n\r\n".utf8))], keepsAlive: true)
            }
            unsafe setenv("http_proxy", "http://user:pass@127.0.0.1:\(proxy.port)", 1)
            let client = try WebSocketClient()
            for host in ["app.invalid:8123", "[2001:db8::1]:8123"] {
                let socket = try await client.connect(to: "ws://\(host)/socket?x=1", deadline: .now + .seconds(30))
                let (messages, continuation) = AsyncStream.makeStream(of: Data.self)
                socket.start { event in
                    if case .message(let data) = event { continuation.yield(data) }
                }
                socket.send(Data("hello".utf8))
                #expect(await messages.first { _ in true } == Data("hello".utf8))
                socket.close()
                let tunnel = proxy.requests.first { $0.method == "CONNECT" && $0.target == host }
                let credentials = Data("user:pass".utf8).base64EncodedString()
                #expect(tunnel?.header("Proxy-Authorization")?.lowercased() == "basic \(credentials)".lowercased())
                let inner = proxy.requests.first { $0.header("Host") == host && $0.target == "/socket?x=1" }
                #expect(inner != nil, "\(proxy.requests)")
            }
        }
    }

    @Test("A websocket is opened directly to a host that no_proxy exempts")
    func exempt() async {
        await #expect(processExitsWith: .success) {
            let proxy = try FixtureServer { _ in .text("no", status: 403) }
            unsafe setenv("all_proxy", proxy.origin, 1)
            unsafe setenv("no_proxy", "example.org, .invalid, 192.0.2.0/24", 1)
            let client = try WebSocketClient()
            await #expect {
                try await client.connect(to: "ws://app.invalid/", deadline: .now + .seconds(30))
            } throws: { error in
                (error as? TransportError)?.code == .resolveFailed
            }
            #expect(proxy.connectionCount == 0)
        }
    }

    @Test("A proxy that refuses is named as the one that did")
    func refusing() async {
        await #expect(processExitsWith: .success) {
            let proxy = try FixtureServer { _ in .text("no", status: 403) }
            unsafe setenv("https_proxy", proxy.origin, 1)
            let client = try WebSocketClient()
            await #expect {
                try await client.connect(to: "wss://app.invalid/", deadline: .now + .seconds(30))
            } throws: { error in
                guard let error = error as? TransportError else { return false }
                return error.code == .connectionFailed && error.host == "app.invalid"
                    && error.message.contains("the proxy 127.0.0.1:\(proxy.port)")
            }
        }
    }

    @Test("A proxy that no websocket can go through is refused, and its password is not said")
    func unusable() async {
        await #expect(processExitsWith: .success) {
            let client = try WebSocketClient()
            for proxy in ["socks5://user:hunter22@127.0.0.1:1080", "http://user:hunter22@", "http://:0"] {
                unsafe setenv("all_proxy", proxy, 1)
                await #expect {
                    try await client.connect(to: "ws://app.invalid/", deadline: .now + .seconds(30))
                } throws: { error in
                    guard let error = error as? TransportError else { return false }
                    return error.code == .badURL && error.message.contains("all_proxy")
                        && !error.message.contains("hunter22")
                }
            }
        }
    }
}
