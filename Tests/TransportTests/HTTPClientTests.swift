import Foundation
import TestSupport
import Testing
import Transport

@Suite(.timeLimit(.minutes(5)))
struct HTTPClientTests {
    private let client: HTTPClient
    private let deadline = ContinuousClock.Instant.unhurried

    init() throws {
        client = try HTTPClient()
    }

    @Test("An IPv6 address is asked", .enabled(if: RawSocket.hasIPv6))
    func sixthVersion() async throws {
        let server = try FixtureServer(routes: ["/": .text("six")], isIPv6: true)
        let response = try await get(server.url("/"))
        #expect(response.body == Data("six".utf8))
        #expect(server.requests.first?.header("Host") == "[::1]:\(server.port)")
    }

    private func get(_ url: String, change: (inout HTTPRequest) -> Void = { _ in }) async throws -> HTTPResponse {
        var request = HTTPRequest("GET", url, deadline: deadline)
        change(&request)
        return try await client.send(request)
    }

    @Test("A response has its status, its headers in order and its body")
    func response() async throws {
        let server = try FixtureServer { _ in
            .json("[1]", status: 201, headers: [("X-One", "1"), ("X-Two", ""), ("X-One", "again")])
        }
        let response = try await get(server.url("/path?query=1#fragment"))
        #expect(response.status == 201)
        #expect(response.headers.filter { $0.name.hasPrefix("X-") }.map(\.value) == ["1", "", "again"])
        #expect(response.header("content-type") == "application/json")
        #expect(response.body == Data("[1]".utf8))
        #expect(!response.isTruncated && response.redirects.isEmpty)
        #expect(response.timings.firstByte > .zero && response.timings.total >= response.timings.firstByte)
        #expect(server.requests.first?.target == "/path?query=1")
    }

    @Test(
        "A request is sent as it was made, with nothing added to its body", arguments: ["POST", "PUT", "DELETE", "GET"])
    func request(method: String) async throws {
        let server = try FixtureServer { .text($0.text) }
        let response = try await get(server.url("/")) {
            $0.method = method
            $0.headers = [("Authorization", "Bearer abc"), ("X-Empty", "")]
            $0.body = Data("a\0b".utf8)
        }
        #expect(response.body == Data("a\0b".utf8))
        let request = try #require(server.requests.first)
        #expect(request.method == method)
        #expect(request.header("Authorization") == "Bearer abc")
        #expect(request.header("X-Empty") == "")
        #expect(request.header("Content-Type") == nil)
        #expect(request.header("Expect") == nil)
    }

    @Test("HEAD has no body, whatever length it names")
    func head() async throws {
        let server = try FixtureServer { _ in .text("twelve bytes") }
        let response = try await get(server.url("/")) { $0.method = "HEAD" }
        #expect(response.status == 200)
        #expect(response.header("Content-Length") == "12")
        #expect(response.body.isEmpty)
    }

