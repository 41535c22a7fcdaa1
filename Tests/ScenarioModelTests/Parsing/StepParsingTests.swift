import JSONKit
import ScenarioModel
import Testing

@Suite("Steps")
struct StepParsingTests {
    /// The first step of a sample, as a value.
    private func action(_ step: String) throws -> Action {
        try #require(try parsed(Sample.steps(step)).steps.first).action
    }

    @Test("navigation")
    func navigation() throws {
        guard case .goto(let address) = try action("- goto: https://a.test/x") else { throw Unexpected() }
        #expect(address.literal == "https://a.test/x")
        #expect(try action("- reload") == .reload)
        #expect(try action("- reload:") == .reload)
        #expect(try action("- back") == .back)
    }

    @Test("a step's common keys")
    func common() throws {
        let scenario = try parsed(
            Sample.steps(
                """
                - click: { testid: a }
                  name: Open the menu
                  timeout: 3s
                - click: { testid: b }
                  optional: true
                """))
        let named = scenario.steps[0]
        #expect(named.title == "Open the menu")
        #expect(named.text == "click: { testid: a }")
        #expect(named.timeout == .seconds(3))
        #expect(named.effectiveTimeout == .seconds(3))
        #expect(named.span == SourceSpan(line: 5, column: 5, length: 5))
        let optional = scenario.steps[1]
        #expect(optional.optional)
        #expect(optional.effectiveTimeout == Defaults.optional)
        #expect(optional.title == "click: { testid: b }")
    }

    @Test("pointers")
    func pointers() throws {
        guard case .click(let click) = try action("- click: { testid: a, position: { x: 1.5, y: 2 } }"),
            case .dblclick(let twice) = try action("- dblclick: { css: \"#a\" }"),
            case .hover(let hover) = try action("- hover: { text: a }")
        else { throw Unexpected() }
        #expect(click.position?.x == 1.5)
        #expect(click.position?.y == 2)
        #expect(twice.locator.description == "css: \"#a\"")
        #expect(hover.position == nil)
    }

    @Test("fields and boxes")
    func fields() throws {
        guard case .fill(let field, let text) = try action("- fill: { label: Email, with: no }"),
            case .type(nil, let typed) = try action("- type: { with: abc }"),
            case .type(let into?, _) = try action("- type: { label: a, with: abc }"),
            case .select(_, let one) = try action("- select: { label: a, option: 007 }"),
            case .select(_, let several) = try action("- select: { label: a, option: [b, c] }"),
            case .clear = try action("- clear: { label: a }"),
            case .check = try action("- check: { label: a }"),
            case .uncheck = try action("- uncheck: { label: a }"),
            case .scroll = try action("- scroll: { label: a }")
        else { throw Unexpected() }
        #expect(field.description == "label: Email")
        #expect(text.literal == "no", "what YAML would call false is a text here")
        #expect(typed.literal == "abc")
        #expect(into.description == "label: a")
        #expect(one.map(\.literal) == ["007"])
        #expect(several.map(\.literal) == ["b", "c"])
    }

    @Test("an empty text can be entered, in quotes")
    func emptyText() throws {
        guard case .fill(_, let text) = try action("- fill: { label: a, with: \"\" }") else { throw Unexpected() }
        #expect(text.literal == "")
    }

    @Test("keys")
    func keys() throws {
        guard case .press(nil, let bare) = try action("- press: Enter"),
            case .press(nil, let key) = try action("- press: { key: Escape }"),
            case .press(let locator?, let chord) = try action("- press: { label: a, key: Control+S }")
        else { throw Unexpected() }
        #expect([bare, key, chord].map(\.literal) == ["Enter", "Escape", "Control+S"])
        #expect(locator.description == "label: a")
    }

