import ScenarioModel
import Testing

@Suite("Steps that cannot be right")
struct StepFaultTests {
    static let steps = [
        FaultCase("unknown-step", in: Sample.steps("- «clik: { testid: x }")),
        FaultCase("unknown-step", in: Sample.steps("- «relaod")),
        FaultCase("unknown-step", in: Sample.steps("- «name: x")),
        FaultCase("unknown-step", in: Sample.steps("- «{}")),
        FaultCase("unknown-step", in: Sample.steps("- «if: { testid: x }\n  do: []")),
        FaultCase("two-verbs", in: Sample.steps("- click: { testid: x }\n  «hover: { testid: x }")),
        FaultCase("two-verbs", in: Sample.steps("- click: { testid: x }\n  «expect: { testid: x }")),
        FaultCase("no-locator", in: Sample.steps("- click: «{}")),
        FaultCase("no-locator", in: Sample.steps("- click: «{ exact: true }")),
        FaultCase("no-locator", in: Sample.steps("- expect: «{ visible: true }")),
        FaultCase("no-locator", in: Sample.steps("- expect: «{ url: a, visible: true }")),
        FaultCase("two-locators", in: Sample.steps("- click: { role: button, «text: Save }")),
        FaultCase("two-locators", in: Sample.steps("- expect: { testid: a, «css: b, text: c }")),
        FaultCase("conflicting-keys", in: Sample.steps("- click: { testid: a, «name: b }")),
        FaultCase("conflicting-keys", in: Sample.steps("- click: { testid: a, nth: 1, «last: true }")),
        FaultCase("conflicting-keys", in: Sample.steps("- expect: { testid: a, not: { text: b, «visible: true } }")),
        FaultCase("conflicting-keys", in: Sample.steps("- wait_for: { url: a, «eval: b }")),
        FaultCase(
            "conflicting-keys", in: Sample.steps("- http: { get: \"https://a.test\", «post: \"https://a.test\" }")),
        FaultCase(
            "conflicting-keys", in: Sample.steps("- http: { get: \"https://a.test\", «url: \"https://a.test\" }")),
        FaultCase("conflicting-keys", in: Sample.steps("- http: { post: \"https://a.test\", json: {}, «body: a }")),
        FaultCase(
            "conflicting-keys",
            in: Sample(steps: "steps:\n  - trigger: { click: { testid: a } }\n    «optional: true").text),
        FaultCase(
            "conflicting-keys", in: Sample(steps: "steps:\n  - trigger: { click: { testid: a }, «optional: true }").text
        ),
        FaultCase("conflicting-keys", in: Sample.steps("- expect: { testid: a, «url: b }")),
        FaultCase("conflicting-keys", in: Sample.steps("- expect: { css: a, «title: b }")),
        FaultCase("conflicting-keys", in: Sample.steps("- expect: { testid: a, not: { «title: b } }")),
        FaultCase("no-locator", in: Sample.steps("- type: «{ with: a, nth: 1 }")),
        FaultCase("no-locator", in: Sample.steps("- press: «{ key: a, exact: true }")),
        FaultCase("no-effect", in: Sample.steps("- expect: { url: a, «nth: 1 }")),
        FaultCase("conflicting-keys", in: Sample.stage("probe: p, count: $.a, exactly: 1, «match: { a: 1 }")),
        FaultCase("conflicting-keys", in: Sample.stage("probe: p, match: { a: 1 }, «exactly: 1")),
        FaultCase("conflicting-keys", in: Sample.stage("probe: p, count: $.a, exactly: 1, «changes_by: 1")),
        FaultCase(
            "conflicting-keys",
            in: Sample(
                probes: """
                    probes:
                      p:
                        http: { get: "https://a.test/${uuid}" }
                        «command: { run: [ls] }
                    """
            ).text),
        FaultCase("missing-key", in: Sample.steps("- use: «{ with: { a: b } }")),
        FaultCase("empty-value", in: Sample.steps("- use: «\"\"")),
        FaultCase("wrong-type", in: Sample.steps("- use: «[a.yaml]")),
        FaultCase("no-interpolation", in: Sample.steps("- use: «\"${uuid}.yaml\"")),
        FaultCase("file-not-found", in: Sample.steps("- use: «nowhere/at/all.yaml")),
        FaultCase("fragment-outside", in: Sample.steps("- use: «/nowhere/at/all.yaml")),
        FaultCase("unknown-key", in: Sample.steps("- expect: { probe: p, match: { a: 1 }, «visible: true }")),
        FaultCase("missing-key", in: Sample.steps("- expect: { probe: p, «count: $.a }")),
        FaultCase("missing-key", in: Sample.steps("- expect: «{ probe: p }")),
        FaultCase("no-baseline", in: Sample.steps("- expect: { probe: p, count: «$.a, changes_by: 1 }")),
        FaultCase("vacuous", in: Sample.steps("- expect: «{ probe: p, match: {} }")),
        FaultCase("unknown-probe", in: Sample.steps("- expect: { probe: «q, match: { a: 1 } }")),
        FaultCase("missing-key", in: Sample(probes: "probes:\n  p: { file: «{ containing: a } }").text),
        FaultCase("empty-value", in: Sample(probes: "probes:\n  p: { file: { glob: «\"\" } }").text),
        FaultCase("wrong-value", in: Sample(probes: "probes:\n  p: { file: { glob: «out/ } }").text),
        FaultCase("empty-value", in: Sample(probes: "probes:\n  p: { file: { glob: a, containing: «\"\" } }").text),
        FaultCase("unknown-key", in: Sample(probes: "probes:\n  p: { file: { glob: a, «contains: b } }").text),
        FaultCase("no-effect", in: Sample(probes: "probes:\n  p: { file: { glob: a }, «absent: [404] }").text),
        FaultCase("no-effect", in: Sample.steps("- click: { testid: a, «exact: true }")),
        FaultCase("no-effect", in: Sample.steps("- click: { testid: a, «first: false }")),
        FaultCase("no-effect", in: Sample.stage("probe: p, match: { a: 1 }, «identity: $.id")),
        FaultCase("no-effect", in: Sample.stage("probe: p, count: $.a, exactly: 1, «redelivery: forbidden")),
        FaultCase(
            "no-effect", in: Sample.steps("- capture: { a: { from: { testid: x }, «path: $.a } }")),
        FaultCase(
            "no-effect",
            in: Sample(probes: "probes:\n  p: { http: { get: \"https://a.test\" }, «skew: 5ms }").text),
        FaultCase("bad-name", in: Sample.top("let: { «a.b: c }")),
        FaultCase("bad-name", in: Sample.top("let: { «uuid: c }")),
        FaultCase("bad-name", in: Sample.top("let: { «env: c }")),
        FaultCase("bad-name", in: Sample.steps("- capture: { «1: { from: url } }")),
        FaultCase("bad-name", in: Sample.top("needs: { env: [«APP-URL] }")),
        FaultCase("bad-name", in: Sample.top("").replacing("scenario: sample", with: "scenario: «../x")),
        FaultCase(
            "bad-name", "unknown-probe", "unknown-probe",
            in: Sample(probes: "probes:\n  «url: { http: { get: \"https://a.test\" } }").text
                .replacing("probe: p", with: "probe: «p")),
        FaultCase(
            "bad-name", in: Sample.steps("- http:\n    get: https://a.test\n    headers: { «a b: c }")),
        FaultCase(
            "bad-name",
            in: Sample.top("correlation: { id: a, origins: [\"https://a.test\"], header: «X Correlation ID }")),
        FaultCase(
            "bad-name", in: Sample.top("correlation: { id: a, origins: [\"https://a.test\"], header: «\"\" }")),
        FaultCase(
            "bad-name",
            in: Sample.top("correlation: { id: a, origins: [\"https://a.test\"], header: «\"x-$${a}\" }")),
        FaultCase(
            "bad-name",
            in: Sample.top("correlation: { id: a, origins: [\"https://a.test\"], header: «\"x ${run.id}\" }")),
    ]