    @Test("A connection is used again")
    func reuse() async throws {
        let server = try FixtureServer { _ in .text("ok") }
        for _ in 0..<3 { #expect(try await get(server.url("/")).status == 200) }
        #expect(server.connectionCount == 1)
    }

    // MARK: Limits

    @Test("A body without a length is stopped at its limit", arguments: [HTTPRequest.Overflow.fail, .truncate])
    func limit(overflow: HTTPRequest.Overflow) async throws {
        let server = try FixtureServer { _ in
            .chunked([.sendRepeated(Data(repeating: 0x61, count: 1000), count: 1_000_000)])
        }
        do {
            let response = try await get(server.url("/")) {
                $0.bodyLimit = 2500
                $0.overflow = overflow
            }
            #expect(overflow == .truncate)
            #expect(response.body.count == 2500 && response.isTruncated)
        } catch let error as TransportError {
            #expect(overflow == .fail)
            #expect(error.code == .bodyTooLarge)
            #expect(error.host == "127.0.0.1:\(server.port)")
        }
    }

    @Test("A compressed body counts by what comes out of it")
    func compressed() async throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "zeros")
        try Data(count: 1_000_000).write(to: file)
        #expect(try await runTool("gzip", ["zeros"], in: folder.url) == 0)
        let zipped = try Data(contentsOf: folder.url.appending(path: "zeros.gz"))
        let server = try FixtureServer { _ in FixtureResponse(headers: [("Content-Encoding", "gzip")], body: zipped) }
        #expect(try await get(server.url("/")).body == Data(count: 1_000_000))
        await #expect(throws: TransportError.self) {
            try await get(server.url("/")) { $0.bodyLimit = 999_999 }
        }
    }

    @Test("A server that never answers is given up at the deadline")
    func timeout() async throws {
        let gate = Gate()
        defer { gate.open() }
        let server = try FixtureServer { _ in .text("late").held(by: gate) }
        let error = await timeout(server, until: "no answer in time")
        #expect(error?.code == .timedOut)
        #expect(error?.message == "no answer in time")
    }

    @Test("A server that stops in the middle is given up at the deadline")
    func stall() async throws {
        let gate = Gate()
        defer { gate.open() }
        let server = try FixtureServer { _ in .chunked([.send(Data("part".utf8)), .wait(gate)]) }
        let error = await timeout(server, until: "the answer was not whole in time")
        #expect(error?.code == .timedOut)
        #expect(error?.message == "the answer was not whole in time")
    }

    /// Waits longer where a busy machine did not come as far as the message within a short deadline.
    private func timeout(_ server: FixtureServer, until message: String) async -> TransportError? {
        var error: TransportError?
        for milliseconds in [200, 2000, 20_000] where error?.message != message {
            error = await failure {
                try await get(server.url("/")) { $0.deadline = .now + .milliseconds(milliseconds) }
            }
        }
        return error
    }

    @Test("A deadline in the past sends nothing")
    func past() async throws {
        let server = try FixtureServer { _ in .text("ok") }
        let error = await failure { try await get(server.url("/")) { $0.deadline = .now - .seconds(1) } }
        #expect(error?.code == .timedOut)
        #expect(server.requests.isEmpty)
    }

    @Test("Cancelling the task ends the exchange")
    func cancel() async throws {
        let gate = Gate()
        defer { gate.open() }
        let server = try FixtureServer { _ in .text("late").held(by: gate) }
        let task = Task { try await client.send(HTTPRequest("GET", server.url("/"), deadline: deadline)) }
        try await server.request { $0.path == "/" }
        task.cancel()
        let error = await failure { try await task.value }
        #expect(error?.code == .cancelled)
    }

    // MARK: Failures

    @Test("A port where nobody listens refuses the connection")
    func refused() async throws {
        let server = try FixtureServer()
        let port = server.port
        server.stop()
        let error = await failure { try await get("http://127.0.0.1:\(port)/") }
        #expect(error?.code == .connectionRefused)
        #expect(error?.native?.library == .libcurl)
        #expect(error?.description.hasPrefix("127.0.0.1:\(port): the connection was refused") == true)
    }

    @Test("A name without an address says so")
    func unresolved() async throws {
        let error = await failure { try await get("http://nowhere.invalid/") }
        #expect(error?.code == .resolveFailed)
        #expect(error?.host == "nowhere.invalid")
    }

    @Test(
        "What is no http URL is refused before anything is sent",
        arguments: [
            "", "nonsense", "file:///etc/passwd", "ftp://127.0.0.1/", "http://", "http://a b/",
            "http://127.0.0.1:99999/",
        ])
    func badURL(url: String) async throws {
        #expect(await failure { try await get(url) }?.code == .badURL)
    }

    @Test(
        "A header cannot carry another",
        arguments: [("X", "a\r\nY: b"), ("X\r\nY", "a"), ("X", "a\nb"), ("", "a"), ("X", "a\0b"), ("X Y", "a")])
    func injection(header: (String, String)) async throws {
        let server = try FixtureServer { _ in .text("ok") }
        let error = await failure { try await get(server.url("/")) { $0.headers = [header] } }
        #expect(error?.code == .badRequest)
        #expect(server.requests.isEmpty)
    }

    @Test("A method cannot carry a header")
    func methodInjection() async throws {
        let error = await failure { try await get("http://127.0.0.1/") { $0.method = "GET / HTTP/1.1\r\nX: y" } }
        #expect(error?.code == .badRequest)
    }

    @Test(
        "A broken answer is a failure, not a short body",
        arguments: [
            [
                FixtureResponse.Step.send(FixtureResponse.head(200, [("Content-Length", "100")])),
                .send(Data("short".utf8)), .close,
            ],
            [.send(Data("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab".utf8)), .close],
            [.close], [.reset], [.send(Data("not http at all\r\n\r\n".utf8)), .close],
        ])
    func broken(steps: [FixtureResponse.Step]) async throws {
        let server = try FixtureServer { _ in FixtureResponse(steps: steps) }
        let error = await failure { try await get(server.url("/")) }
        #expect(error?.code == .connectionFailed || error?.code == .protocol)
    }

    private func failure(_ body: () async throws -> HTTPResponse) async -> TransportError? {
        do {
            let response = try await body()
            Issue.record("no failure but status \(response.status)")
            return nil
        } catch {
            return error as? TransportError
        }
    }
}
