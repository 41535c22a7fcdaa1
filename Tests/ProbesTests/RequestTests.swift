import Convergence
import Foundation
import JSONKit
import Probes
import ScenarioModel
import TestSupport
import Testing
import Transport

/// What a request of the scenario looks like when it arrives.
@Suite(.timeLimit(.minutes(5)))
struct RequestTests {
    @Test("A plain look is a GET that asks for JSON and has no body")
    func plain() async throws {
        let request = try await sent("get: \"URL/look?id=1\"")
        #expect(request.method == "GET")
        #expect(request.target == "/look?id=1")
        #expect(request.header("Accept") == "application/json")
        #expect(request.header("Content-Type") == nil)
        #expect(request.header("Authorization") == nil)
        #expect(request.body.isEmpty)
    }

    @Test("Variables are filled in wherever text stands")
    func variables() async throws {
        let request = try await sent(
            "post: \"URL/${env.PART}?s=${secrets.TOKEN}\", headers: { X-Run: \"${run.id}\" }, body: \"<${env.PART}>\"",
            env: ["PART": "tenants"], secrets: ["TOKEN": "abcdefgh"])
        #expect(request.target == "/tenants?s=abcdefgh")
        #expect(request.header("X-Run") == "r1")
        #expect(request.text == "<tenants>")
    }

    @Test("What a variable stands for arrives as one piece of the path or the query, and nothing else of it is changed")
    func address() async throws {
        let request = try await sent(
            "get: \"${env.BASE}/orders/${secrets.ORDER}/${env.PART}?note=${secrets.ORDER}&x=1\"",
            env: ["BASE": "URL/v1", "PART": "lines/1"], secrets: ["ORDER": "a/../b?x=1&y #ä%2F"])
        let encoded = "a%2F..%2Fb%3Fx%3D1%26y%20%23%C3%A4%252F"
        #expect(request.target == "/v1/orders/\(encoded)/lines/1?note=\(encoded)&x=1")
    }

    @Test("A value that leads to another path is refused before anything is sent")
    func dots() async throws {
        let server = try FixtureServer { _ in .json("{}") }
        let answer = try await ask(
            "{ http: { get: \"\(server.url("/orders"))/${secrets.ORDER}/lines\" } }", secrets: ["ORDER": ".."])
        #expect(answer.outcome == .rejected)
        #expect(try #require(answer.detail).hasPrefix("with ${secrets.ORDER} filled in, a piece of the path is `..`"))
        #expect(server.requests.isEmpty)
    }

    @Test("A step's request is written as a probe's")
    func step() async throws {
        let server = try FixtureServer { _ in .json("{}") }
        let parsed = ScenarioParser.parse(
            """
            scenario: stepping
            setup:
              - http: { post: "\(server.origin)/orders" }
                capture: { order: $.id }
              - http: { delete: "\(server.origin)/orders/${order}?by=${order}" }
            probes:
              p: { http: { get: "\(server.origin)/look?run=${run.id}" } }
            steps:
              - trigger: { click: { testid: go } }
            converge:
              within: 10s
              final: { probe: p, match: { state: ok } }

            """, file: "stepping.yaml")
        let scenario = try #require(parsed.scenario, "\(parsed.diagnostics.map(\.title))")
        guard case .http(let http) = scenario.setup[1].action else {
            Issue.record("the test's own scenario is wrong")
            return
        }
        var variables = Variables(run: RunIdentity(id: "r1"))
        variables.set("order", to: "a/b c&d")
        _ = try await ProbeClient(http: try HTTPClient()).send(http.request, variables, deadline: .now + .seconds(3600))
        #expect(server.requests.map(\.target) == ["/orders/a%2Fb%20c%26d?by=a%2Fb%20c%26d"])
    }

    @Test("JSON is sent as JSON, whole values with their types")
    func json() async throws {
        let request = try await sent(
            "post: \"URL/\", json: { email: \"${env.EMAIL}\", count: 2, nested: { list: [true, null] } }",
            env: ["EMAIL": "a@example.com"])
        #expect(request.method == "POST")
        #expect(request.header("Content-Type") == "application/json")
        #expect(request.text == #"{"count":2,"email":"a@example.com","nested":{"list":[true,null]}}"#)
    }

