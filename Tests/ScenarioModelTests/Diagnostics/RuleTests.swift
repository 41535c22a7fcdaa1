import ScenarioModel
import Testing

@Suite("What would make a false green")
struct RuleTests {
    static let triggers = [
        FaultCase("no-trigger", in: Sample(steps: "steps:\n  - reload\n  - «click: { testid: a }").text),
        FaultCase("no-trigger", in: Sample(steps: "steps: []").text.replacing("sample", with: "«sample")),
        FaultCase(
            "two-triggers",
            in: Sample(steps: "steps:\n  - trigger: { reload: }\n  - «trigger: { click: { testid: a } }").text),
        FaultCase("no-final", in: Sample.converge("within: 5s").replacing("converge", with: "«converge")),
        FaultCase("missing-key", in: "«" + Sample(converge: "").text),
        FaultCase("missing-key", in: "«" + Sample(steps: "").text),
    ]

    static let conditions = [
        FaultCase("vacuous", in: Sample.stage("probe: p, match: {}").replacing("done: {", with: "done: «{")),
        FaultCase(
            "vacuous", in: Sample.stage("probe: p, match: { exists: true }").replacing("done: {", with: "done: «{")),
        FaultCase("vacuous", in: Sample.stage("probe: p, path: $, match: {}").replacing("done: {", with: "done: «{")),
        FaultCase("vacuous", in: Sample.converge("within: 5s\nfinal: «{ probe: p, match: {} }")),
        FaultCase(
            "vacuous",
            in: Sample.converge("within: 5s\nnever: [«{ probe: p, match: {} }]\nfinal: { probe: p, match: { a: 1 } }")),
        FaultCase("vacuous", in: Sample.top("given: «{ probe: p, match: {} }")),
        FaultCase(
            "count-not-filtered",
            in: Sample(
                probes: "probes:\n  p: { http: { get: \"https://a.test\" } }",
                converge: "converge:\n  within: 5s\n  final: { probe: p, count: «$.a, exactly: 1 }"
            ).text),
        FaultCase(
            "count-not-filtered",
            in: Sample(
                top: "needs: { env: [A] }\nlet: { x: \"${env.A}\" }",
                probes: "probes:\n  p: { http: { get: \"${env.A}/${x}\" } }",
                converge: "converge:\n  within: 5s\n  final: { probe: p, count: «$.a, exactly: 1 }"
            ).text),
        FaultCase("count-of-members", in: Sample.stage("probe: p, count: «\"$.a[*].b\", exactly: 1")),
        FaultCase("count-of-members", in: Sample.stage("probe: p, count: «\"$.a[*].b\", changes_by: 1")),
        FaultCase(
            "count-of-members",
            in: Sample.stage("probe: p, count: «\"$.a[?@.id == '${correlation.id}'].b\", exactly: 1")),
        FaultCase("count-of-zero", in: Sample.stage("probe: p, count: «$.a, exactly: 0")),
        FaultCase("count-of-zero", in: Sample.stage("probe: p, count: «$.a, changes_by: 0")),
        FaultCase("no-baseline", in: Sample.top("given: { probe: p, count: «$.a, changes_by: 1 }")),
        FaultCase(
            "no-baseline",
            in: Sample(
                probes: "probes:\n  p: { http: { get: \"https://a.test/${order}\" } }",
                steps: "steps:\n  - trigger: { click: { testid: a } }\n    capture: { order: { from: url } }",
                converge: "converge:\n  within: 5s\n  final: { probe: p, count: «$.a, changes_by: 1 }"
            ).text),
        FaultCase(
            "no-baseline",
            in: Sample(
                top: "given: { probe: «p, match: { a: 1 } }",
                probes: "probes:\n  p: { http: { get: \"https://a.test/${order}\" } }",
                steps: "steps:\n  - trigger: { click: { testid: a } }\n  - capture: { order: { from: url } }"
            ).text),
        FaultCase("unknown-probe", in: Sample.stage("probe: «q, match: { a: 1 }")),
        FaultCase(
            "unknown-probe", in: Sample.then("- agree: { ui: { testid: a }, backend: { probe: «q, path: $.a } }")),
        FaultCase("unknown-probe", in: Sample.then("- capture: { a: { from: «responce } }")),
    ]

