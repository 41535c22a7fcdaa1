import Foundation
import TestSupport
import Testing
import Transport

@Suite(.timeLimit(.minutes(5)))
struct TLSTests {
    private let deadline = ContinuousClock.Instant.unhurried

    @Test("A certificate nobody vouches for is refused, over HTTP and over a websocket")
    func selfSigned() async throws {
        let server = try await TLSFixture()
        let http = try HTTPClient()
        await #expect {
            try await http.send(HTTPRequest("GET", "https://127.0.0.1:\(server.port)/", deadline: deadline))
        } throws: { error in
            (error as? TransportError)?.code == .tls
        }
        let sockets = try WebSocketClient()
        await #expect {
            try await sockets.connect(to: "wss://127.0.0.1:\(server.port)/", deadline: deadline)
        } throws: { error in
            (error as? TransportError)?.code == .tls
        }
    }

    @Test("A certificate that is trusted by name is accepted")
    func trusted() async throws {
        let server = try await TLSFixture()
        let http = try HTTPClient(trustedCertificates: server.certificate)
        let response = try await http.send(
            HTTPRequest("GET", "https://127.0.0.1:\(server.port)/", deadline: deadline))
        #expect(response.status == 200)
        #expect(response.timings.secured > .zero)
        // The server speaks TLS, but no websocket.
        let sockets = try WebSocketClient(trustedCertificates: server.certificate)
        await #expect {
            try await sockets.connect(to: "wss://127.0.0.1:\(server.port)/", deadline: deadline)
        } throws: { error in
            (error as? TransportError)?.code == .protocol
        }
    }

    @Test("A websocket over TLS carries messages and headers, to whoever trusts the certificate")
    func securedWebSocket() async throws {
        let server = try FixtureServer { request in
            WebSocketPeer.accept(request) { peer in
                while let message = peer.message() { peer.send(message) }
            }
        }
        let gateway = try await TLSGateway(to: server.port)
        let client = try WebSocketClient(trustedCertificates: gateway.certificate)
        let socket = try await client.connect(
            to: "wss://127.0.0.1:\(gateway.port)/socket", headers: [("Authorization", "Bearer t0ken")],
            deadline: deadline)
        let (messages, continuation) = AsyncStream.makeStream(of: Data.self)
        socket.start { event in
            if case .message(let data) = event { continuation.yield(data) }
        }
        // Larger than what TLS puts into one record.
        let sent = Data(repeating: UInt8(ascii: "x"), count: 1 << 20)
        socket.send(sent)
        let received = await messages.first { _ in true }
        #expect(received == sent)
        socket.close()
        #expect(server.requests.first?.header("Authorization") == "Bearer t0ken")
    }

    @Test("A trusted certificate for another name is refused")
    func wrongName() async throws {
        let server = try await TLSFixture(names: "DNS:other.example")
        let http = try HTTPClient(trustedCertificates: server.certificate)
        await #expect {
            try await http.send(HTTPRequest("GET", "https://127.0.0.1:\(server.port)/", deadline: deadline))
        } throws: { error in
            (error as? TransportError)?.code == .tls
        }
        let sockets = try WebSocketClient(trustedCertificates: server.certificate)
        await #expect {
            try await sockets.connect(to: "wss://localhost:\(server.port)/", deadline: deadline)
        } throws: { error in
            (error as? TransportError)?.code == .tls
        }
    }

    @Test("A server that asks who is there is shown the client's certificate, where there is one")
    func clientCertificate() async throws {
        let server = try await TLSFixture(asksClient: true)
        let http = try HTTPClient(trustedCertificates: server.certificate)
        var request = HTTPRequest("GET", "https://127.0.0.1:\(server.port)/", deadline: deadline)
        await #expect(throws: TransportError.self) { try await http.send(request) }
        request.clientCertificate = HTTPClientCertificate(certificate: server.certificate, key: server.key)
        #expect(try await http.send(request).status == 200)
        request.clientCertificate = HTTPClientCertificate(certificate: "/nowhere.pem")
        await #expect {
            try await http.send(request)
        } throws: { error in
            (error as? TransportError)?.code == .tls
        }
    }
}
