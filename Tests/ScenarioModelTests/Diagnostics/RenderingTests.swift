import ScenarioModel
import Testing

@Suite("How a diagnostic is shown")
struct RenderingTests {
    private func rendered(_ text: String, color: Bool = false) -> String {
        let parsed = ScenarioParser.parse(text, file: "Scenarios/sample.yaml")
        return parsed.diagnostics.map { $0.rendered(source: parsed.text, color: color) }.joined(separator: "\n")
    }

    @Test("an unknown key, with what was meant")
    func unknownKey() {
        #expect(
            rendered(Sample.stage("probe: p, match: { a: 1 }, boundry: web -> api")) == """
                error[unknown-key]: `done` has no key `boundry`
                 --> Scenarios/sample.yaml:9:40
                  |
                9 |     done: { probe: p, match: { a: 1 }, boundry: web -> api }
                  |                                        ^^^^^^^ did you mean `boundary`?
                  = help: write `boundary`

                """)
    }

    @Test("a trap, with the quoted form")
    func trap() {
        #expect(
            rendered(Sample.steps("- expect: { url: **/dashboard }")) == """
                error[yaml-alias]: a text cannot begin with `*`: to YAML that is an alias
                 --> Scenarios/sample.yaml:5:20
                  |
                5 |   - expect: { url: **/dashboard }
                  |                    ^^^^^^^^^^^^ "**/dashboard"
                  = help: write it in quotes: "**/dashboard"; to say a thing once, use `let`

                """)
    }

    @Test("a duration without a unit")
    func duration() {
        #expect(
            rendered(Sample.converge("within: 60\nfinal: { probe: p, match: { a: 1 } }")) == """
                error[bad-duration]: the duration '60' has no unit
                 --> Scenarios/sample.yaml:7:11
                  |
                7 |   within: 60
                  |           ^^ 60s
                  = help: write 60s if that is meant (units: ms, s, m, h)

                """)
    }

    @Test("a missing key points at the map that needs it")
    func missingKey() {
        #expect(
            rendered(Sample.steps("- fill: { label: Email }")) == """
                error[missing-key]: `fill` needs `with`
                 --> Scenarios/sample.yaml:5:11
                  |
                5 |   - fill: { label: Email }
                  |           ^^^^^^^^^^^^^^^^
                  = help: write fill: { label: Email, with: TEXT }; to empty a field, use clear

                """)
    }

    @Test("a capture of what a step does not have points at where it is taken from")
    func noResponse() {
        #expect(
            rendered(Sample.steps("- wait_for: { url: \"**/done\" }\n  capture: { id: { from: response } }")) == """
                error[wrong-value]: a `wait_for` step has no response
                 --> Scenarios/sample.yaml:6:28
                  |
                6 |     capture: { id: { from: response } }
                  |                            ^^^^^^^^
                  = help: put the capture beside the `http` or `eval` step that has it

                """)
    }

    @Test("a count of other runs' things")
    func count() {
        let text = Sample.stage("probe: p, count: \"$.a\", exactly: 1").replacing("${correlation.id}", with: "1")
        #expect(
            rendered(text) == """
                error[count-not-filtered]: stage `done` counts things of other runs as well: nothing of this run is in \
                the probe or the path
                 --> Scenarios/sample.yaml:9:30
                  |
                9 |     done: { probe: p, count: "$.a", exactly: 1 }
                  |                              ^^^^^
                  = help: put ${correlation.id} or a captured tenant into the probe's request, or use changes_by

                """)
    }

    @Test("what a fragment needs, where it is used")
    func missingInput() {
        let result = parse(
            Sample.steps("- use: { file: log-in.yaml, with: { emial: a } }"),
            with: ["log-in.yaml": "fragment: log-in\ninputs: [email, password]\nsteps: [reload]\n"])
        #expect(
            result.shown == """
                error[missing-input]: `log-in` needs `password`
                 --> Scenarios/sample.yaml:5:18
                  |
                5 |   - use: { file: log-in.yaml, with: { emial: a } }
                  |                  ^^^^^^^^^^^
                  = help: write with: { password: VALUE }

                error[unknown-input]: `log-in` has no input `emial`
                 --> Scenarios/sample.yaml:5:39
                  |
                5 |   - use: { file: log-in.yaml, with: { emial: a } }
                  |                                       ^^^^^ did you mean `email`?
                  = help: write `email`

                """)
    }

    @Test("a fault of a fragment, with the line of its file and where it is used")
    func insideFragment() {
        let result = parse(
            Sample.steps("- use: log-in.yaml"),
            with: ["log-in.yaml": "fragment: log-in\nsteps:\n  - clik: { testid: a }\n"])
        #expect(
            result.shown == """
                error[unknown-step]: `clik` is not a verb
                 --> Scenarios/log-in.yaml:3:5
                  |
                3 |   - clik: { testid: a }
                  |     ^^^^ did you mean `click`?
                  = help: write `click`
                  = note: used at Scenarios/sample.yaml:5

                """)
    }

    @Test("fragments that use each other, by the way round")
    func cycle() {
        let result = parse(
            Sample.steps("- use: a.yaml"), with: ["a.yaml": "fragment: a\nsteps:\n  - use: a.yaml\n"])
        #expect(
            result.shown == """
                error[fragment-cycle]: fragments use each other: Scenarios/a.yaml -> Scenarios/a.yaml
                 --> Scenarios/a.yaml:3:10
                  |
                3 |   - use: a.yaml
                  |          ^^^^^^
                  = help: remove one of these `use`
                  = note: used at Scenarios/sample.yaml:5

                """)
    }

    @Test("a case that lacks what the first one has")
    func cases() {
        #expect(
            rendered(Sample.top("cases: [{ plan: pro, seats: 1 }, { plan: team }]")) == """
                error[cases-differ]: this case has no `seats`, which the first one has
                 --> Scenarios/sample.yaml:2:34
                  |
                2 | cases: [{ plan: pro, seats: 1 }, { plan: team }]
                  |                                  ^^^^^^^^^^^^^^
                  = help: give it one: every case has the same names

                """)
    }

    @Test("a handler that does not say what takes the overlay away")
    func handler() {
        #expect(
            rendered(Sample.top("handlers: [{ when: { testid: banner } }]")) == """
                error[missing-key]: `handlers` needs `do`
                 --> Scenarios/sample.yaml:2:12
                  |
                2 | handlers: [{ when: { testid: banner } }]
                  |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                  = help: write { when: { role: button, name: Accept }, do: [ … ] }

                """)
    }

    @Test("a step that looks at the back end before what the probe needs is there")
    func tooEarly() {
        let text = Sample(
            probes: "probes:\n  p: { http: { get: \"https://a.test/${order}\" } }",
            steps: """
                steps:
                  - expect: { probe: p, match: { a: 1 } }
                  - trigger: { click: { testid: a } }
                    capture: { order: { from: url } }
                """
        ).text
        #expect(
            rendered(text) == """
                error[unknown-variable]: the probe `p` needs `${order}`, which gets its value on line 7
                 --> Scenarios/sample.yaml:5:22
                  |
                5 |   - expect: { probe: p, match: { a: 1 } }
                  |                      ^
                  = help: look at it after that, or get the value earlier

                """)
    }

    @Test("what is not closed points at where it was opened")
    func unclosed() {
        #expect(
            rendered("scenario: x\ntags: [a, b\nsteps:\n  - reload\n") == """
                error[yaml-syntax]: `[` is not closed
                 --> Scenarios/sample.yaml:2:7
                  |
                2 | tags: [a, b
                  |       ^
                  = help: write `]` where the list ends
                  = note: noticed on line 3

                """)
    }

    @Test("a whole file has no excerpt")
    func wholeFile() {
        #expect(
            rendered("# nothing\n") == """
                error[empty-file]: the file says nothing
                --> Scenarios/sample.yaml
                 = help: begin with `scenario: NAME`; the smallest scenario has steps, probes and converge

                """)
    }

    @Test("a warning, and a line number of two digits")
    func warning() {
        let text = Sample.converge("within: 5s\n\n\nsettle: 0s\nfinal: { probe: p, match: { a: 1 } }")
        #expect(
            rendered(text) == """
                warning[settle-zero]: with `settle: 0s` a late duplicate or a relapse is not seen
                  --> Scenarios/sample.yaml:10:11
                   |
                10 |   settle: 0s
                   |           ^^
                   = help: leave `settle` out for the default of 5s

                """)
    }

    @Test("the caret stands under wide characters")
    func wide() {
        #expect(
            rendered(Sample.steps("- click: { testid: 日本語, colour: red }")).contains(
                """
                5 |   - click: { testid: 日本語, colour: red }
                  |                              ^^^^^^
                """))
    }

    @Test("a long line is shown around what is meant")
    func longLine() throws {
        let padding = String(repeating: "word ", count: 100)
        let shown = rendered(Sample.steps("- click: { testid: \(padding), colour: red, exact: \(padding) }"))
        let lines = shown.split(separator: "\n")
        #expect(lines.allSatisfy { $0.count < 160 })
        let caret = try #require(lines.first { $0.contains("^^^^^^") })
        let excerpt = try #require(lines.first { $0.hasPrefix("5 | …") })
        let column = try #require(caret.firstIndex(of: "^"))
        let offset = caret.distance(from: caret.startIndex, to: column)
        #expect(excerpt.dropFirst(offset).hasPrefix("colour"))
    }

    @Test("text of a file does not steer the terminal")
    func escapes() {
        let shown = rendered("scenario: \u{1B}[31m\u{202E}x\nsteps: []\n")
        #expect(!shown.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E })
        let colored = rendered(Sample.top("outcom: x"), color: true)
        #expect(colored.hasPrefix("\u{1B}[1;31merror[unknown-key]\u{1B}[0m"))
    }
}