    static let stages = [
        FaultCase("unknown-stage", in: Sample.stage("probe: p, match: { a: 1 }, after: «dne")),
        FaultCase("unknown-stage", in: Sample.stage("probe: p, match: { a: 1 }, after: [«x, «y]")).twice,
        FaultCase("stage-cycle", in: Sample.stage("probe: p, match: { a: 1 }, after: «done")),
        FaultCase(
            "stage-cycle",
            in: Sample.converge(
                """
                within: 5s
                stages:
                  a: { probe: p, match: { a: 1 }, after: «c }
                  b: { probe: p, match: { b: 1 }, after: a }
                  c: { probe: p, match: { c: 1 }, after: [b] }
                  d: { probe: p, match: { c: 1 }, after: c }
                final: { probe: p, match: { a: 1 } }
                """)),
        FaultCase("budget-too-long", in: Sample.stage("probe: p, match: { a: 1 }, within: «11s")),
        FaultCase(
            "budget-contradiction",
            in: Sample.converge(
                """
                within: 10s
                stages:
                  a: { probe: p, match: { a: 1 }, within: 5s }
                  b: { probe: p, match: { b: 1 }, within: 5s, after: a }
                  c: { probe: p, match: { c: 1 }, within: «4s, after: [b, d] }
                  d: { probe: p, match: { d: 1 } }
                final: { probe: p, match: { a: 1 } }
                """)),
        FaultCase("settle-zero", in: Sample.converge("within: 5s\nsettle: «0s\nfinal: { probe: p, match: { a: 1 } }")),
        FaultCase(
            "duplicate-name", in: Sample.steps("- capture: { a: { from: url } }\n- capture: { «a: { from: url } }")),
        FaultCase("duplicate-name", in: Sample.steps("- capture: { «a: { from: url } }").withLet),
        FaultCase("no-base", in: Sample.steps("- goto: «/login")),
        FaultCase("no-base", in: Sample.steps("- goto: «app.test")),
        FaultCase("no-origins", in: Sample.top("correlation: { id: a, origins: «[] }")),
        FaultCase("bad-origin", in: Sample.top("correlation: { id: a, origins: [«\"https://a.test/app\"] }")),
        FaultCase("bad-origin", in: Sample.top("correlation: { id: a, origins: [«a.test] }")),
        FaultCase(
            "bad-origin", in: Sample.top("needs: { env: [A] }\ncorrelation: { id: a, origins: [«\"${env.A}/app\"] }")),
    ]

    @Test("no trigger, two of them, no end", arguments: triggers)
    func trigger(_ example: FaultCase) {
        #expect(ScenarioParser.parse(example.marked.text, file: "x.yaml").faults == example.expected)
    }

    @Test("a condition that proves nothing", arguments: conditions)
    func condition(_ example: FaultCase) {
        #expect(ScenarioParser.parse(example.marked.text, file: "x.yaml").faults == example.expected)
    }

    @Test("stages, names and addresses that do not fit together", arguments: stages)
    func stage(_ example: FaultCase) {
        #expect(ScenarioParser.parse(example.marked.text, file: "x.yaml").faults == example.expected)
    }

