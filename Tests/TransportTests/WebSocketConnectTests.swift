import Foundation
import TestSupport
import Testing
import Transport

@Suite(.timeLimit(.minutes(5)))
struct WebSocketConnectTests {
    private let client: WebSocketClient
    private let deadline = ContinuousClock.Instant.unhurried

    init() throws {
        client = try WebSocketClient()
    }

    private func failure(_ url: String, headers: [(name: String, value: String)] = []) async -> TransportError? {
        do throws(TransportError) {
            try await client.connect(to: url, headers: headers, deadline: deadline).close()
            return nil
        } catch {
            return error
        }
    }

    @Test("A port where nobody listens refuses the connection")
    func refused() async throws {
        let server = try FixtureServer()
        let port = server.port
        server.stop()
        let error = await failure("ws://127.0.0.1:\(port)/")
        #expect(error?.code == .connectionRefused)
        #expect(error?.host == "127.0.0.1:\(port)")
        #expect(await failure("ws://[::1]:\(port)/")?.host == "[::1]:\(port)")
    }

    @Test(
        "What is no websocket URL is refused",
        arguments: [
            "", "http://127.0.0.1/", "ws://", "ws:///path", "nonsense", "ws://127.0.0.1:0/", "ws://127.0.0.1:99999/",
        ])
    func badURL(url: String) async {
        #expect(await failure(url)?.code == .badURL)
    }

    @Test("A name without an address says so")
    func unresolved() async {
        #expect(await failure("ws://nowhere.invalid/")?.code == .resolveFailed)
    }

    @Test("A name is resolved, and each of its addresses is tried")
    func named() async throws {
        let server = try FixtureServer { WebSocketPeer.accept($0) { _ = $0.message() } }
        // On a machine with IPv6, localhost is ::1 first, where nobody listens.
        #expect(await failure("ws://localhost:\(server.port)/") == nil)
        #expect(server.requests.first?.header("Host") == "localhost:\(server.port)")
    }

    @Test("An IPv6 address is spoken to, and named with its brackets", .enabled(if: RawSocket.hasIPv6))
    func sixthVersion() async throws {
        let server = try FixtureServer(isIPv6: true) { WebSocketPeer.accept($0) { _ = $0.message() } }
        #expect(await failure("ws://[::1]:\(server.port)/path") == nil)
        #expect(server.requests.first?.header("Host") == "[::1]:\(server.port)")
    }

    @Test("A server that speaks only HTTP is named as such")
    func onlyHTTP() async throws {
        let server = try FixtureServer(pages: ["/": "<p>Hello"])
        let error = await failure("ws://127.0.0.1:\(server.port)/")
        #expect(error?.code == .protocol)
        #expect(await failure("ws://127.0.0.1:\(server.port)/missing")?.native?.text.isEmpty == false)
    }

    @Test("A server that takes the connection and says nothing is given up at the deadline")
    func silent() async throws {
        let gate = Gate()
        defer { gate.open() }
        let server = try FixtureServer { _ in .text("late").held(by: gate) }
        await #expect {
            try await client.connect(to: "ws://127.0.0.1:\(server.port)/", deadline: .now + .milliseconds(100))
        } throws: { error in
            (error as? TransportError)?.code == .timedOut
        }
    }

    @Test("Cancelling the task ends the attempt")
    func cancelled() async throws {
        let gate = Gate()
        defer { gate.open() }
        let server = try FixtureServer { _ in .text("late").held(by: gate) }
        let task = Task { try await client.connect(to: "ws://127.0.0.1:\(server.port)/", deadline: deadline) }
        try await server.request { $0.path == "/" }
        task.cancel()
        await #expect {
            try await task.value
        } throws: { error in
            (error as? TransportError)?.code == .cancelled
        }
    }

    @Test("A header cannot carry another")
    func injection() async throws {
        #expect(await failure("ws://127.0.0.1:9/", headers: [("X", "a\r\nY: b")])?.code == .badRequest)
    }

    @Test("A user and password in the URL become basic authorization")
    func authorization() async throws {
        let server = try FixtureServer { WebSocketPeer.accept($0) { _ = $0.message() } }
        #expect(await failure("ws://user:p%40ss@127.0.0.1:\(server.port)/") == nil)
        #expect(
            server.requests.first?.header("Authorization") == "Basic " + Data("user:p@ss".utf8).base64EncodedString())
    }
}
