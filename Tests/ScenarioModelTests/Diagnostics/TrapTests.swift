import ScenarioModel
import Testing

@Suite("YAML's own traps")
struct TrapTests {
    static let cases = [
        FaultCase("yaml-comment", in: Sample.steps("- click: { css: «#id }")),
        FaultCase("yaml-comment", in: Sample.steps("- click:\n    css: «#id")),
        FaultCase("yaml-comment", in: Sample.steps("- expect: { testid: x, text: «Order #5 }")),
        FaultCase("yaml-comment", in: Sample.steps("- expect:\n    testid: x\n    text: «Order #5")),
        FaultCase("yaml-comment", in: Sample.top("tags:\n  - «#billing\n  - b")),
        FaultCase("yaml-braces", in: Sample.steps("- fill: { label: Email, with: «${uuid} }")),
        FaultCase("yaml-braces", in: Sample.steps("- fill: { label: Email, with: «a-${uuid}@x.test, exact: true }")),
        FaultCase("yaml-brackets", in: Sample.stage("probe: p, count: $.a, identity: «$.a[*].id, exactly: 1")),
        FaultCase(
            "yaml-brackets", in: Sample.stage("probe: p, count: «$.a[?@.x == 'a,b'], identity: $.id, exactly: 1")),
        FaultCase("yaml-alias", in: Sample.steps("- expect: { url: «**/x }")),
        FaultCase("yaml-alias", in: Sample.steps("- expect:\n    url: «**/dashboard")),
        FaultCase("yaml-alias", in: Sample.steps("- click: «*login")),
        FaultCase("yaml-anchor", "unknown-key", in: Sample.steps("- click: «&login { testid: x, «colour: red }")),
        FaultCase("yaml-anchor", in: Sample.steps("- expect: { testid: x, text: «&c }")),
        FaultCase("yaml-tag", in: Sample.steps("- expect: { testid: x, text: «!important }")),
        FaultCase("yaml-reserved", in: Sample.steps("- expect: { testid: x, text: «@home }")),
        FaultCase("yaml-reserved", in: Sample.steps("- expect:\n    testid: x\n    text: «`code`")),
        FaultCase("yaml-reserved", in: Sample.steps("- expect:\n    testid: x\n    text: «> 5")),
        FaultCase("yaml-reserved", in: Sample.steps("- expect: { testid: x, contains: «%d }")),
        FaultCase("yaml-missing-space", in: Sample.steps("- click: { «testid:x }")),
        FaultCase("yaml-missing-space", in: Sample.steps("- click: { role: button, «name:Log in }")),
        FaultCase("yaml-missing-space", in: Sample.steps("- «goto:https://app.test/")),
        FaultCase("yaml-colon", in: Sample.steps("- reload:\n  name: «Run: now")),
        FaultCase("yaml-colon", in: Sample.steps("- expect: { testid: x, text: «Total: 5, contains: a }")),
        FaultCase("yaml-colon", in: Sample.top("outcome: «A user upgrades: all is well # or not")),
        FaultCase("yaml-escape", in: Sample.steps("- expect: { testid: x, text: \"a «\\d+\" }")),
        FaultCase("yaml-escape", in: Sample.steps("- expect: { testid: x, text: \"a\n      b «\\.c\" }")),
        FaultCase("yaml-clock", in: Sample.converge("within: «1:30\nfinal: { probe: p, match: { a: 1 } }")),
        FaultCase("yaml-clock", in: Sample.steps("- reload:\n  timeout: «00:01:30")),
        FaultCase("yaml-tab", in: "scenario: x\nsteps:\n«\t- reload\n"),
        FaultCase("yaml-tab", in: "scenario: x\nsteps:\n  «\t- reload\n"),
        FaultCase(
            "yaml-comment", "yaml-braces", "yaml-alias",
            in: Sample.steps("- click: { css: «#a }\n- fill: { label: b, with: «${uuid} }\n- expect: { url: «**/c }")),
    ]

    @Test("each is found at its place, and hides no other fault", arguments: cases)
    func trap(_ example: FaultCase) {
        #expect(ScenarioParser.parse(example.marked.text, file: "x.yaml").faults == example.expected)
    }

    @Test(
        "the quoted form is offered",
        arguments: [
            ("- click: { css: #id }", "\"#id\""),
            ("- fill: { label: Email, with: ${uuid} }", "\"${uuid}\""),
            ("- expect: { url: **/x }", "\"**/x\""),
            ("- click: { testid:x }", "testid: x"),
            ("- expect: { testid: x, text: say \"a\": b }", "'say \"a\": b'"),
        ])
    func remedy(_ step: String, _ quoted: String) throws {
        let diagnostic = try #require(ScenarioParser.parse(Sample.steps(step), file: "x.yaml").diagnostics.first)
        #expect(diagnostic.suggestion == quoted)
        #expect(diagnostic.remedy.contains(quoted))
    }

    @Test("a fault elsewhere is reported beside a trap")
    func others() {
        let example = FaultCase(
            "yaml-braces", "unknown-key",
            in: Sample.steps("- fill: { label: Email, with: «${uuid} }\n- click: { testid: x, «colour: red }"))
        #expect(ScenarioParser.parse(example.marked.text, file: "x.yaml").faults == example.expected)
    }

    @Test(
        "what only looks like one passes",
        arguments: [
            "- click: { testid: x } # a comment",
            "- click: { testid: x }   #### a line of them",
            "- click: #the button\n    testid: x",
            "- click: # the button\n    testid: x",
            "- click: { testid: \"#id\" }",
            "- click: { css: 'a:hover, b[c=\"d\"]' }",
            "- goto: https://app.test/a#b",
            "- goto: https://app.test/${uuid}",
            "- goto: https://app.test/?q=a:b",
            "- expect: { url: \"**/x\" }",
            "- expect:\n    testid: x\n    text: >\n      folded: text # no comment\n      *no alias",
            "- expect:\n    testid: x\n    text: |-\n      1: &x\n\n      #2",
            "- expect: { testid: x, contains: \"a\\\"b \\u00e9\" }",
            "- expect: { testid: x, contains: 'it''s' }",
            "- expect: { \"testid\":\"x\",\"visible\":true }",
            "- expect: {\n    testid: x, # the first\n    text: y # the second\n    }",
            "- expect:\n    testid: x\n    text: an ordinary text\n      *not* everywhere\n      @ all",
            "- expect: { url: /a?b=c&d=e, title: 100% }",
            "- expect: { testid: x, text: a-b?c!d@e&f*g|h }",
        ])
    func harmless(_ step: String) throws {
        #expect(try parsed(Sample.steps(step)).steps.count == 2)
    }
}