    @Test(
        "a count is this run's own when the probe or the path says so",
        arguments: [
            ("https://a.test/${correlation.id}", "$.a", "exactly"), ("https://a.test", "$.a", "changes_by"),
            ("https://a.test/${mail}", "$.a", "exactly"), ("https://a.test/${tenant}", "$.a", "exactly"),
            ("https://a.test", "$.a[?@.id == '${correlation.id}']", "exactly"),
        ])
    func filtered(_ url: String, _ path: String, _ comparison: String) throws {
        let scenario = try parsed(
            Sample(
                top: """
                    let: { user: "u-${run.id}", mail: "${user}@x.test" }
                    setup:
                      - http: { post: "https://a.test" }
                        capture: { tenant: $.id }
                    """,
                probes: "probes:\n  p: { http: { get: \"\(url)\" } }",
                converge: "converge:\n  within: 5s\n  final: { probe: p, count: \"\(path)\", \(comparison): 1 }"
            ).text)
        #expect(scenario.converge.final != nil)
    }

    @Test(
        "a count of one member of each thing is a warning that names the objects to count",
        arguments: [
            ("$.charges[*].amount", "$.charges[*]", "amount", "$.charges"),
            ("$.charges[*]['amount']", "$.charges[*]", "amount", "$.charges"),
            ("$.charges.*.amount", "$.charges.*", "amount", "$.charges"),
            ("$.charges[0:5].amount", "$.charges[0:5]", "amount", "$.charges[0:5]"),
            ("$.a.charges[?@.id == '${uuid}'].amount", "$.a.charges[?@.id == '${uuid}']", "amount", nil),
            ("$.orders[*].lines[*].price", "$.orders[*].lines[*]", "price", "$.orders[*].lines"),
        ])
    func countOfMembers(_ path: String, _ things: String, _ member: String, _ objects: String?) throws {
        let result = ScenarioParser.parse(
            Sample.stage("probe: p, count: \"\(path)\", exactly: 1"), file: "sample.yaml")
        let warning = try #require(result.diagnostics.first)
        #expect(result.scenario != nil && result.diagnostics.count == 1 && !warning.isError)
        #expect(warning.title == "with exactly one of `\(things)` this counts its `\(member)`, not how many there are")
        #expect(warning.remedy == "count the objects: \(objects ?? things)")
    }

    @Test(
        "a count of the things themselves is no warning, nor what is selected without being counted",
        arguments: [
            "count: $.charges, exactly: 1", "count: \"$.charges[*]\", exactly: 1", "count: $.stock, changes_by: -1",
            "count: \"$.charges[0].lines\", exactly: 2", "count: \"$..charges\", exactly: 1",
            "count: \"$.charges[?@.amount > 1]\", exactly: 1",
            "count: $.charges, identity: \"$.charges[*].id\", exactly: 1", "path: \"$.charges[*].ok\", match: true",
        ])
    func countOfThings(_ test: String) throws {
        _ = try parsed(Sample.stage("probe: p, \(test)"))
    }

    @Test("a step that cannot be read does not make the trigger missing")
    func brokenStep() {
        let broken = Sample(steps: "steps:\n  - triger: { click: { testid: a } }").text
        #expect(ScenarioParser.parse(broken, file: "x.yaml").faults == ["unknown-step 5:5"])
        let inner = Sample(steps: "steps:\n  - trigger: { click: { tesid: a } }").text
        #expect(ScenarioParser.parse(inner, file: "x.yaml").faults == ["unknown-key 5:25"])
    }

    @Test("a stage that cannot be read is known to the others")
    func brokenStage() {
        let text = Sample.converge(
            """
            within: 5s
            stages:
              a: { probe: p, mtch: { a: 1 } }
              b: { probe: p, match: { b: 1 }, after: a }
            final: { probe: p, match: { a: 1 } }
            """)
        #expect(ScenarioParser.parse(text, file: "x.yaml").faults == ["unknown-key 9:20"])
    }
}

extension FaultCase {
    /// With its code expected at both its marks.
    var twice: FaultCase {
        var twice = self
        twice.codes += codes
        return twice
    }
}

extension String {
    /// With a `let` of the name `a`.
    fileprivate var withLet: String { replacing("probes:\n", with: "let: { a: b }\nprobes:\n") }
}
