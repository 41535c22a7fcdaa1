import Convergence
import Foundation
import Recording
import RunModel
import Testing

/// The network log holds more than any other part of a bundle; no credential of the wire gets into it.
@Suite struct WireSecretTests {
    private static let credentials = [
        HeaderField(name: "Authorization", value: "Bearer abc"), HeaderField(name: "cookie", value: "sid=0123"),
        HeaderField(name: "Set-Cookie", value: "sid=0123; Path=/\nlang=en"), HeaderField(name: "Accept", value: "en"),
    ]
    private static let masked = ["Bearer «secret»", "sid=«secret»", "sid=«secret»; Path=/\nlang=«secret»", "en"]

    private static func written(_ body: RunEvent.Body, secrets: [String] = []) async throws -> RunEvent.Body {
        let bundles = Bundles()
        let recorder = try bundles.recorder(secrets: secrets)
        recorder.emit(body, at: 0)
        await recorder.sync()
        let folder = try #require(recorder.folder)
        let reader = try JournalReader(folder: folder)
        return try #require(reader.events.first).body
    }

    @Test("credentials are masked in the wire's headers, of requests, of answers, and of redirects")
    func headers() async throws {
        let sent = try await Self.written(.requestWire(RequestWire(id: "1", headers: Self.credentials)))
        guard case .requestWire(let wire) = sent else { throw Unexpected(sent) }
        #expect(wire.headers.map(\.value) == Self.masked)

        let received = try await Self.written(
            .responseWire(ResponseWire(id: "1", status: 200, headers: Self.credentials)))
        guard case .responseWire(let wire) = received else { throw Unexpected(received) }
        #expect(wire.headers.map(\.value) == Self.masked)

        var request = RequestSent(id: "1", method: "GET", url: "http://x/", headers: Self.credentials)
        request.redirect = ResponseReceived(id: "1", status: 302, headers: Self.credentials)
        let redirected = try await Self.written(.request(request))
        guard case .request(let request) = redirected else { throw Unexpected(redirected) }
        #expect(request.headers.map(\.value) == Self.masked)
        #expect(request.redirect?.headers.map(\.value) == Self.masked)
    }

    @Test("a secret in a body is masked in every form, in base64 as well", arguments: Spelling.allCases)
    func bodies(_ spelling: Spelling) async throws {
        let secret = "s3cret/ümläut+x"
        let text = "user=a&password=\(spelling.write(secret))&next=1"
        var plain = RequestSent(id: "1", method: "POST", url: "http://x/")
        plain.body = text
        let binary = RequestBody(id: "1", body: Data("\u{1}\(text)".utf8).base64EncodedString(), bodyBase64: true)
        let frame = WebSocketFrame(id: "1", sent: true, payload: text, opcode: 1)
        for body in [RunEvent.Body.request(plain), .requestBody(binary), .websocketFrame(frame)] {
            let line = try RunEvent(seq: 0, t: 0, body: try await Self.written(body, secrets: [secret])).line()
            let written = String(decoding: line, as: UTF8.self)
            #expect(!written.contains(spelling.write(secret)))
            if case .requestBody = body {
                #expect(!written.contains(binary.body))
            } else {
                #expect(written.contains("password=«secret»"))
            }
        }
    }

    @Test("a long body is cut behind its secrets, so that no half of one is left")
    func cut() async throws {
        let secret = "0123456789-secret-0123456789"
        for offset in 0..<secret.count {
            var request = RequestSent(id: "1", method: "POST", url: "http://x/")
            let filler = String(repeating: "x", count: 65_536 - offset)
            request.body = filler + secret + String(repeating: "y", count: 1000)
            let written = try await Self.written(.request(request), secrets: [secret])
            guard case .request(let kept) = written, let body = kept.body else { throw Unexpected(written) }
            #expect(body.utf8.count <= 65_536 && body.hasPrefix(filler))
            #expect(offset == 0 || !body.contains(secret.prefix(1)))
        }
    }

    @Test("of the network's events a flood is counted, not kept")
    func flood() {
        var queue = EventQueue()
        let flood: [RunEvent.Body] = [
            .requestWire(RequestWire(id: "1", headers: [])),
            .responseWire(ResponseWire(id: "1", status: 200, headers: [])),
            .requestBody(RequestBody(id: "1", body: "")), .websocket(WebSocketChanged(id: "1", state: .open)),
            .pageTiming(PageTiming(frame: "1", name: .load, timestamp: 1)),
            .screencastFrame(ScreencastFrame(blob: nil, width: 1, height: 1)),
        ]
        for _ in 0..<Caps().waitingEvents { queue.append(Sample.console("x"), at: 0) }
        for body in flood { queue.append(body, at: 0) }
        let dropped = queue.take().compactMap { event -> String? in
            if case .dropped(let dropped) = event.body { dropped.what } else { nil }
        }
        #expect(dropped.sorted() == flood.map { "event \($0.kind)" }.sorted())
    }

    @Test("headers of great size are a flood, too")
    func weight() {
        var queue = EventQueue()
        let header = HeaderField(name: "X", value: String(repeating: "x", count: 1 << 20))
        for _ in 0..<50 {
            queue.append(.requestWire(RequestWire(id: "1", headers: [header])), at: 0)
            queue.append(.responseWire(ResponseWire(id: "1", status: 200, headers: [header])), at: 0)
        }
        #expect(queue.take().count < 40)
    }

    @Test("blobs are wanted unless nothing is kept")
    func keeping() throws {
        let bundles = Bundles()
        for policy in ArtifactPolicy.allCases {
            #expect(try bundles.recorder(policy: policy).keepsBlobs == (policy != .never))
        }
    }
}

/// An event that is not what was written.
private struct Unexpected: Error {
    var event: RunEvent.Body

    init(_ event: RunEvent.Body) { self.event = event }
}
