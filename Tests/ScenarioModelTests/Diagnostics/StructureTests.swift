import Foundation
import ScenarioModel
import Testing

@Suite("Brackets, quotes, colons and indentation that are wrong")
struct StructureTests {
    static let unclosed = [
        FaultCase("yaml-syntax", in: Sample.top("tags: «[a, b")),
        FaultCase("yaml-syntax", in: Sample.top("tags: «[\n  a,\n  b")),
        FaultCase("yaml-syntax", in: Sample.top("tags: «[a, b,")),
        FaultCase("yaml-syntax", in: Sample.top("given: { probe: p, match: «{ a: 1")),
        FaultCase("yaml-syntax", in: Sample.top("given: «{ probe: p, match: { a: 1 }")),
        FaultCase("yaml-syntax", in: Sample.top("let: «{ a: b\nneeds: { env: [A] }")),
        FaultCase("yaml-syntax", in: Sample.top("let: { email: «\"a-${run.id}@x.test }")),
        FaultCase("yaml-syntax", in: Sample.steps("- click: «{ testid: x")),
        FaultCase("yaml-syntax", in: Sample.steps("- click: «{ testid: x # ${x} {")),
        FaultCase("yaml-syntax", in: Sample.steps("- click: { «[testid: x }")),
        FaultCase("yaml-syntax", in: Sample.steps("- goto: «\"https://a.test\n- expect: { url: \"**/x\" }")),
        FaultCase("yaml-syntax", in: Sample.steps("- goto: «'https://a.test\n- reload")),
        FaultCase("yaml-syntax", in: Sample.steps("- expect: { testid: x, text: «\"abc }\n- reload")),
        FaultCase("yaml-syntax", in: Sample.steps("- http:\n    post: «\"https://a.test/\\d\n    body: \"a\"")),
        FaultCase(
            "yaml-syntax",
            in: Sample.steps("- http:\n    post: https://a.test\n    json: «{\n      a: 1,\n    headers: { b: c }")),
        FaultCase(
            "yaml-syntax",
            in: Sample.stage("probe: p, match: { a: [1, 2], boundary: a -> b").replacing("done: {", with: "done: «{")),
        FaultCase("yaml-syntax", in: Sample(end: "teardown:\n  - http: «{ delete: https://a.test").text),
        FaultCase("yaml-syntax", in: Sample(end: "teardown:\n  - http: { delete: «\"https://a.test }").text),
        FaultCase("yaml-syntax", in: "«{ \"scenario\": \"x\", \"steps\": []\n"),
        FaultCase(
            "yaml-alias", "yaml-syntax", in: Sample.steps("- expect: { url: «**/x }\n- click: «{ testid: x")),
    ]

    static let closed = [
        FaultCase("yaml-syntax", in: Sample.steps("- click: { testid: x } «}")),
        FaultCase("yaml-syntax", in: Sample.top("tags: [a]«]")),
        FaultCase("yaml-syntax", in: Sample(end: "«}").text),
        FaultCase("yaml-syntax", in: Sample.top("tags: [a, b«}")),
        FaultCase("yaml-syntax", in: Sample.steps("- click: { testid: x «]")),
        FaultCase("yaml-syntax", in: Sample.steps("- click: «testid: x }")),
        FaultCase("yaml-syntax", in: Sample.steps("- click: { testid: x } «now")),
        FaultCase("yaml-syntax", in: Sample.steps("- expect: { testid: x, text: 'it'«s free' }")),
        FaultCase("yaml-syntax", in: Sample.top("outcome: \"a\" «b")),
        FaultCase("yaml-syntax", in: Sample.top("outcome: \"a\"«\"")),
        FaultCase("yaml-syntax", in: Sample.top("tags: \"a\"«, \"b\"]")),
        FaultCase("yaml-syntax", in: Sample.top("tags: [\"a, \"«b\"]")),
    ]

