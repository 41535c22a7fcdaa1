import Convergence
import JSONKit
import ScenarioModel
import Testing

@Suite("Filling in variables")
struct ResolutionTests {
    private var variables: Variables {
        var variables = Variables(
            run: RunIdentity(
                id: "r1", started: "2026-01-31T12:00:00.000Z", uuid: "u-1", traceID: String(repeating: "a", count: 32)),
            env: ["APP_URL": "https://app.test"],
            secrets: ["PW": "hunter22"],
            cases: ["plan": "pro"],
            now: { "2026-01-31T12:00:01.000Z" }
        )
        variables.correlationID = "c-1"
        variables.set("n", to: 3)
        variables.set("list", to: [1, "a"])
        variables.set("tenant", to: "it's")
        return variables
    }

    /// A template as it reads in a file.
    private func template(_ text: String) throws -> Template {
        let scenario = try parsed(Sample(top: Self.known, end: "then:\n  - eval: '\(text)'").text)
        guard case .eval(let template) = scenario.then[0].action else { throw Unexpected() }
        return template
    }

    private static let known = """
        needs: { env: [APP_URL], secrets: [PW] }
        let: { n: 1, list: [], tenant: a }
        """

    @Test(
        "each kind of name",
        arguments: [
            ("${env.APP_URL}/a", "https://app.test/a"), ("x${secrets.PW}", "xhunter22"), ("${run.id}", "r1"),
            ("${run.started}", "2026-01-31T12:00:00.000Z"), ("${now}", "2026-01-31T12:00:01.000Z"), ("${uuid}", "u-1"),
            ("${correlation.id}", "c-1"), ("${correlation.trace_id}", String(repeating: "a", count: 32)),
            ("n=${n}", "n=3"), ("${list}!", "[1,\"a\"]!"), ("$${n} costs $5", "${n} costs $5"), ("", ""),
            ("$", "$"), ("$$", "$$"), ("${n}${n}", "33"),
        ])
    func names(_ text: String, _ expected: String) throws {
        #expect(try template(text).resolve(variables) == expected)
    }

    @Test("a whole value keeps its type")
    func wholeValue() throws {
        #expect(try template("${n}").resolveValue(variables) == 3)
        #expect(try template("${list}").resolveValue(variables) == [1, "a"])
        #expect(try template("${n} ").resolveValue(variables) == "3 ")
        #expect(try template("plain").resolveValue(variables) == "plain")
    }

    @Test("what has no value yet is an error that says where")
    func missing() throws {
        let template = try template("a${n}")
        let error = #expect(throws: ResolutionError.self) {
            try template.resolve(Variables(run: RunIdentity(id: "r")))
        }
        #expect(error?.message == "${n} has no value yet")
        #expect(error?.span == SourceSpan(line: 14, column: 13, length: 4))
    }

    @Test("places of variables are exact in every kind of text")
    func places() throws {
        let scenario = try parsed(
            Sample(
                top: "let: { a: 1, b: 2 }",
                end: """
                    then:
                      - eval: "x ${a} $${a} ${b}"
                      - eval: |
                          one('${a}')
                          two('${b}')
                      - goto: https://x.test/${a}
                    """
            ).text)
        let spans = scenario.then.flatMap { step -> [SourceSpan] in
            switch step.action {
            case .eval(let template), .goto(let template): template.references.map(\.span)
            default: []
            }
        }
        #expect(
            spans == [
                SourceSpan(line: 13, column: 14, length: 4), SourceSpan(line: 13, column: 25, length: 4),
                SourceSpan(line: 15, column: 12, length: 4), SourceSpan(line: 16, column: 12, length: 4),
                SourceSpan(line: 17, column: 26, length: 4),
            ])
    }

    @Test("the texts that must not be written in clear")
    func redactions() {
        var variables = variables
        variables.set("token", to: "abcdef", secret: true)
        #expect(variables.redactions.map(\.name) == ["PW", "token"])
        #expect(variables.redactions.map(\.value) == ["hunter22", "abcdef"])
    }

    @Test("a run starts with its environment, its correlation ID and every `let` in order")
    func start() throws {
        let scenario = try parsed(
            Sample.top(
                """
                needs: { env: [APP_URL], secrets: [PW] }
                let: { user: "u-${run.id}", mail: "${user}@x.test", about: { id: "${correlation.id}", n: 1 } }
                correlation: { id: "wf-${uuid}", origins: ["${env.APP_URL}"] }
                """))
        let environment = RunEnvironment(process: ["APP_URL": "https://a.test", "PW": "hunter22", "OTHER": "x"])
        let run = RunIdentity(id: "r1", uuid: "u-1")
        let variables = try scenario.variables(environment: environment, run: run)
        #expect(variables.correlationID == "wf-u-1")
        #expect(variables["mail"] == "u-r1@x.test")
        #expect(variables["about"] == ["id": "wf-u-1", "n": 1])
        #expect(variables["env.APP_URL"] == "https://a.test")
        #expect(variables["env.OTHER"] == nil)
        let changed = try scenario.variables(environment: environment, run: run, overrides: ["user": "me"])
        #expect(changed["mail"] == "me@x.test")
    }

    @Test("what is set in the place of a number or a boolean is one, and compares as one")
    func typedOverrides() throws {
        let scenario = try parsed(
            Sample.stage(
                "probe: p, match: { seats: \"${seats}\" }", top: "let: { seats: 3, trial: false, plan: pro }"))
        func changed(_ overrides: [String: String]) throws -> Variables {
            try scenario.variables(environment: RunEnvironment(), run: RunIdentity(id: "r"), overrides: overrides)
        }
        let right = try changed(["seats": "5", "trial": "true", "plan": "7"])
        #expect(right["seats"] == 5)
        #expect(right["trial"] == true)
        #expect(right["plan"] == "7")
        let plan = try scenario.plan(right)
        guard case .match(let pattern) = plan.stages[0].condition.test else { throw Unexpected() }
        #expect(pattern.source == ["seats": 5])
        let error = #expect(throws: ResolutionError.self) { try changed(["seats": "many"]) }
        #expect(error?.message == "--set seats: `seats` is a number, and what is set is none")
    }

    @Test("a run without a correlation of its own goes by its UUID")
    func defaultCorrelation() throws {
        let variables = try parsed(Sample().text)
            .variables(environment: RunEnvironment(), run: RunIdentity(id: "r", uuid: "u-1"))
        #expect(variables.correlationID == "u-1")
    }

    @Test("a new identity has what the standards ask of it")
    func identity() {
        let run = RunIdentity(id: "r")
        #expect(run.traceID.wholeMatch(of: /[0-9a-f]{32}/) != nil)
        #expect(run.uuid.wholeMatch(of: /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/) != nil)
        #expect(run.started.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil)
    }
}
