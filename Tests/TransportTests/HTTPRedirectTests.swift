import Foundation
import TestSupport
import Testing
import Transport

@Suite(.timeLimit(.minutes(5)))
struct HTTPRedirectTests {
    private let client: HTTPClient
    private let deadline = ContinuousClock.Instant.unhurried

    init() throws {
        client = try HTTPClient()
    }

    @Test("A redirect is followed, relative to where it came from")
    func follows() async throws {
        let server = try FixtureServer(routes: ["/a/start": .redirect(to: "next?x=1"), "/a/next": .text("there")])
        let response = try await client.send(HTTPRequest("GET", server.url("/a/start#part"), deadline: deadline))
        #expect(response.body == Data("there".utf8))
        #expect(response.url == server.url("/a/next?x=1"))
        #expect(
            response.redirects == [
                HTTPRedirect(status: 302, from: server.url("/a/start"), to: server.url("/a/next?x=1"))
            ])
    }

    @Test("Without redirects allowed, the redirect is the answer")
    func none() async throws {
        let server = try FixtureServer(routes: ["/": .redirect(to: "/next")])
        var request = HTTPRequest("GET", server.url("/"), deadline: deadline)
        request.redirectLimit = 0
        #expect(try await client.send(request).status == 302)
    }

    @Test("Credentials stay with the origin they were meant for")
    func credentials() async throws {
        let other = try FixtureServer { _ in .text("other") }
        let server = try FixtureServer { request in
            request.path == "/" ? .redirect(to: "/same") : .redirect(to: other.url("/"))
        }
        let headers = [
            ("Authorization", "Bearer secret"), ("Cookie", "a=b"), ("X-Api-Key", "secret"),
            ("Accept", "application/json"),
        ]
        let response = try await client.send(
            HTTPRequest("GET", server.url("/"), headers: headers, deadline: deadline))
        #expect(response.body == Data("other".utf8))
        #expect(server.requests.map { $0.header("Authorization") } == ["Bearer secret", "Bearer secret"])
        let last = try #require(other.requests.first)
        #expect(last.header("Authorization") == nil && last.header("Cookie") == nil && last.header("X-Api-Key") == nil)
        #expect(last.header("Accept") == "application/json")
    }

    @Test("A user and password in the URL do not follow, and are not told")
    func userInfo() async throws {
        let other = try FixtureServer { _ in .text("other") }
        let server = try FixtureServer { _ in .redirect(to: other.url("/")) }
        let response = try await client.send(
            HTTPRequest("GET", "http://user:pass@127.0.0.1:\(server.port)/", deadline: deadline))
        #expect(server.requests.first?.header("Authorization") == "Basic dXNlcjpwYXNz")
        #expect(other.requests.first?.header("Authorization") == nil)
        #expect(response.redirects.first?.from == server.url("/"))
    }

    @Test(
        "A POST becomes a GET where the status says so",
        arguments: [(301, "GET"), (302, "GET"), (303, "GET"), (307, "POST"), (308, "POST")])
    func methods(status: Int, method: String) async throws {
        let server = try FixtureServer { request in
            request.path == "/" ? .redirect(to: "/next", status: status) : .text("\(request.method) \(request.text)")
        }
        let request = HTTPRequest(
            "POST", server.url("/"), headers: [("Content-Type", "text/plain")], body: Data("body".utf8),
            deadline: deadline)
        let response = try await client.send(request)
        #expect(String(decoding: response.body, as: UTF8.self) == (method == "GET" ? "GET " : "POST body"))
        #expect(server.requests.last?.header("Content-Type") == (method == "GET" ? nil : "text/plain"))
    }

    @Test("A circle of redirects ends after ten")
    func circle() async throws {
        let server = try FixtureServer { _ in .redirect(to: "/again") }
        await #expect {
            try await client.send(HTTPRequest("GET", server.url("/"), deadline: deadline))
        } throws: { error in
            (error as? TransportError)?.code == .tooManyRedirects
        }
        #expect(server.requests.count == 11)
    }

    @Test("A redirect to anything but http is refused")
    func scheme() async throws {
        let server = try FixtureServer { _ in .redirect(to: "file:///etc/passwd") }
        await #expect {
            try await client.send(HTTPRequest("GET", server.url("/"), deadline: deadline))
        } throws: { error in
            (error as? TransportError)?.code == .badURL
        }
    }
}
