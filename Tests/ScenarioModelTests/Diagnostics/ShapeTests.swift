import ScenarioModel
import Testing

@Suite("The shape of a scenario")
struct ShapeTests {
    static let keys = [
        FaultCase("unknown-key", in: Sample.top("«outcom: x")),
        FaultCase("unknown-key", in: Sample.steps("- click: { testid: x, «colour: red }")),
        FaultCase("unknown-key", in: Sample.steps("- click: { testid: x }\n  «retries: 3")),
        FaultCase("unknown-key", in: Sample.steps("- fill: { label: Email, with: one, «two }")),
        FaultCase("unknown-key", in: Sample.stage("probe: p, match: { a: 1 }, «boundry: a -> b")),
        FaultCase("unknown-key", in: Sample.stage("probe: p, path: $.a, match: 1, «gte: 2")),
        FaultCase("unknown-key", in: Sample.top("needs: { «envs: [A] }")),
        FaultCase("unknown-key", in: Sample.top("correlation: { id: a, origins: [\"https://a.test\"], «cookie: x }")),
        FaultCase("unknown-key", in: Sample(probes: "probes:\n  p: { «get: \"https://a.test\" }").text),
        FaultCase(
            "unknown-key", in: Sample(probes: "probes:\n  p: { http: { get: \"https://a.test\", «query: a } }").text),
        FaultCase("duplicate-key", in: Sample.top("tags: [a]\n«tags: [b]")),
        FaultCase("duplicate-key", in: Sample.steps("- click: { testid: x, «testid: y }")),
        FaultCase(
            "duplicate-key", "duplicate-key",
            in: Sample.steps("- click: { testid: x, «testid: y }\n- click: { css: x, «css: y }")),
        FaultCase(
            "duplicate-key", "duplicate-key", in: Sample.top("tags: [a]\n«tags: [b]\n«tags: [c]")),
        FaultCase("missing-key", in: "«" + Sample().text.dropFirstLine),
        FaultCase("missing-key", in: Sample.stage("match: { a: 1 }").replacing("done: {", with: "done: «{")),
        FaultCase("missing-key", in: Sample.stage("probe: p, «path: $.a")),
        FaultCase("missing-key", in: Sample.stage("probe: p, «count: $.a")),
        FaultCase("missing-key", in: Sample.steps("- fill: «{ label: Email }")),
        FaultCase("missing-key", in: Sample.steps("- press: «{ label: Email }")),
        FaultCase("missing-key", in: Sample.steps("- select: «{ label: Email }")),
        FaultCase("missing-key", in: Sample.steps("- wait_for: «{}")),
        FaultCase("missing-key", in: Sample.steps("- http: «{ json: { a: 1 } }")),
        FaultCase("missing-key", in: Sample.steps("- http: { «url: \"https://a.test\" }")),
        FaultCase("missing-key", in: Sample.converge("«final: { probe: p, match: { a: 1 } }")),
        FaultCase("missing-key", in: Sample.then("- agree: «{ ui: { testid: a } }")),
        FaultCase("empty-value", in: Sample.steps("- goto:«")),
        FaultCase("empty-value", in: Sample.steps("- click:«")),
        FaultCase("empty-value", in: Sample.steps("- «click")),
        FaultCase("empty-value", in: Sample.steps("- expect: { testid: a, not: «{} }")),
        FaultCase("empty-value", in: Sample.steps("- expect: { testid: a, attribute: «{} }")),
        FaultCase("empty-value", in: Sample.top("let:\n  «a:")),
        FaultCase("empty-value", in: Sample(probes: "probes:\n  p: { command: { run: «[] } }").text),
    ]

