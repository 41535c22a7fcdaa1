import ScenarioModel
import Testing

@Suite("Variables and secrets of a scenario")
struct VariableTests {
    static let unknown = [
        FaultCase("unknown-variable", in: Sample.steps("- goto: \"https://a.test/«${uid}\"")),
        FaultCase("unknown-variable", in: Sample.steps("- goto: https://a.test/«${a}/«${b}")).twice,
        FaultCase("unknown-variable", in: Sample.steps("- eval: |\n    one()\n    two('«${x}')\n- reload")),
        FaultCase("unknown-variable", in: Sample.steps("- eval: \"$${x} «${x}\"")),
        FaultCase("unknown-variable", in: Sample.top("let: { a: \"«${b}\", b: c }")),
        FaultCase("unknown-variable", in: Sample.top("let: { a: \"«${a}\" }")),
        FaultCase("unknown-variable", in: Sample.top("let: { a: { b: [1, \"«${c}\"] } }")),
        FaultCase(
            "unknown-variable",
            in: Sample.top("correlation: { id: \"«${correlation.id}\", origins: [\"https://a.test\"] }")),
        FaultCase("unknown-variable", in: Sample.steps("- goto: https://a.test/«${case.plan}")),
        FaultCase(
            "unknown-variable",
            in: Sample.steps("- goto: https://a.test/«${x}\n- capture: { x: { from: url } }")),
        FaultCase(
            "unknown-variable",
            in: Sample.steps("- reload:\n  capture: { x: { from: { css: \"«${x}\" } } }")),
        FaultCase(
            "unknown-variable",
            in: Sample(end: "then:\n  - capture: { x: { from: url } }").text
                .replacing("look?id=", with: "look?x=«${x}&id=")),
        FaultCase(
            "unknown-variable",
            in: Sample(
                top: "given: { probe: p, match: { a: \"«${x}\" } }",
                steps: "steps:\n  - trigger: { click: { testid: a } }\n  - capture: { x: { from: url } }"
            ).text),
        FaultCase("unknown-variable", in: Sample.steps("- goto: \"https://a.test/«${inputs.plan}\"")),
        FaultCase(
            "unknown-variable",
            in: Sample(
                probes: "probes:\n  p: { http: { get: \"https://a.test/${order}\" } }",
                steps: """
                    steps:
                      - expect: { probe: «p, match: { a: 1 } }
                      - trigger: { click: { testid: a } }
                      - capture: { order: { from: url } }
                    """
            ).text),
        FaultCase(
            "unknown-variable",
            in: Sample(
                probes: "probes:\n  p: { http: { get: \"https://a.test/${order}\" } }",
                steps: """
                    steps:
                      - capture: { state: { from: «p, path: $.state } }
                      - trigger: { click: { testid: a } }
                        capture: { order: { from: url } }
                    """
            ).text),
        FaultCase("undeclared-variable", in: Sample.steps("- goto: \"«${env.APP_URL}/a\"")),
        FaultCase(
            "undeclared-variable", in: Sample.steps("- fill: { label: a, with: \"«${secrets.TEST_PASSWORD}\" }")),
        FaultCase(
            "undeclared-variable",
            in: Sample(top: "needs: { env: [APP_URL] }", end: "then: [goto: \"«${env.APP_URI}\"]").text),
    ]

