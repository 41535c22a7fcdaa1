import JSONKit
import ScenarioModel
import Testing

@Suite("Addresses")
struct AddressTests {
    private static let known = """
        needs: { env: [API, PART, SITE], secrets: [PW] }
        cases: [{ name: "Ada & Co", page: /about }]
        let: { id: a, text: b, link: c, list: [1] }
        base: https://a.test
        """

    /// What an address of a `goto` comes to.
    private func address(_ text: String, _ values: [String: JSON] = [:]) throws -> String {
        let scenario = try parsed(Sample(top: Self.known, end: "then:\n  - goto: \"\(text)\"").text)
        guard case .goto(let template) = scenario.then[0].action else { throw Unexpected() }
        return try template.resolve(try variables(scenario, values))
    }

    private func variables(_ scenario: Scenario, _ values: [String: JSON] = [:]) throws -> Variables {
        let environment = RunEnvironment(
            process: [
                "API": "https://api.test/v1", "PART": "orders?open=1", "PW": "p@s/s:word", "SITE": "https://api.test",
            ])
        var variables = try scenario.variables(
            environment: environment, run: RunIdentity(id: "r-1"), for: scenario.cases.first)
        for (name, value) in values { variables.set(name, to: value) }
        return variables
    }

    @Test(
        "a value is one piece of the path or of the query, whatever is in it",
        arguments: [
            ("a/../b?x=1&y", "a%2F..%2Fb%3Fx%3D1%26y"), ("a b#c", "a%20b%23c"), ("ä%2F", "%C3%A4%252F"),
            ("Az09-._~", "Az09-._~"), ("+;=\\@:!'()*,[]\"<>", "%2B%3B%3D%5C%40%3A%21%27%28%29%2A%2C%5B%5D%22%3C%3E"),
            ("a\r\nb", "a%0D%0Ab"), ("", ""), ("a..b", "a..b"),
        ])
    func data(_ value: String, _ encoded: String) throws {
        let values: [String: JSON] = ["text": .string(value)]
        #expect(try address("${env.API}/a/${text}/b", values) == "https://api.test/v1/a/\(encoded)/b")
        #expect(try address("https://a.test/?a=${text}&b=1", values) == "https://a.test/?a=\(encoded)&b=1")
        #expect(try address("/a#${text}", values) == "/a#\(encoded)")
    }

    @Test("what somebody wrote goes as it stands, what was captured or is secret does not")
    func kinds() throws {
        #expect(try address("/${case.name}") == "/Ada & Co")
        #expect(try address("${env.API}/${id}?${link}") == "https://api.test/v1/a?c")
        #expect(try address("${env.API}/x${case.page}") == "https://api.test/v1/x/about")
        #expect(try address("/?to=${secrets.PW}") == "/?to=p%40s%2Fs%3Aword")
        #expect(try address("https://me:${secrets.PW}@a.test/") == "https://me:p%40s%2Fs%3Aword@a.test/")
        #expect(try address("/${list}/${run.id}", ["list": [1]]) == "/%5B1%5D/r-1")
        #expect(try address("/${env.PART}&id=${id}", ["id": "a&b"]) == "/orders?open=1&id=a%26b")
    }

    @Test("in a list is no key that lacks a space, though `http` is one")
    func inList() throws {
        let end = "teardown:\n  - http:\n      post: https://a.test/\n      json:\n        - http://localhost:8080\n"
        #expect(try parsed(Sample(end: end).text).teardown.count == 1)
    }

    @Test("what an address begins with is an address itself")
    func beginning() throws {
        let link: [String: JSON] = ["link": "https://b.test/confirm?token=a%2Fb#c"]
        #expect(try address("${link}", link) == "https://b.test/confirm?token=a%2Fb#c")
        #expect(try address("${link}&id=${id}", ["link": "/a?b=c", "id": "/d"]) == "/a?b=c&id=%2Fd")
        #expect(try address("${link}${id}", ["link": "/a?b=", "id": "/d&e"]) == "/a?b=%2Fd%26e")
        #expect(try address("/go?to=${link}", link) == "/go?to=https%3A%2F%2Fb.test%2Fconfirm%3Ftoken%3Da%252Fb%23c")
    }