    static let places = [
        FaultCase("wrong-place", in: Sample(end: "setup:\n  - «click: { testid: x }").text),
        FaultCase("wrong-place", in: Sample(end: "teardown:\n  - «reload").text),
        FaultCase("wrong-place", in: Sample(end: "teardown:\n  - «expect: { url: x }").text),
        FaultCase("wrong-place", in: Sample(end: "setup:\n  - capture: { «a: { from: url } }").text),
        FaultCase(
            "wrong-place", in: Sample(end: "teardown:\n  - capture: { «a: { from: { testid: b } } }").text),
        FaultCase(
            "wrong-place", in: Sample.steps("- group: { name: a, do: [reload] }\n  «capture: { a: { from: url } }")),
        FaultCase("wrong-place", in: Sample.then("- «trigger: { click: { testid: x } }")),
        FaultCase(
            "wrong-place", in: Sample.steps("- group: { name: a, do: [{ «trigger: { click: { testid: x } } }] }")),
        FaultCase(
            "wrong-place", in: Sample.steps("- «agree: { ui: { testid: a }, backend: { probe: p, path: $.a } }")),
        FaultCase("wrong-place", in: Sample(steps: "steps:\n  - trigger: { «expect: { testid: x } }").text),
        FaultCase("wrong-place", in: Sample(steps: "steps:\n  - trigger:\n      «http: { get: a }").text),
        FaultCase("wrong-place", in: Sample(steps: "steps:\n  - trigger: { «capture: { a: { from: url } } }").text),
        FaultCase(
            "wrong-place",
            in: Sample(
                steps:
                    "steps:\n  - trigger: { capture: { a: { from: url } }, click: { testid: a }, «expect: { css: b } }"
            ).text),
    ]

