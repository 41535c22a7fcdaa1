import JSONKit
import ScenarioModel
import Testing

@Suite("Fragments")
struct FragmentTests {
    private static let logIn = """
        fragment: log-in
        inputs: [email, password, seats]
        steps:
          - fill: { label: Email, with: "${inputs.email}" }
          - fill: { label: Password, with: "a ${inputs.password}!" }
          - http: { post: "https://a.test", json: { seats: "${inputs.seats}", mail: "to ${inputs.email}" } }
            capture: { session: $.id }
        """

    private static let use = """
        - use:
            file: fragments/log-in.yaml
            with: { email: "${mail}", password: "${secrets.PW}", seats: 3 }
        - goto: "https://a.test/${session}"
        """

    private static let top = "needs: { secrets: [PW] }\nlet: { mail: \"u-${run.id}@x.test\" }"

    private static let files = ["fragments/log-in.yaml": logIn]

    private static func sample(_ steps: String) -> String {
        Sample.steps(steps).replacing("probes:\n", with: "\(top)\nprobes:\n")
    }

    private static func steps(_ scenario: Scenario, at index: Int = 0) throws -> [Step] {
        guard case .group(_, let steps) = scenario.steps[index].action else { throw Unexpected() }
        return steps
    }

    @Test("its steps stand where it is used, each with the place that it has in its own file")
    func places() throws {
        let scenario = try parsed(Self.sample(Self.use), with: Self.files)
        guard case .group("log-in", let steps) = scenario.steps[0].action else { throw Unexpected() }
        #expect(steps.map(\.title).first == "fill: { label: Email, with: \"${inputs.email}\" }")
        let file = "Scenarios/fragments/log-in.yaml"
        #expect(steps.map(\.span.file) == [file, file, file])
        #expect(steps.map(\.span.line) == [4, 5, 6])
        #expect(steps.map(\.span.column) == [5, 5, 5])
        #expect(scenario.steps.map(\.span.file) == [nil, nil, nil])
        #expect(scenario.fragments == [file: Self.logIn])
    }

    @Test("what is given stands in the place of its inputs, in a text as it was written and alone with its type")
    func inputs() throws {
        let scenario = try parsed(Self.sample(Self.use), with: Self.files)
        let steps = try Self.steps(scenario)
        guard case .fill(_, let email) = steps[0].action, case .fill(_, let password) = steps[1].action,
            case .http(let http) = steps[2].action, case .json(let body) = http.request.body
        else { throw Unexpected() }
        #expect(email.references.map(\.text) == ["mail"])
        #expect(email.wholeValue?.span.file == nil, "what is given stands in the scenario")
        #expect(password.segments.count == 3 && password.references.map(\.text) == ["secrets.PW"])
        let run = RunIdentity(id: "r1")
        let environment = RunEnvironment(process: ["PW": "hunter22"])
        let variables = try scenario.variables(environment: environment, run: run)
        #expect(try password.resolve(variables) == "a hunter22!")
        #expect(try body.resolve(variables) == ["seats": 3, "mail": "to u-r1@x.test"])
    }

    @Test("a number is in the midst of a text as it was written")
    func writtenNumber() throws {
        let fragment = "fragment: pay\ninputs: [sum]\nsteps:\n  - type: { with: \"${inputs.sum} EUR\" }\n"
        let scenario = try parsed(
            Sample.steps("- use: { file: pay.yaml, with: { sum: 1.50 } }"), with: ["pay.yaml": fragment])
        guard case .type(nil, let text) = try Self.steps(scenario)[0].action else { throw Unexpected() }
        #expect(text.literal == "1.50 EUR")
    }

    @Test("a fragment without inputs is used by its path alone, in every section that its steps can stand in")
    func sections() throws {
        let files = [
            "tidy.yaml": "fragment: tidy\nsteps:\n  - http: { post: \"https://a.test/tidy\" }\n",
            "shared/look.yaml": "fragment: look\nsteps: [reload, { expect: { title: Account } }]\n",
        ]
        let scenario = try parsed(
            Sample(
                steps: "steps:\n  - group: { name: a, do: [use: tidy.yaml] }\n  - trigger: { click: { testid: a } }",
                end: "setup: [use: tidy.yaml]\nteardown: [use: ./tidy.yaml]\nthen:\n  - use: shared/look.yaml"
            ).text, with: files)
        let all = [scenario.setup, scenario.steps, scenario.then, scenario.teardown].map { $0[0].action }
        let names = all.compactMap { action -> String? in
            if case .group(let name, _) = action { return name }
            return nil
        }
        #expect(names == ["tidy", "a", "look", "tidy"])
    }

