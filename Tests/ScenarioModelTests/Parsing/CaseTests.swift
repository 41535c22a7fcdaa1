import JSONKit
import ScenarioModel
import Testing

@Suite("Cases")
struct CaseTests {
    private static let text = Sample(
        top: """
            cases:
              - { plan: pro, seats: 3, trial: false, user: { name: Ada, age: 36 }, code: "007" }
              - { plan: team, seats: 30, trial: true, user: { name: Grace, age: 37 }, code: 7 }
            let: { label: "${case.plan}-${case.seats}", seats: "${case.seats}" }
            """,
        steps: """
            steps:
              - fill: { label: Name, with: "${case.user.name}" }
              - http: { post: "https://a.test", json: { user: "${case.user}", trial: "${case.trial}", code: "${case.code}" } }
              - trigger: { click: { testid: go } }
            """
    ).text

    private func variables(_ scenario: Scenario, _ index: Int) throws -> Variables {
        try scenario.variables(
            environment: RunEnvironment(), run: RunIdentity(id: "r"), for: scenario.cases[index])
    }

    @Test("each has its values, with their types, and a label to tell it by")
    func values() throws {
        let scenario = try parsed(Self.text)
        #expect(scenario.cases.count == 2)
        #expect(
            scenario.cases.map(\.label) == [
                "plan: pro, seats: 3, trial: false, user: { name: Ada, age: …",
                "plan: team, seats: 30, trial: true, user: { name: Grace, ag…",
            ])
        let first = try variables(scenario, 0)
        #expect(first["case.plan"] == "pro")
        #expect(first["case.user"] == ["name": "Ada", "age": 36])
        #expect(first["case.user.age"] == 36)
        #expect(first["case.code"] == "007")
        #expect(first["label"] == "pro-3" && first["seats"] == 3)
        let second = try variables(scenario, 1)
        #expect(second["label"] == "team-30" && second["case.trial"] == true)
        guard case .http(let http) = scenario.steps[1].action, case .json(let body) = http.request.body else {
            throw Unexpected()
        }
        #expect(
            try body.resolve(second) == ["user": ["name": "Grace", "age": 37], "trial": true, "code": 7])
    }

    @Test("a short case is its own label")
    func label() throws {
        let scenario = try parsed(Sample.top("cases: [{ plan: pro }, { plan: team }]"))
        #expect(scenario.cases.map(\.label) == ["plan: pro", "plan: team"])
        #expect(scenario.cases[0].span == SourceSpan(line: 2, column: 9, length: 13))
    }

    @Test("a run of none of them is an error, and a scenario without cases has none")
    func none() throws {
        let scenario = try parsed(Self.text)
        let error = #expect(throws: ResolutionError.self) {
            try scenario.variables(environment: RunEnvironment(), run: RunIdentity(id: "r"))
        }
        #expect(error?.message == "the scenario has cases, and the run is of none of them")
        #expect(error?.span.line == 3)
        #expect(try parsed(Sample().text).cases.isEmpty)
    }

    static let faults = [
        FaultCase("empty-value", in: Sample.top("cases: «[]")),
        FaultCase("empty-value", in: Sample.top("cases: [«{}]")),
        FaultCase("empty-value", in: Sample.top("cases: [{ a: «null }]")),
        FaultCase("empty-value", in: Sample.top("cases: [{ a: «{} }]")),
        FaultCase("wrong-type", in: Sample.top("cases: «{ a: 1 }")),
        FaultCase("wrong-type", in: Sample.top("cases: [«pro]")),
        FaultCase("wrong-type", in: Sample.top("cases: [{ a: «[1] }]")),
        FaultCase("wrong-type", in: Sample.top("cases: [{ a: { b: «{ c: 1 } } }]")),
        FaultCase("bad-name", in: Sample.top("cases: [{ «a.b: 1 }]")),
        FaultCase("bad-name", in: Sample.top("cases: [{ a: { «\"b c\": 1 } }]")),
        FaultCase("no-interpolation", in: Sample.top("cases: [{ a: «\"${uuid}\" }]")),
        FaultCase("cases-differ", "cases-differ", in: Sample.top("cases: [{ a: 1 }, «{ «b: 1 }]")),
        FaultCase("cases-differ", in: Sample.top("cases: [{ a: 1 }, { a: 2, «b: 1 }]")),
        FaultCase("cases-differ", in: Sample.top("cases: [{ a: { b: 1, c: 2 } }, «{ a: { b: 2 } }]")),
        FaultCase("cases-differ", in: Sample.top("cases: [{ a: 1 }, { «a: { b: 2 } }]")),
        FaultCase("duplicate-case", in: Sample.top("cases: [{ a: 1 }, { a: 2 }, «{ a: 1 }]")),
        FaultCase("secret-in-clear", in: Sample.top("cases: [{ «password: hunter2 }]")),
        FaultCase("secret-in-clear", in: Sample.top("cases: [{ login: { user: a, «password: hunter2 } }]")),
        FaultCase("secret-in-clear", in: Sample.top("cases: [{ login: { user: a, «apiKey: 123456 } }]")),
        FaultCase(
            "secret-in-clear", "secret-in-clear",
            in: Sample.top("cases: [{ login: { «password: a } }, { login: { «password: b } }]")),
        FaultCase("secret-in-clear", in: Sample.top("cases: [{ «credentials: { user: a, password: hunter2 } }]")),
        FaultCase("unknown-variable", in: Sample.top("cases: [{ plan: pro }]\nlet: { a: \"«${case.plam}\" }")),
        FaultCase("unknown-variable", in: Sample.top("cases: [{ plan: pro }]\nlet: { a: \"«${plan}\" }")),
    ]

    @Test("what makes no sense is refused at its place", arguments: faults)
    func refused(_ example: FaultCase) {
        #expect(ScenarioParser.parse(example.marked.text, file: "x.yaml").faults == example.expected)
    }

    @Test("a secret that a case writes down is one in clear where it is used")
    func secret() {
        let text = Sample(
            top: "cases: [{ word: hunter2 }]",
            steps: "steps:\n  - fill: { label: Password, with: \"${case.word}\" }\n  - trigger: { reload: }"
        ).text
        #expect(ScenarioParser.parse(text, file: "x.yaml").faults == ["secret-in-clear 6:36"])
    }

    @Test("a secret inside a case is told by its whole name")
    func secretMember() throws {
        let text = Sample.top("cases: [{ login: { user: a, password: hunter2 } }]")
        let diagnostic = try #require(ScenarioParser.parse(text, file: "x.yaml").diagnostics.first)
        #expect(diagnostic.title == "`login.password` looks like a secret written in clear")
    }

    @Test("the nearest name of a case is offered")
    func nearest() throws {
        let text = Sample.top("cases: [{ plan: pro }]\nlet: { a: \"${plan}\" }")
        let diagnostic = try #require(ScenarioParser.parse(text, file: "x.yaml").diagnostics.first)
        #expect(diagnostic.suggestion == "did you mean `${case.plan}`?")
    }
}