    static let pending = [
        FaultCase("not-supported-yet", in: Sample.steps("- «upload: { testid: a, files: [b] }")),
        FaultCase("not-supported-yet", in: Sample.steps("- «upload")),
        FaultCase("not-supported-yet", in: Sample.steps("- «drag: { testid: a, to: { testid: b } }")),
        FaultCase("not-supported-yet", in: Sample.steps("- «download: { click: { testid: b } }")),
        FaultCase("not-supported-yet", in: Sample.steps("- «totp: { label: a, with: b }")),
        FaultCase("not-supported-yet", in: Sample.steps("- «in: { session: b, do: [reload] }")),
        FaultCase(
            "not-supported-yet", in: Sample.steps("- «in: { tab: { opened_by: { click: { css: a } } }, do: [] }")),
        FaultCase("not-supported-yet", in: Sample.steps("- click: { testid: a, «frame: { css: b } }")),
        FaultCase("not-supported-yet", in: Sample.steps("- wait_for: { «request: \"**/api\" }")),
        FaultCase("not-supported-yet", in: Sample.steps("- wait_for: { «response: { url: a, status: 200 } }")),
        FaultCase("not-supported-yet", in: Sample.steps("- click: { role: checkbox, checked: «mixed }")),
        FaultCase("not-supported-yet", in: Sample.top("idempotent: «true")),
        FaultCase("not-supported-yet", in: Sample(probes: "probes:\n  p: { «sql: { query: a } }").text),
        FaultCase("not-supported-yet", in: Sample(probes: "probes:\n  p: { «kafka: { topic: a } }").text),
    ]

    static let addresses = [
        FaultCase("captured-host", in: captured("https://«${x}/a")),
        FaultCase("captured-host", in: captured("https://«${x}.a.test/")),
        FaultCase("captured-host", in: captured("https://team-«${x}.a.test/")),
        FaultCase("captured-host", in: captured("https://www.«${x}/?a=b")),
        FaultCase("captured-host", in: captured("https://a.test:«${x}/")),
        FaultCase("captured-host", in: captured("https://me@«${x}/")),
        FaultCase("captured-host", in: captured("«${x}://a.test/")),
        FaultCase("captured-host", in: captured("http«${x}://a.test/")),
        FaultCase(
            "captured-host",
            in: Sample(
                probes: "probes:\n  p: { http: { get: \"https://«${x}/${correlation.id}\" } }",
                steps: "steps:\n  - trigger: { click: { testid: a } }\n    capture: { x: { from: url } }"
            ).text),
        FaultCase(
            "captured-host",
            in: Sample(
                end: "setup:\n  - http: { get: \"https://a.test\" }\n    capture: { x: $.a }\n"
                    + "teardown:\n  - http: { delete: \"https://«${x}/\" }"
            ).text),
    ]

    private static func captured(_ address: String) -> String {
        Sample(
            top: "base: https://a.test", end: "then:\n  - capture: { x: { from: url } }\n  - goto: \"\(address)\""
        ).text
    }

    @Test("a captured text where a host, a port or a scheme stands", arguments: addresses)
    func address(_ example: FaultCase) {
        #expect(ScenarioParser.parse(example.marked.text, file: "x.yaml").faults == example.expected)
    }

    @Test(
        "a captured text where it may be a path, a parameter, a user or the whole address",
        arguments: [
            "${x}", "${x}/a", "${x}?a=b", "${env.SITE}${x}", "${env.SITE}/${x}", "https://a.test${x}",
            "https://a.test${x}.json", "https://a.test:80${x}", "https://a.test/${x}", "https://a.test?b=${x}",
            "https://me:${x}@a.test/", "https://${x}:pw@a.test/", "https://${env.HOST}${x}", "https://${env.HOST}/${x}",
            "https://a.test/?to=https://${x}", "https://${uuid}.a.test/${x}",
        ])
    func harmless(_ address: String) throws {
        let text = Self.captured(address)
            .replacing("scenario: sample", with: "scenario: sample\nneeds: { env: [SITE, HOST] }")
        #expect(ScenarioParser.parse(text, file: "x.yaml").faults == [])
    }

    @Test(
        "only what this version carries out is offered",
        arguments: [
            "- if: { testid: x }", "- uplod: { testid: x }", "- totpp: x", "- click: { testid: x, colour: red }",
            "- wait_for: 5s", "- wait_for: {}",
        ])
    func offered(_ step: String) throws {
        let diagnostic = try #require(ScenarioParser.parse(Sample.steps(step), file: "x.yaml").diagnostics.first)
        let words = (diagnostic.remedy + " " + (diagnostic.suggestion ?? ""))
            .split { !$0.isLetter && $0 != "_" }.map(String.init)
        let pending: Set = ["upload", "drag", "download", "totp", "in", "frame", "request", "response"]
        #expect(pending.isDisjoint(with: words), "\(diagnostic.remedy)")
    }

    @Test("are refused at their place", arguments: steps)
    func step(_ example: FaultCase) {
        #expect(ScenarioParser.parse(example.marked.text, file: "x.yaml").faults == example.expected)
    }

    @Test("a step that cannot stand in its section", arguments: places)
    func place(_ example: FaultCase) {
        #expect(ScenarioParser.parse(example.marked.text, file: "x.yaml").faults == example.expected)
    }

    @Test("what this version does not carry out is refused, not run", arguments: pending)
    func notYet(_ example: FaultCase) {
        #expect(ScenarioParser.parse(example.marked.text, file: "x.yaml").faults == example.expected)
    }
}