    static let separators = [
        FaultCase(
            "yaml-syntax",
            in: Sample.steps("- http:\n    post: https://a.test\n    json: {\n      a: 1« # one\n      b: 2\n    }")),
        FaultCase("yaml-syntax", in: Sample.steps("- group: { name: a, do: [{ reload: } «{ back: }] }")),
        FaultCase("yaml-colon", in: Sample.steps("- expect: { testid: «plan text: Free }")),
        FaultCase("yaml-syntax", in: Sample.top("tags: [\n  «- a\n  ]")),
        FaultCase(
            "yaml-syntax",
            in: Sample(converge: "«converge\n  within: 10s\n  final: { probe: p, match: { a: 1 } }").text),
        FaultCase("yaml-syntax", in: Sample.converge("«within 10s\nfinal: { probe: p, match: { a: 1 } }")),
        FaultCase("yaml-syntax", in: Sample.converge("«within 10s # all\nfinal: { probe: p, match: { a: 1 } }")),
        FaultCase("yaml-syntax", in: Sample.steps("- «goto https://a.test\n  name: x")),
        FaultCase("yaml-syntax", in: Sample(steps: "steps:\n  - trigger: { «click { testid: go } }").text),
        FaultCase("yaml-syntax", in: "scenario: x\n«steps\n"),
        FaultCase("unknown-step", in: Sample.steps("- «goto \"https://a.test\"")),
        FaultCase("unknown-key", in: Sample.steps("- click: { «testid x }")),
        FaultCase("unknown-key", in: Sample.steps("- press: { label: a, «key Enter }")),
        FaultCase("unknown-key", in: Sample.steps("- http: { «get https://a.test }")),
    ]

    static let indentation = [
        FaultCase(
            "yaml-syntax", in: Sample.converge("within: 10s\n  «settle: 5s\nfinal: { probe: p, match: { a: 1 } }")),
        FaultCase("yaml-syntax", in: Sample.steps("- click: { testid: x }\n «- reload")),
        FaultCase("yaml-syntax", in: Sample.steps("- click: { testid: x }\n   «name: a")),
        FaultCase("yaml-syntax", in: Sample.top("needs:\n  env: [A]\n «secrets: [B]")),
        FaultCase("yaml-syntax", in: Sample.top("tags: [a]\n  «impact: [b]")),
        FaultCase("yaml-syntax", in: Sample.top("outcome: \"a\"\n  «\"impact\": [b]")),
        FaultCase("yaml-syntax", in: Sample(end: "«- reload").text),
        FaultCase(
            "yaml-syntax",
            in: Sample().text.replacing("    done: {", with: "    a: { probe: p }\n   «done: {")),
        FaultCase("yaml-tab", in: Sample.top("needs:\n  env: [A]\n«\tsecrets: [B]")),
    ]

    @Test("what is not closed is told once, where it was opened", arguments: unclosed)
    func notClosed(_ example: FaultCase) {
        #expect(ScenarioParser.parse(example.marked.text, file: "x.yaml").faults == example.expected)
    }

    @Test("what closes nothing, or ends too early, is told once", arguments: closed)
    func wronglyClosed(_ example: FaultCase) {
        #expect(ScenarioParser.parse(example.marked.text, file: "x.yaml").faults == example.expected)
    }

    @Test("a comma or a colon that is missing is told once", arguments: separators)
    func notSeparated(_ example: FaultCase) {
        #expect(ScenarioParser.parse(example.marked.text, file: "x.yaml").faults == example.expected)
    }

    @Test("a line that fits none above is told once", arguments: indentation)
    func wronglyIndented(_ example: FaultCase) {
        #expect(ScenarioParser.parse(example.marked.text, file: "x.yaml").faults == example.expected)
    }

    @Test("every bracket and quote of the example is missed in its own line, and there alone")
    func everyOne() throws {
        let text = try String(contentsOf: FuzzTests.example, encoding: .utf8)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var count = 0
        for (row, line) in lines.enumerated() {
            var isQuoted = false
            for (column, character) in line.enumerated() {
                if character == "#", !isQuoted { break }
                var isEnd = !isQuoted && "}]".contains(character)
                if character == "\"" {
                    isEnd = isQuoted
                    isQuoted.toggle()
                }
                guard isEnd else { continue }
                var broken = lines
                broken[row] = String(line.prefix(column) + line.dropFirst(column + 1))
                let parsed = ScenarioParser.parse(broken.joined(separator: "\n"), file: FuzzTests.example.path)
                let places = parsed.diagnostics.map { "\($0.code) \($0.span?.line ?? 0)" }
                #expect(places == ["yaml-syntax \(row + 1)"], "without \(character) at \(column + 1): \(line)")
                count += 1
            }
        }
        #expect(count > 40)
    }