    static let types = [
        FaultCase("wrong-type", in: Sample.top("tags: «billing")),
        FaultCase("wrong-type", in: Sample.top("let: «[a]")),
        FaultCase("wrong-type", in: "«- a\n- b\n"),
        FaultCase("wrong-type", in: "«just text\n"),
        FaultCase("wrong-type", in: Sample.steps("- click: «Save")),
        FaultCase("wrong-type", in: Sample.steps("- expect: «Saved")),
        FaultCase("wrong-type", in: Sample.steps("- wait_for: «5s")),
        FaultCase("wrong-type", in: Sample.steps("- goto: «{ url: a }")),
        FaultCase("wrong-type", in: Sample.steps("- goto: «[a]")),
        FaultCase("wrong-type", in: Sample.steps("- reload: «now")),
        FaultCase("wrong-type", in: Sample.steps("- expect: { testid: a, visible: «\"true\" }")),
        FaultCase("wrong-type", in: Sample.steps("- expect: { testid: a, count: «many }")),
        FaultCase("wrong-type", in: Sample.steps("- expect: { testid: a, count: «\"2\" }")),
        FaultCase("wrong-type", in: Sample.steps("- click: { testid: a, position: { x: «left, y: 1 } }")),
        FaultCase("wrong-type", in: Sample.steps("- «[reload]")),
        FaultCase("wrong-type", in: Sample.steps("- click: { testid: a }\n  capture: { x: «$.a }")),
        FaultCase("wrong-type", in: Sample.steps("- wait_for: { eval: a }\n  capture: { x: «$.a }")),
        FaultCase("wrong-value", in: Sample.steps("- wait_for: { url: a }\n  capture: { x: { from: «response } }")),
        FaultCase("wrong-type", in: Sample.top("? «[a]\n: b")),
        FaultCase("wrong-value", in: Sample.steps("- expect: { testid: a, visible: «yes }")),
        FaultCase("wrong-value", in: Sample.steps("- expect: { testid: a, visible: «False }")),
        FaultCase("wrong-value", in: Sample.steps("- expect: { testid: a, count: «-1 }")),
        FaultCase("wrong-value", in: Sample.steps("- dialog: «acept")),
        FaultCase("wrong-value", in: Sample.steps("- click: { role: checkbox, checked: «maybe }")),
        FaultCase("wrong-value", in: Sample.stage("probe: p, match: { a: 1 }, order: «loose")),
        FaultCase("wrong-value", in: Sample.stage("probe: p, match: { a: 1 }, boundary: «web")),
        FaultCase("wrong-value", in: Sample.stage("probe: p, match: { a: 1 }, boundary: «web ->")),
        FaultCase("wrong-value", in: Sample(probes: "probes:\n  p: { http: { get: «/look } }").text),
        FaultCase(
            "wrong-value", in: Sample(probes: "probes:\n  p: { http: { get: \"https://a.test\" }, absent: [«40] }").text
        ),
        FaultCase(
            "wrong-value", in: Sample.steps("- http: { get: \"https://a.test\" }\n  expect: { status: [200, «999] }")),
        FaultCase("wrong-value", in: Sample.top("base: «/app")),
        FaultCase("wrong-value", in: Sample.top("exclusive: «yes")),
        FaultCase("unknown-key", in: Sample.top("«exclusiv: true")),
        FaultCase("bad-duration", in: Sample.steps("- reload:\n  timeout: «5")),
        FaultCase("bad-duration", in: Sample.steps("- reload:\n  timeout: «5 parsecs")),
        FaultCase("bad-duration", in: Sample.steps("- reload:\n  timeout: «0s")),
        FaultCase("bad-duration", in: Sample.converge("within: «60\nfinal: { probe: p, match: { a: 1 } }")),
        FaultCase(
            "bad-duration", in: Sample.converge("within: 60s\npoll: [1s, «2]\nfinal: { probe: p, match: { a: 1 } }")),
        FaultCase("wrong-type", in: Sample.converge("within: 60s\npoll: «1s\nfinal: { probe: p, match: { a: 1 } }")),
        FaultCase("no-interpolation", in: Sample.steps("- reload:\n  timeout: «\"${uuid}\"")),
        FaultCase("no-interpolation", in: Sample.top("tags: [«\"${uuid}\"]")),
        FaultCase("no-interpolation", in: Sample.stage("probe: p, match: { «\"${uuid}\": 1 }")),
        FaultCase("bad-interpolation", in: Sample.steps("- goto: \"https://a.test/«${uuid\"")),
        FaultCase("bad-interpolation", in: Sample.steps("- goto: \"https://a.test/«${}\"")),
        FaultCase("bad-interpolation", in: Sample.steps("- goto: \"https://a.test/«${ uuid }\"")),
        FaultCase("bad-interpolation", in: Sample.steps("- goto: \"https://a.test/«${{ uuid }}\"")),
        FaultCase("bad-path", in: Sample.stage("probe: p, path: «a.b, match: 1")),
        FaultCase("bad-pattern", in: Sample.stage("probe: p, match: «{ a: { gte: 1, b: 2 } }")),
        FaultCase("bad-pattern", in: Sample.stage("probe: p, match: «{ a: { matches: \"(\" } }")),
        FaultCase(
            "bad-regex", in: Sample.steps("- capture: { a: { from: url, matches: «\"(\" } }")),
        FaultCase(
            "bad-regex", in: Sample.steps("- capture: { a: { from: url, matches: «\"(a)(b)\" } }")),
    ]

    @Test("a key that is unknown, missing, empty or twice there", arguments: keys)
    func key(_ example: FaultCase) {
        #expect(ScenarioParser.parse(example.marked.text, file: "x.yaml").faults == example.expected)
    }

    @Test("a value of another type, or out of range", arguments: types)
    func type(_ example: FaultCase) {
        #expect(ScenarioParser.parse(example.marked.text, file: "x.yaml").faults == example.expected)
    }

    @Test(
        "what was probably meant is offered",
        arguments: [
            (Sample.top("outcom: x"), "did you mean `outcome`?"),
            (Sample.steps("- clik: { testid: x }"), "did you mean `click`?"),
            (Sample.steps("- relaod"), "did you mean `reload`?"),
            (Sample.steps("- visit: a"), "did you mean `goto`?"),
            (Sample.stage("probe: p, match: { a: 1 }, boundry: a -> b"), "did you mean `boundary`?"),
            (Sample.top("tags: billing"), "[billing]"),
            (Sample.steps("- expect: { testid: a, visible: no }"), "false"),
            (Sample.steps("- reload:\n  timeout: 5"), "5s"),
            (Sample.steps("- reload:\n  timeout: 1500"), "1500ms"),
            (Sample.converge("within: 1:30\nfinal: { probe: p, match: { a: 1 } }"), "1m30s"),
            (Sample.steps("- click: Save"), "{ text: \"Save\" }"),
        ])
    func suggestion(_ text: String, _ suggestion: String) throws {
        let diagnostic = try #require(ScenarioParser.parse(text, file: "x.yaml").diagnostics.first)
        #expect(diagnostic.suggestion == suggestion)
    }
}

extension String {
    /// Without its first line.
    var dropFirstLine: String { String(drop { $0 != "\n" }.dropFirst()) }
}