    static let secrets = [
        FaultCase("secret-in-clear", in: Sample.top("let: { password: «hunter2 }")),
        FaultCase("secret-in-clear", in: Sample.top("let: { «apiKey: 123456 }")),
        FaultCase("secret-in-clear", in: Sample.top("let: { login: { user: a, password: «hunter2 } }")),
        FaultCase("secret-in-clear", in: Sample.top("let: { users: [{ login: { «pwd: 123456 } }] }")),
        FaultCase("secret-in-clear", "secret-in-clear", in: Sample.top("let: { token: [«abc, «def] }")),
        FaultCase(
            "secret-in-clear",
            in: Sample.top("needs: { env: [PW] }\nlet: { login: { password: «\"x-${env.PW}\" } }")),
        FaultCase("secret-in-clear", in: Sample.steps("- fill: { label: Password, with: «hunter2 }")),
        FaultCase("secret-in-clear", in: Sample.steps("- type: { css: \"[name=password]\", with: «hunter2 }")),
        FaultCase(
            "secret-in-clear",
            in: Sample(top: "let: { p: hunter2 }", end: "then: [fill: { label: Password, with: «\"${p}\" }]").text),
        FaultCase(
            "secret-in-clear",
            in: Sample(top: "needs: { env: [PW] }", end: "then: [fill: { label: Password, with: «\"${env.PW}\" }]").text
        ),
        FaultCase(
            "secret-in-clear",
            in: Sample.then("- http: { get: \"https://a.test\", headers: { Authorization: «Bearer abc } }")),
        FaultCase(
            "secret-in-clear", in: Sample.then("- http: { get: \"https://a.test\", auth: { bearer: «abcdef } }")),
        FaultCase(
            "secret-in-clear",
            in: Sample.then("- http: { get: \"https://a.test\", auth: { basic: { user: a, password: «b } } }")),
        FaultCase(
            "secret-in-clear",
            in: Sample.then("- http: { post: \"https://a.test\", json: { user: { accessToken: «abc } } }")),
        FaultCase(
            "secret-in-clear",
            in: Sample.then("- http: { post: \"https://a.test\", form: { client_secret: «abc } }")),
        FaultCase("secret-in-clear", in: Sample.then("- http: { get: «\"https://a.test?token=abc&x=${uuid}\" }")),
        FaultCase(
            "secret-in-clear", in: Sample.then("- http: { get: «\"https://a.test/verify?id=1&api_key=abcdef\" }")),
        FaultCase(
            "secret-in-clear", "secret-in-clear",
            in: Sample.then("- http: { get: ««\"https://a.test?token=abc&x=${uuid}&api_key=abcdef\" }")),
        FaultCase("secret-in-clear", in: Sample.then("- http: { get: «\"https://me:hunter2@a.test\" }")),
        FaultCase(
            "secret-in-clear",
            in: Sample(probes: "probes:\n  p: { command: { run: [psql, --password, «hunter2] } }").text),
        FaultCase(
            "secret-in-clear",
            in: Sample(probes: "probes:\n  p: { command: { run: [curl, «--token=abc] } }").text),
    ]

    @Test("one that stands for nothing, or not yet", arguments: unknown)
    func refusedVariable(_ example: FaultCase) {
        #expect(ScenarioParser.parse(example.marked.text, file: "x.yaml").faults == example.expected)
    }

    @Test("a secret that is written in clear", arguments: secrets)
    func refusedSecret(_ example: FaultCase) {
        #expect(ScenarioParser.parse(example.marked.text, file: "x.yaml").faults == example.expected)
    }

    @Test(
        "what is no secret in clear passes in a step",
        arguments: [
            "- fill: { label: Password, with: \"${uuid}\" }",
            "- fill: { label: Password, with: \"${secrets.PW}\" }",
            "- fill: { label: Password, with: \"a-${secrets.PW}\" }",
            "- fill: { label: Email, with: \"me@x.test\" }",
            "- http: { get: \"https://a.test\", headers: { Authorization: \"Bearer ${secrets.PW}\" } }",
            "- http: { get: \"https://a.test?token=${secrets.PW}\" }",
            "- http: { post: \"https://a.test\", json: { tokenURL: \"https://a.test\" } }",
            "- http: { get: \"https://user:${secrets.PW}@a.test\" }",
        ])
    func noSecret(_ step: String) throws {
        let scenario = try parsed(Sample(top: "needs: { secrets: [PW] }", end: "then:\n  \(step)").text)
        #expect(scenario.then.count == 1)
    }

    @Test(
        "what is no secret in clear passes in a value",
        arguments: [
            "let: { login: { user: a, password: \"${secrets.PW}\" } }",
            "let: { login: { password: \"${uuid}\", token: [\"a-${secrets.PW}\"] } }",
            "let: { login: { password: true, hint: hunter2, tokenURL: \"https://a.test\" } }",
            "cases: [{ login: { user: a, wants_password: true } }]",
            "cases: [{ has_password: false }]",
            "cases: [{ login: { user: a, hint: hunter2 } }]",
        ])
    func noSecretInside(_ top: String) throws {
        #expect(try parsed(Sample.top("needs: { secrets: [PW] }\n\(top)")).name == "sample")
    }

    @Test(
        "the nearest known one is offered, or where it gets its value",
        arguments: [
            ("- goto: \"https://a.test/${uid}\"", "did you mean `${uuid}`?", "write ${uuid}"),
            ("- goto: \"https://a.test/${id}\"", "did you mean `${run.id}`?", "write ${run.id}"),
        ])
    func nearest(_ step: String, _ suggestion: String, _ remedy: String) throws {
        let diagnostic = try #require(ScenarioParser.parse(Sample.steps(step), file: "x.yaml").diagnostics.first)
        #expect(diagnostic.suggestion == suggestion)
        #expect(diagnostic.remedy == remedy)
    }

    @Test("a probe may need what the trigger brings")
    func lateCapture() throws {
        let scenario = try parsed(
            Sample(
                probes: "probes:\n  p: { http: { get: \"https://a.test/${order}\" } }",
                steps: "steps:\n  - trigger: { click: { testid: a } }\n  - capture: { order: { from: url } }"
            ).text)
        #expect(scenario.lateCaptures == ["order"])
        #expect(scenario.lateCaptures(neededBy: "p") == ["order"])
    }
}