    @Test("a path may be filled in where there is none yet")
    func path() throws {
        let link: [String: JSON] = ["link": "/orders/1?a=b"]
        #expect(try address("${env.API}${link}", link) == "https://api.test/v1/orders/1?a=b")
        #expect(try address("https://a.test:80${link}", link) == "https://a.test:80/orders/1?a=b")
        #expect(try address("${env.API}${case.page}") == "https://api.test/v1/about")
        #expect(try address("${env.API}/x${link}", link) == "https://api.test/v1/x%2Forders%2F1%3Fa%3Db")
        #expect(try address("https://a.test/${link}", link) == "https://a.test/%2Forders%2F1%3Fa%3Db")
        #expect(try address("/a?next=://b${link}", link) == "/a?next=://b%2Forders%2F1%3Fa%3Db")
    }

    @Test("a value that leads to another path is refused, for there is no way to encode it", arguments: [".", ".."])
    func dots(_ value: String) throws {
        let values: [String: JSON] = ["text": .string(value)]
        for text in [
            "/a/${text}", "/a/${text}/b", "/a/${text}?b", "/${text}#b", "${env.API}/%2E${text}", "${env.API}/${text}",
        ] {
            if text.contains("%2E"), value == ".." { continue }
            let error = #expect(throws: ResolutionError.self) { try address(text, values) }
            #expect(error?.message.hasPrefix("with ${text} filled in, a piece of the path is `") == true)
        }
        #expect(try address("/a/x${text}/?b=${text}", values) == "/a/x\(value)/?b=\(value)")
        #expect(try address("/a/../b/${id}", ["id": "c"]) == "/a/../b/c", "the writer may")
    }

