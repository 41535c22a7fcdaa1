import ScenarioModel
import Testing

@Suite("Handlers")
struct HandlerTests {
    private static func handlers(_ entries: String) -> String { Sample.top("handlers: [{ \(entries) }]") }

    @Test("an element, and the steps that take the overlay away")
    func whole() throws {
        let scenario = try parsed(
            Sample.top(
                """
                handlers:
                  - name: cookie-banner
                    when: { role: button, name: Accept all }
                    do:
                      - click: { role: button, name: Accept all }
                      - group: { name: confirm, do: [ press: Escape, expect: { testid: banner, hidden: true } ] }
                  - when: { testid: "survey-${run.id}" }
                    do: [ click: { testid: close } ]
                """))
        #expect(scenario.handlers.map(\.name) == ["cookie-banner", "testid: \"survey-${run.id}\""])
        #expect(scenario.handlers[0].locator.description == "{ role: button, name: Accept all }")
        #expect(scenario.handlers[0].steps.map(\.text).first == "click: { role: button, name: Accept all }")
        #expect(scenario.handlers.map(\.steps.count) == [2, 1])
        #expect(try parsed(Sample().text).handlers.isEmpty)
    }

    static let faults = [
        FaultCase("wrong-type", in: Sample.top("handlers: «{ when: { testid: a }, do: [reload] }")),
        FaultCase("missing-key", in: handlers("do: [reload]").replacing("[{ do", with: "[«{ do")),
        FaultCase("missing-key", in: handlers("when: { testid: a }").replacing("[{ when", with: "[«{ when")),
        FaultCase("empty-value", in: handlers("when: { testid: a }, do: «[]")),
        FaultCase("no-locator", in: handlers("when: «{ exact: true }, do: [reload]")),
        FaultCase("unknown-key", in: handlers("when: { testid: a }, do: [reload], «optional: true")),
        FaultCase("wrong-place", in: handlers("when: { testid: a }, do: [{ «trigger: { reload: } }]")),
        FaultCase("wrong-place", in: handlers("when: { testid: a }, do: [{ «use: a.yaml }]")),
        FaultCase(
            "wrong-place", in: handlers("when: { testid: a }, do: [{ reload: , «capture: { a: { from: url } } }]")),
        FaultCase("wrong-place", in: handlers("when: { testid: a }, do: [{ «capture: { a: { from: url } } }]")),
        FaultCase(
            "wrong-place",
            in: handlers("when: { testid: a }, do: [{ group: { name: a, do: [{ «use: a.yaml }] } }]")),
        FaultCase(
            "wrong-place",
            in: handlers(
                "when: { testid: a }, do: [{ «agree: { ui: { testid: a }, backend: { probe: p, path: $.a } } }]")),
        FaultCase("unknown-variable", in: handlers("when: { testid: \"«${a}\" }, do: [reload]")),
        FaultCase("no-base", in: handlers("when: { testid: a }, do: [{ goto: «/login }]")),
        FaultCase(
            "secret-in-clear", in: handlers("when: { testid: a }, do: [{ fill: { label: Password, with: «abc } }]")),
        FaultCase(
            "unknown-variable",
            in: Sample(
                top: "handlers: [{ when: { testid: \"«${late}\" }, do: [reload] }]",
                steps: "steps:\n  - capture: { late: { from: url } }\n  - trigger: { click: { testid: a } }"
            ).text),
    ]

    @Test("what makes no sense is refused at its place", arguments: faults)
    func refused(_ example: FaultCase) {
        #expect(ScenarioParser.parse(example.marked.text, file: "x.yaml").faults == example.expected)
    }

    @Test("what setup has captured is known to a handler")
    func setup() throws {
        let scenario = try parsed(
            Sample(
                top: "handlers: [{ when: { testid: \"banner-${tenant}\" }, do: [reload] }]",
                end: "setup:\n  - http: { post: \"https://a.test\" }\n    capture: { tenant: $.id }"
            ).text)
        #expect(scenario.handlers.count == 1)
    }
}