    @Test(
        "the remedy says what to write",
        arguments: [
            (Sample.top("tags: [a, b"), "`[` is not closed", "write `]` where the list ends"),
            (Sample.steps("- click: { testid: x"), "`{` is not closed", "write `}` where the map ends"),
            (
                Sample.top("given: { probe: p, match: { a: 1"), "`{` is not closed",
                "write `}}` there: the bracket before this one is not closed either"
            ),
            (
                Sample.steps("- goto: \"https://a.test"), "the quote is not closed",
                "write `\"` where the text ends; inside the text it is written \\\""
            ),
            (
                Sample.steps("- goto: 'https://a.test"), "the quote is not closed",
                "write `'` where the text ends; inside the text it is written twice"
            ),
            (Sample.top("tags: [a}"), "`}` cannot close the `[`", "write `]`"),
            (
                Sample.top("tags: [\n  a\n  }"), "`}` cannot close the `[`, which was opened on line 2", "write `]`"
            ),
            (
                Sample.top("tags: [a]]"), "`]` closes nothing", "remove it, or write the `[` that it belongs to"
            ),
            (
                Sample.steps("- click: testid: x }"), "`}` closes nothing: there is no `{` before `testid`",
                "write { testid: x }"
            ),
            (
                Sample.steps("- expect: { testid: plan text: Free }"),
                "a comma is missing before `text`, or the text needs quotes",
                "write plan, text: Free; or in quotes, \"plan text: Free\""
            ),
            (Sample.steps("- click: { testid x }"), "`click` has no key `testid x`", "write `testid: x`"),
            (
                Sample.steps("- goto \"https://a.test\""), "`goto \"https://a.test\"` is not a step",
                "write - goto: \"https://a.test\""
            ),
            (
                Sample.converge("within 10s\nfinal: { probe: p, match: { a: 1 } }"),
                "a colon is missing after `within`", "write within: 10s"
            ),
            (
                Sample.converge("within: 10s\n  settle: 5s\nfinal: { probe: p, match: { a: 1 } }"),
                "a key is indented here as if it went on with the text of line 7",
                "indent it by 2 spaces; a text of several lines with `: ` in it needs quotes"
            ),
            (
                Sample.top("needs:\n  env: [A]\n secrets: [B]"), "the indentation of this line fits no line above it",
                "indent it by 2 spaces, or begin it at the left edge"
            ),
            (
                Sample.top("tags: [a]\n  impact: [b]"), "the indentation of this line fits no line above it",
                "begin it at the left edge"
            ),
        ])
    func remedy(_ text: String, _ title: String, _ remedy: String) throws {
        let diagnostics = ScenarioParser.parse(text, file: "x.yaml").diagnostics
        let diagnostic = try #require(diagnostics.first)
        #expect(diagnostics.count == 1 && diagnostic.title == title && diagnostic.remedy == remedy)
    }

    @Test("a file that is no YAML hides no fault of another")
    func otherFiles() throws {
        try withFolder([
            "a.yaml": Sample.top("tags: [a, b"),
            "b.yaml": Sample.steps("- click: { testid: x, colour: red }").replacing("sample", with: "other"),
        ]) { folder in
            let result = ScenarioLoader.load([folder])
            #expect(result.diagnostics.map(\.code) == [.yamlSyntax, .unknownKey])
        }
    }

    @Test(
        "what YAML reads is read",
        arguments: [
            "- click: {\n  testid: x\n  }",
            "- click: {\n  testid: x,\nnth: 1\n}",
            "- click: {# the button\n    testid: x }",
            "- click: { testid: x }# the button",
            "- expect: { \"testid\" : x, 'visible' :true }",
            "- expect: { testid: x, text: it is\n    'so' called }",
            "- expect: { testid: x, text: one\n    - two }",
            "- expect:\n    testid: x\n    text: \"a\n      b: c\n      - d\n  }\"",
            "- expect:\n    testid: x\n    text: a }] text\n      that goes } on",
            "- expect:\n    testid: x\n    text: |\n      a: [\n     \n      \"b",
            "- group:\n    name: a\n    do:\n    - reload\n    - back",
            "- group:\n    name: a\n    do: [reload,\n  back\n  ]",
        ])
    func harmless(_ step: String) throws {
        #expect(try parsed(Sample.steps(step)).steps.count == 2)
    }
}