    @Test(
        "what was captured never becomes a scheme, a host or a port",
        arguments: [
            ("${env.SITE}${text}", ".evil.test"), ("${env.SITE}${text}", "@evil.test"), ("${env.SITE}${text}", ":8443"),
            ("${env.SITE}${text}", "evil/a"), ("https://a.test${text}", ".evil.test/"),
            ("https://a.test:80${text}", "80"),
            ("https://a${text}.test/", "b"), ("https://me@a.test${text}", "x"), ("${text}://a.test/", "https"),
            ("${text}//a.test/", "https:"), ("${link}${text}", ".evil.test"), ("${env.SITE}${text}/a", "x"),
            ("/${text}/evil.test", ""), ("//${text}/a", "evil.test"), ("//a.test${text}", ".evil.test"),
            ("https:${text}", "evil.test"), ("https:/${text}/a", "evil.test"),
        ])
    func origin(_ text: String, _ value: String) throws {
        let values: [String: JSON] = ["text": .string(value), "link": "https://b.test"]
        let error = #expect(throws: ResolutionError.self) { try address(text, values) }
        #expect(
            error?.message == "with ${text} filled in, what was captured decides to which host the address leads")
        #expect(error?.remedy == "put a `/` before ${text}, or capture the whole address")
    }

    @Test(
        "what was captured may be a path, a parameter, a user, or the whole address",
        arguments: [
            ("${env.SITE}${text}", "/a", "https://api.test/a"), ("${env.SITE}/${text}", ".b", "https://api.test/.b"),
            ("${env.SITE}${text}", "//b.test", "https://api.test//b.test"),
            ("${env.SITE}${text}", "", "https://api.test"), ("${env.API}${text}", ".b", "https://api.test/v1.b"),
            ("https://a.test?a=${text}", "b", "https://a.test?a=b"),
            ("https://me:${text}@a.test/", "x@b", "https://me:x%40b@a.test/"),
            ("${text}", "https://b.test:8443/a", "https://b.test:8443/a"),
            ("${text}/a", "https://b.test", "https://b.test/a"), ("/a:${text}", "b", "/a:b"),
        ])
    func sameOrigin(_ text: String, _ value: String, _ expected: String) throws {
        #expect(try address(text, ["text": .string(value)]) == expected)
    }

    @Test(
        "what `matches` takes out of the page's address does not lead to another host either",
        arguments: [
            ("https://a.test${piece}", ".evil.test"), ("https://a.test${piece}", ":8443"), ("/${piece}", "/evil.test/"),
            ("/${piece}", "\\evil.test/"), ("/${piece}", "\t/evil.test/"), ("https:${piece}", "//evil.test/"),
            ("https://a.test${piece}", "\\@evil.test/"), ("https://me:${piece}@a.test/", "x@evil.test/"),
        ])
    func pieceOfHost(_ text: String, _ piece: String) throws {
        let scenario = try parsed(
            Sample(
                top: "base: https://a.test",
                end: """
                    then:
                      - capture: { piece: { from: url, matches: "code=([^&]+)" } }
                      - goto: "\(text)"
                    """
            ).text)
        guard case .goto(let template) = scenario.then[1].action else { throw Unexpected() }
        var variables = try scenario.variables(
            environment: RunEnvironment(process: [:]), run: RunIdentity(id: "r-1"))
        variables.set("piece", to: .string(piece))
        #expect(throws: ResolutionError.self) { try template.resolve(variables) }
    }

    @Test("what `matches` takes out of the page's address is encoded already; a whole address is data")
    func pieces() throws {
        let scenario = try parsed(
            Sample(
                end: """
                    then:
                      - capture: { piece: { from: url, matches: "code=([^&]+)" }, whole: { from: url } }
                      - goto: "https://a.test/?code=${piece}&from=${whole}"
                    """
            ).text)
        guard case .goto(let template) = scenario.then[1].action else { throw Unexpected() }
        let values: [String: JSON] = ["piece": "a%2Fb+c", "whole": "https://b.test/?a=b"]
        #expect(
            try template.resolve(variables(scenario, values))
                == "https://a.test/?code=a%2Fb+c&from=https%3A%2F%2Fb.test%2F%3Fa%3Db")
    }

    @Test("addresses are those of `goto`, of requests and `base`, and no other text")
    func places() throws {
        let scenario = try parsed(
            Sample(
                top: """
                    let: { x: a/b }
                    base: "https://a.test/${x}"
                    """,
                probes: """
                    probes:
                      p: { http: { get: "https://a.test/${x}?${uuid}", headers: { X-A: "${x}" }, body: "${x} " } }
                    """,
                end: """
                    then:
                      - http: { method: purge, url: "https://a.test/${x}", json: { a: "${x}" } }
                      - http: { post: "https://a.test/${x}", form: { a: "${x}" } }
                      - expect: { url: "**/${x}" }
                      - wait_for: { url: "**/${x}" }
                      - fill: { label: "${x}", with: "${x}" }
                    """
            ).text)
        var variables = try variables(scenario)
        variables.set("x", to: "a/b")
        guard case .http(let probe) = scenario.probe("p")?.kind, case .http(let first) = scenario.then[0].action,
            case .http(let second) = scenario.then[1].action, case .text(let body) = probe.body,
            case .form(let form) = second.request.body, case .json(let json) = first.request.body,
            case .expect(let expect) = scenario.then[2].action, case .url(let pattern) = expect.assertions[0].kind,
            case .waitFor(.url(let wait)) = scenario.then[3].action, case .fill(_, let text) = scenario.then[4].action
        else { throw Unexpected() }
        for address in [first.request.url, second.request.url, try #require(scenario.base)] {
            #expect(try address.resolve(variables) == "https://a.test/a%2Fb")
        }
        #expect(try probe.url.resolve(variables).hasPrefix("https://a.test/a%2Fb?"))
        for plain in [probe.headers[0].value, form[0].value, text] { #expect(try plain.resolve(variables) == "a/b") }
        #expect(try body.resolve(variables) == "a/b ")
        #expect(try json.resolve(variables) == ["a": "a/b"])
        for glob in [pattern, wait] { #expect(try glob.resolve(variables) == "**/a/b") }
    }
}