    @Test("A form is encoded as browsers do it, in the order of the file")
    func form() async throws {
        let request = try await sent("post: \"URL/\", form: { \"b c\": \"1 & 2=3\", a: \"ä~*-._\" }")
        #expect(request.header("Content-Type") == "application/x-www-form-urlencoded")
        #expect(request.text == "b+c=1+%26+2%3D3&a=%C3%A4%7E*-._")
    }

    @Test("Text is sent as text, and is nobody's form")
    func text() async throws {
        let request = try await sent("put: \"URL/\", body: \"a=1\"")
        #expect(request.method == "PUT")
        #expect(request.text == "a=1")
        #expect(request.header("Content-Type") == "text/plain; charset=utf-8")
    }

    @Test("What the scenario says of a header stands, whatever its case")
    func headersStand() async throws {
        let request = try await sent(
            "post: \"URL/\", headers: { content-type: application/merge-patch+json, ACCEPT: \"text/csv\" }, json: {}")
        #expect(request.headers.filter { $0.name.lowercased() == "content-type" }.count == 1)
        #expect(request.header("Content-Type") == "application/merge-patch+json")
        #expect(request.headers.filter { $0.name.lowercased() == "accept" }.count == 1)
        #expect(request.header("Accept") == "text/csv")
    }

    @Test("Basic and bearer credentials are sent as their RFCs have them")
    func credentials() async throws {
        let basic = try await sent(
            "get: \"URL/\", auth: { basic: { user: Aladdin, password: \"${secrets.WORD}\" } }",
            secrets: ["WORD": "open sesame"])
        #expect(basic.header("Authorization") == "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
        let bearer = try await sent(
            "get: \"URL/\", auth: { bearer: \"${secrets.TOKEN}\" }", secrets: ["TOKEN": "mF_9.B5f-4.1JqM"])
        #expect(bearer.header("Authorization") == "Bearer mF_9.B5f-4.1JqM")
    }

    @Test("Any method may be asked with", arguments: ["delete", "patch", "options"])
    func methods(_ method: String) async throws {
        #expect(try await sent("\(method): \"URL/\"").method == method.uppercased())
    }

    @Test("A secret with a line break in it is refused before anything is sent")
    func lineBreak() async throws {
        let server = try FixtureServer { _ in .json("{}") }
        let answer = try await ask(
            "{ http: { get: \"\(server.url("/"))\", auth: { bearer: \"${secrets.TOKEN}\" } } }",
            secrets: ["TOKEN": "abcdefgh\r\nX-Evil: 1"])
        #expect(answer.outcome == .rejected)
        #expect(server.requests.isEmpty)
        #expect(answer.detail?.contains("Evil") == false)
    }

    @Test("A variable without a value is refused before anything is sent")
    func unbound() async throws {
        let server = try FixtureServer { _ in .json("{}") }
        let spec = "{ http: { get: \"\(server.url("/"))${env.MISSING}\" } }"
        let answer = try await ask(spec, env: ["MISSING": ""], forget: ["MISSING"])
        #expect(answer.outcome == .rejected)
        #expect(try #require(answer.detail).contains("${env.MISSING}"))
        #expect(server.requests.isEmpty)
    }

    /// Sends a request and gives what arrived; `URL` stands for the server's address.
    private func sent(
        _ http: String,
        env: [String: String] = [:],
        secrets: [String: String] = [:]
    ) async throws -> FixtureRequest {
        let server = try FixtureServer { _ in .json("{}") }
        let probe = "{ http: { \(http.replacing("URL", with: server.origin)) } }"
        let env = env.mapValues { $0.replacing("URL", with: server.origin) }
        let answer = try await ask(probe, env: env, secrets: secrets)
        #expect(answer.outcome == .answered, "\(answer.detail ?? "")")
        return try #require(server.requests.first)
    }
}