    @Test("scripts, dialogs, pictures, groups")
    func others() throws {
        guard case .eval(let script) = try action("- eval: \"`$${x}`\""),
            case .group(let name, let steps) = try action(
                "- group:\n    name: Log in\n    do:\n      - reload\n      - click: { testid: a }")
        else { throw Unexpected() }
        #expect(script.literal == "`${x}`")
        #expect(name == "Log in")
        #expect(steps.map(\.text) == ["reload", "click: { testid: a }"])
        #expect(try action("- dialog: accept") == .dialog(.accept(text: nil)))
        #expect(try action("- dialog: dismiss") == .dialog(.dismiss))
        guard case .dialog(.accept(let answer?)) = try action("- dialog: { accept: yes }"),
            case .screenshot(let picture) = try action("- screenshot: invoice"),
            case .screenshot(let part) = try action("- screenshot: { testid: invoice }")
        else { throw Unexpected() }
        #expect(answer.literal == "yes")
        #expect(picture.name?.literal == "invoice")
        #expect(part.locator?.description == "testid: invoice")
        guard case .screenshot(let page) = try action("- screenshot") else { throw Unexpected() }
        #expect(page.name == nil && page.locator == nil)
    }

    @Test("what is waited for")
    func waits() throws {
        guard case .waitFor(.url(let url)) = try action("- wait_for: { url: \"**/a\" }"),
            case .waitFor(.eval(let script)) = try action("- wait_for: { eval: window.ready }")
        else { throw Unexpected() }
        #expect(url.literal == "**/a")
        #expect(script.literal == "window.ready")
    }

    @Test("the trigger")
    func trigger() throws {
        let scenario = try parsed(
            Sample(
                steps: """
                    steps:
                      - reload
                      - trigger:
                          click: { testid: go }
                          timeout: 4s
                        name: Upgrade
                      - reload
                    """
            ).text)
        #expect(scenario.triggerIndex == 1)
        let step = scenario.steps[1]
        guard case .trigger(let inner) = step.action, case .click = inner.action else { throw Unexpected() }
        #expect(step.title == "Upgrade")
        #expect(step.effectiveTimeout == .seconds(4))
    }

    @Test("both sides of an agreement")
    func agree() throws {
        let scenario = try parsed(
            Sample.then(
                "- agree: { ui: { testid: plan }, backend: { probe: p, path: \"$.plans[0]\" }, ignore_case: true }"))
        guard case .agree(let agree) = scenario.then[0].action else { throw Unexpected() }
        #expect(agree.ui.description == "testid: plan")
        #expect(agree.probe.text == "p")
        #expect(agree.path.literal == "$.plans[0]")
        #expect(agree.ignoreCase)
    }

    @Test("a step that looks at the back end may take what a look takes")
    func backEndTimeouts() throws {
        let scenario = try parsed(
            Sample.then(
                """
                - agree: { ui: { testid: plan }, backend: { probe: p, path: $.plan } }
                - capture: { a: { from: p, path: $.a } }
                - capture: { b: { from: url } }
                """))
        #expect(scenario.then.map(\.effectiveTimeout) == [.seconds(15), .seconds(10), .seconds(5)])
    }

    @Test("captures, long and short")
    func captures() throws {
        let scenario = try parsed(
            Sample(
                top: """
                    setup:
                      - http: { post: "https://a.test" }
                        capture: { tenant: $.id, token: { from: response, path: $.token, secret: true } }
                    """,
                end: """
                    then:
                      - capture: { order: { from: url, matches: 'order=(\\d+)' }, state: { from: p, path: $.state } }
                      - reload
                      - click: { testid: x }
                        capture: { shown: { from: { testid: y } } }
                    """
            ).text)
        let set = scenario.setup[0].captures
        #expect(set.map(\.name.text) == ["tenant", "token"])
        #expect(set.map(\.secret) == [false, true])
        #expect(set.map(\.path?.literal) == ["$.id", "$.token"])
        #expect(scenario.then[0].action == .capture)
        let order = scenario.then[0].captures
        #expect(order[0].source == .url)
        #expect(order[0].matches?.text == "order=(\\d+)")
        guard case .probe(let probe) = order[1].source, case .locator = scenario.then[2].captures[0].source else {
            throw Unexpected()
        }
        #expect(probe.text == "p")
    }
}

/// A value of another kind than the test expects.
struct Unexpected: Error {}