    @Test("fragments use others, by paths from where they are, four deep")
    func nested() throws {
        func fragment(_ number: Int, _ step: String) -> String {
            "fragment: f\(number)\ninputs: [x]\nsteps:\n  - \(step)\n"
        }
        func next(_ path: String) -> String { "use: { file: \(path), with: { x: \"<${inputs.x}>\" } }" }
        var files = [
            "a/1.yaml": fragment(1, next("../b/2.yaml")), "b/2.yaml": fragment(2, next("c/3.yaml")),
            "b/c/3.yaml": fragment(3, next("../../4.yaml")),
            "4.yaml": fragment(4, "goto: \"https://a.test/${inputs.x}\""),
        ]
        let use = "- use: { file: a/1.yaml, with: { x: 0 } }"
        let scenario = try parsed(Sample.steps(use), with: files)
        var step = scenario.steps[0]
        while case .group(_, let inner) = step.action { step = inner[0] }
        guard case .goto(let address) = step.action else { throw Unexpected() }
        #expect(address.literal == "https://a.test/<<<0>>>")
        #expect(step.span.file == "Scenarios/4.yaml")
        files["4.yaml"] = fragment(4, next("5.yaml"))
        files["5.yaml"] = fragment(5, "reload")
        let deep = parse(Sample.steps(use), with: files)
        #expect(deep.diagnostics.map(\.code) == [.fragmentDepth])
        #expect(deep.diagnostics[0].file == "Scenarios/4.yaml")
        #expect(
            deep.diagnostics[0].notes == [
                "used at Scenarios/b/c/3.yaml:4, which is used at Scenarios/b/2.yaml:4, which is used at "
                    + "Scenarios/a/1.yaml:4, which is used at Scenarios/sample.yaml:5"
            ])
    }

    @Test("a fragment may be used twice, and what it keeps is then the latest")
    func twice() throws {
        let fragment = "fragment: look\nsteps:\n  - capture: { place: { from: url } }\n"
        let scenario = try parsed(
            Sample.steps("- use: look.yaml\n- goto: \"https://a.test/${place}\"\n- use: look.yaml"),
            with: ["look.yaml": fragment])
        #expect(scenario.steps.flatMap(\.allCaptures).map(\.name.text) == ["place", "place"])
    }

    @Test("a name of a fragment that the scenario has as well is told with both files")
    func sameName() throws {
        let fragment = "fragment: look\nsteps:\n  - capture: { place: { from: url } }\n"
        let result = parse(
            Sample.steps("- capture: { place: { from: url } }\n- use: look.yaml"), with: ["look.yaml": fragment])
        #expect(result.diagnostics.map(\.code) == [.duplicateName])
        #expect(result.diagnostics[0].file == "Scenarios/look.yaml")
        #expect(
            result.diagnostics[0].title
                == "`place` is already the name of something on line 5 of Scenarios/sample.yaml")
    }

    @Test("everything that is run is in one text, in which the scenario keeps its lines")
    func wholeText() throws {
        let text = Self.sample(Self.use)
        let scenario = try parsed(text, with: Self.files)
        #expect(scenario.wholeText.hasPrefix(text + "\n# Scenarios/fragments/log-in.yaml\n# fragment: log-in\n"))
        #expect(scenario.wholeText.hasSuffix("#     capture: { session: $.id }\n"))
        #expect(try parsed(Sample().text).wholeText == Sample().text)
    }

    static let uses = [
        FaultCase("file-not-found", in: sample("- use: «nowhere.yaml")),
        FaultCase("missing-input", in: sample("- use: «fragments/log-in.yaml")),
        FaultCase(
            "missing-input",
            in: sample("- use: { file: «fragments/log-in.yaml, with: { email: a, password: \"${uuid}\" } }")),
        FaultCase(
            "unknown-input", "unknown-input",
            in: sample(
                """
                - use:
                    file: fragments/log-in.yaml
                    with: { «emial: a, password: "${uuid}", seats: 1, «more: 2 }
                """)),
        FaultCase(
            "wrong-type",
            in: sample(
                "- use: { file: fragments/log-in.yaml, with: { email: «[a], password: \"${uuid}\", seats: 1 } }")),
        FaultCase(
            "unknown-variable",
            in: sample(
                """
                - use:
                    file: fragments/log-in.yaml
                    with: { email: "«${male}", password: "${uuid}", seats: 1 }
                """)),
        FaultCase("not-a-fragment", in: sample("- use: «other.yaml")),
        FaultCase("fragment-outside", in: sample("- use: «../../../../../../../../../../log-in.yaml")),
        FaultCase("fragment-outside", in: sample("- use: «/log-in.yaml")),
        FaultCase(
            "wrong-place", in: sample("- use: fragments/log-in.yaml\n  «capture: { a: { from: url } }")
        ).withInputs,
    ]

    @Test("what is wrong where it is used is told there", arguments: uses)
    func refusedUse(_ example: FaultCase) {
        let files = Self.files.merging(["other.yaml": Sample().text]) { $1 }
        let result = parse(example.marked.text, with: files)
        #expect(result.faults == example.expected, "\(result.shown)")
        #expect(result.diagnostics.allSatisfy { $0.file == "Scenarios/sample.yaml" })
    }

    static let fragments = [
        FaultCase("unknown-key", in: "fragment: f\n«probes: {}\nsteps: [reload]\n"),
        FaultCase("missing-key", in: "«fragment: f\n"),
        FaultCase("empty-value", in: "fragment: f\nsteps: «[]\n"),
        FaultCase("bad-name", in: "fragment: f\ninputs: [«1]\nsteps: [reload]\n"),
        FaultCase("duplicate-name", in: "fragment: f\ninputs: [a, «a]\nsteps: [reload]\n"),
        FaultCase("unknown-input", in: "fragment: f\ninputs: [a]\nsteps:\n  - goto: \"https://a.test/«${inputs.b}\"\n"),
        FaultCase("wrong-place", in: "fragment: f\nsteps:\n  - «trigger: { click: { testid: a } }\n"),
        FaultCase("unknown-key", in: "fragment: f\nsteps:\n  - click: { testid: a, «colour: red }\n"),
        FaultCase("yaml-alias", in: "fragment: f\nsteps:\n  - expect: { url: «**/a }\n"),
        FaultCase("file-not-found", in: "fragment: f\nsteps:\n  - use: «nowhere.yaml\n"),
    ]

    @Test("what is wrong with a fragment is told in its file, by itself and where it is used", arguments: fragments)
    func refusedFragment(_ example: FaultCase) {
        let text = example.marked.text
        let alone = ScenarioParser.parse(text, file: "Scenarios/f.yaml", library: library([:]))
        #expect(alone.faults == example.expected, "\(alone.shown)")
        let result = parse(Sample.steps("- use: f.yaml"), with: ["f.yaml": text])
        let inside = result.diagnostics.filter { $0.file == "Scenarios/f.yaml" }
        #expect(inside.map(\.code.rawValue) == example.codes, "\(result.shown)")
        #expect(inside.allSatisfy { $0.notes.contains("used at Scenarios/sample.yaml:5") })
    }

    @Test("what only a use shows is told in the fragment as well")
    func unknownThere() {
        let fragment = "fragment: f\nsteps:\n  - goto: \"https://a.test/${nobody}\"\n"
        #expect(ScenarioParser.parse(fragment, file: "f.yaml").diagnostics.isEmpty)
        let result = parse(Sample.steps("- use: f.yaml"), with: ["f.yaml": fragment])
        #expect(result.diagnostics.map(\.code) == [.unknownVariable])
        #expect(result.diagnostics[0].file == "Scenarios/f.yaml")
        #expect(result.diagnostics[0].notes == ["used at Scenarios/sample.yaml:5"])
        let outside = parse(
            Sample(end: "setup:\n  - use: g.yaml").text, with: ["g.yaml": "fragment: g\nsteps: [reload]\n"])
        #expect(outside.diagnostics.map(\.code) == [.wrongPlace])
        #expect(outside.diagnostics[0].file == "Scenarios/g.yaml")
    }

    @Test("what a fragment keeps that cannot be read is not missing, too")
    func unreadable() {
        let result = parse(Sample.steps("- use: nowhere.yaml\n- goto: \"https://a.test/${session}\""), with: [:])
        #expect(result.diagnostics.map(\.code) == [.fileNotFound])
    }

    @Test("fragments that use each other are told by the way round")
    func cycle() {
        let files = [
            "a.yaml": "fragment: a\nsteps: [use: b.yaml]\n", "b.yaml": "fragment: b\nsteps: [use: a.yaml]\n",
        ]
        let result = parse(Sample.steps("- use: a.yaml"), with: files)
        #expect(result.diagnostics.map(\.code) == [.fragmentCycle])
        #expect(
            result.diagnostics[0].title
                == "fragments use each other: Scenarios/a.yaml -> Scenarios/b.yaml -> Scenarios/a.yaml")
        let own = parse(Sample.steps("- use: a.yaml"), with: ["a.yaml": "fragment: a\nsteps: [use: a.yaml]\n"])
        #expect(own.diagnostics.map(\.code) == [.fragmentCycle])
    }

    @Test("fragments that use each other more and more often come to an end")
    func explosion() {
        let many = "fragment: f\nsteps: [\((0..<40).map { _ in "use: next.yaml" }.joined(separator: ", "))]\n"
        let files = [
            "a.yaml": many.replacing("next", with: "b"), "b.yaml": many.replacing("next", with: "c"),
            "c.yaml": many.replacing("next", with: "d"), "d.yaml": "fragment: d\nsteps: [reload]\n",
        ]
        let result = parse(Sample.steps("- use: a.yaml"), with: files)
        #expect(Set(result.diagnostics.map(\.code)) == [.fragmentDepth])
    }

    @Test("a secret that is given in clear is found where it ends up")
    func secret() {
        let use = "- use: { file: fragments/log-in.yaml, with: { email: a, password: hunter2, seats: 1 } }"
        let result = parse(Self.sample(use), with: Self.files)
        #expect(result.diagnostics.map(\.code) == [.secretInClear])
        #expect(result.diagnostics[0].file == "Scenarios/fragments/log-in.yaml")
    }
}

extension FaultCase {
    /// The case with everything that the fragment of these tests needs.
    fileprivate var withInputs: FaultCase {
        var filled = self
        let given = "{ file: fragments/log-in.yaml, with: { email: a, password: \"${uuid}\", seats: 1 } }"
        filled.marked.text = marked.text.replacing("use: fragments/log-in.yaml", with: "use: \(given)")
        return filled
    }
}
