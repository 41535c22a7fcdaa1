import Convergence
import Foundation
import JSONKit
import Probes
import TestSupport
import Testing
import Transport

/// What a server may answer, and what kind of answer that is (R9).
@Suite(.timeLimit(.minutes(5)))
struct HTTPAnswerTests {
    /// A response and what it means.
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var response: FixtureResponse
        var outcome: Look.Outcome
        /// What the detail has to say; none for an answer that needs none.
        var says: String?
        var absent = "[]"

        var testDescription: String { name }
    }

    static let html = "<!doctype html>\n<title>Log in</title>"

    static let statuses: [Case] = [
        Case(name: "JSON with 200", response: .json("{\"done\": true}"), outcome: .answered),
        Case(name: "JSON with 201", response: .json("[]", status: 201), outcome: .answered),
        Case(name: "JSON that is called text", response: .text("{\"done\": true}"), outcome: .answered),
        Case(name: "204 that is listed", response: .init(status: 204), outcome: .absent, absent: "[204]"),
        Case(name: "404 that is listed", response: .text("none", status: 404), outcome: .absent, absent: "[404, 410]"),
        Case(name: "410 that is listed", response: .text("gone", status: 410), outcome: .absent, absent: "[404, 410]"),
        Case(name: "404 that is not", response: .text("none", status: 404), outcome: .notFound, says: "404: none"),
        Case(name: "400", response: .text("what?", status: 400), outcome: .rejected, says: "400: what?"),
        Case(name: "401", response: .text("who?", status: 401), outcome: .rejected, says: "401: who?"),
        Case(name: "403", response: .text("no", status: 403), outcome: .rejected, says: "403: no"),
        Case(name: "410 that is not listed", response: .text("", status: 410), outcome: .rejected, says: "410"),
        Case(name: "304", response: .init(status: 304), outcome: .rejected, says: "304"),
        Case(name: "408", response: .text("", status: 408), outcome: .transient, says: "408"),
        Case(name: "425", response: .text("", status: 425), outcome: .transient, says: "425"),
        Case(name: "429", response: .text("slow down", status: 429), outcome: .transient, says: "429: slow down"),
        Case(name: "500", response: .text("oops", status: 500), outcome: .transient, says: "500: oops"),
        Case(name: "502 in HTML", response: .init(status: 502, type: "text/html"), outcome: .transient, says: "502"),
        Case(name: "503 with JSON", response: .json("{}", status: 503), outcome: .transient, says: "503: {}"),
    ]

    static let bodies: [Case] = [
        Case(name: "HTML with 200", response: .html(html), outcome: .transient, says: "not with JSON (text/html"),
        Case(
            name: "a page is told by its title", response: .html(html), outcome: .transient,
            says: "): a page, \"Log in\""),
        Case(
            name: "a page without a title is told by its text",
            response: .html("<html><style>p { color: red }</style><p>Bad <b>gateway</b></p><script>x('<p>')</script>"),
            outcome: .transient, says: "): a page, \"Bad gateway\""),
        Case(
            name: "a page without anything", response: .html("<html><title> </title><br>"), outcome: .transient,
            says: "): a page without a text"),
        Case(
            name: "a page that is cut has the mark of it",
            response: .html("<html><p>Log in</p><style>\(String(repeating: "x", count: 1 << 14))</style>"),
            outcome: .transient, says: "a page, \"Log in"),
        Case(
            name: "what is no tag is text", response: .html("<html>1 <2 and 3> 2"), outcome: .transient,
            says: "): a page, \"1 <2 and 3> 2\""),
        Case(name: "an empty body", response: .json(""), outcome: .transient, says: "with an empty body"),
        Case(name: "204", response: .init(status: 204), outcome: .transient, says: "absent: [204]"),
        Case(name: "half of a JSON text", response: .json("{\"done\": tr"), outcome: .transient, says: "not with JSON"),
        Case(name: "two JSON texts", response: .json("{} {}"), outcome: .transient, says: "not with JSON"),
        Case(
            name: "a mebibyte", response: .json("[\"\(String(repeating: "x", count: (1 << 20) - 4))\"]"),
            outcome: .answered),
        Case(
            name: "more than a mebibyte", response: .json("[\"\(String(repeating: "x", count: 1 << 20))\"]"),
            outcome: .transient, says: "longer than 1048576 bytes"),
        Case(
            name: "a body without end",
            response: .chunked(
                [.sendRepeated(Data(repeating: UInt8(ascii: "x"), count: 65_536), count: 64)], type: "application/json"),
            outcome: .transient, says: "longer than 1048576 bytes"),
    ]

    static let lines: [Case] = [
        Case(
            name: "fewer bytes than promised",
            response: .init(steps: [.send(Data("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{}".utf8)), .close]),
            outcome: .transient, says: "127.0.0.1"),
        Case(
            name: "a connection that breaks", response: .init(steps: [.reset]), outcome: .transient, says: "127.0.0.1"),
        Case(name: "nothing at all", response: .init(steps: [.close]), outcome: .transient, says: "127.0.0.1"),
        Case(
            name: "no HTTP", response: .init(steps: [.send(Data("SSH-2.0-OpenSSH_9.2\r\n".utf8)), .close]),
            outcome: .transient, says: "HTTP"),
    ]

    @Test("A response is an answer, nothing yet, worth another try, or refused", arguments: statuses + bodies + lines)
    func classified(_ example: Case) async throws {
        let server = try FixtureServer { _ in example.response }
        let answer = try await ask("{ http: { get: \"\(server.url("/look"))\" }, absent: \(example.absent) }")
        #expect(answer.outcome == example.outcome, "\(answer.detail ?? "no detail")")
        #expect((answer.value != nil) == (example.outcome == .answered))
        if let says = example.says {
            let detail = try #require(answer.detail)
            #expect(detail.contains(says), "it says: \(detail)")
            #expect(!detail.contains("\n"))
        } else {
            #expect(answer.detail == nil)
        }
    }

    @Test("An answer is read as it is: status, value and bytes")
    func wholeAnswer() async throws {
        let server = try FixtureServer { _ in .json("{\"plan\": \"pro\", \"n\": 2}") }
        let answer = try await ask("{ http: { get: \"\(server.url("/"))\" } }")
        #expect(answer.status == 200)
        #expect(answer.value == ["plan": "pro", "n": 2])
        #expect(String(decoding: answer.body, as: UTF8.self) == "{\"plan\": \"pro\", \"n\": 2}")
    }

    @Test("What a server said in its refusal is quoted on one line, without control characters and not at length")
    func quoted() async throws {
        let body = "\u{1B}[31mred\u{1B}[0m\r\n\u{9B}31m" + String(repeating: "word ", count: 100)
        let server = try FixtureServer { _ in .text(body, status: 403) }
        let detail = try #require(try await ask("{ http: { get: \"\(server.url("/"))\" } }").detail)
        #expect(detail.hasPrefix("answered 403: [31mred[0m 31mword word"))
        #expect(detail.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
        #expect(detail.count < 120 && detail.hasSuffix("…"))
    }

    @Test("A redirect is followed, and an answer from elsewhere says from where")
    func redirected() async throws {
        let server = try FixtureServer(routes: ["/login": .html(Self.html), "/new": .json("{\"done\": true}")]) {
            .redirect(to: $0.path == "/moved" ? "/new" : "/login")
        }
        let moved = try await ask("{ http: { get: \"\(server.url("/moved"))\" } }")
        #expect(moved.outcome == .answered)
        let astray = try await ask("{ http: { get: \"\(server.url("/look"))\" } }")
        #expect(astray.outcome == .transient)
        #expect(try #require(astray.detail).contains(server.url("/login")))
    }

    @Test("A redirect that leads in a circle is refused")
    func circle() async throws {
        let server = try FixtureServer { _ in .redirect(to: "/again") }
        let answer = try await ask("{ http: { get: \"\(server.url("/"))\" } }")
        #expect(answer.outcome == .rejected)
        #expect(try #require(answer.detail).contains("redirect"))
    }

    @Test("Nothing that listens, and a name without an address, are worth another try")
    func unreachable() async throws {
        // Port 1 is the system's to give out, and nobody does.
        let refused = try await ask("{ http: { get: \"http://127.0.0.1:1/\" } }")
        #expect(refused.outcome == .transient)
        #expect(try #require(refused.detail).contains("127.0.0.1:1: the connection was refused"))
        let nameless = try await ask("{ http: { get: \"http://nowhere.invalid/\" } }", within: .seconds(20))
        #expect(nameless.outcome == .transient)
        #expect(try #require(nameless.detail).contains("nowhere.invalid"))
    }

    @Test("A server that does not answer in time is worth another try")
    func late() async throws {
        let gate = Gate()
        let server = try FixtureServer { _ in .json("{}").held(by: gate) }
        defer { gate.open() }
        let answer = try await ask("{ http: { get: \"\(server.url("/"))\" } }", within: .milliseconds(200))
        #expect(answer.outcome == .transient)
        #expect(try #require(answer.detail).contains("in time"))
    }

    @Test("A certificate that nobody vouches for is refused; one that is trusted is not")
    func certificates() async throws {
        let server = try await TLSFixture()
        let stranger = try await ask("{ http: { get: \"https://127.0.0.1:\(server.port)/\" } }")
        #expect(stranger.outcome == .rejected)
        #expect(try #require(stranger.detail).contains("TLS"))
        let trusting = try HTTPClient(trustedCertificates: server.certificate)
        let known = try await ask("{ http: { get: \"https://127.0.0.1:\(server.port)/\" } }", client: trusting)
        #expect(known.outcome == .transient, "its page is no JSON")
        #expect(known.status == 200)
    }

    @Test("An address that cannot be one is refused", arguments: ["no address", "ftp://127.0.0.1/x", "http://:0/"])
    func badAddress(_ address: String) async throws {
        let answer = try await ask("{ http: { get: \"${env.ADDRESS}\" } }", env: ["ADDRESS": address])
        #expect(answer.outcome == .rejected)
        #expect(answer.detail?.isEmpty == false)
    }
}
