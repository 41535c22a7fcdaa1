import Foundation
import JSONKit
import TestSupport
import Testing

/// Every verb and every assertion of the language against a real page, in as few runs as that takes.
@Suite(.timeLimit(.minutes(15)))
struct LanguageTests {
    private let workplace: Workplace
    private let application: SampleApplication

    init() throws {
        workplace = try Workplace()
        application = try SampleApplication()
        application.server.route("/form", .html(Self.form))
        application.server.route("/other", .html("<title>Other</title><h1>Other</h1>"))
    }

    @Test("Every verb does what it says")
    func verbs() async throws {
        let bundle = try await run(
            """
              - goto: /form
              - fill: { label: Name, with: "Ada \\"L\\" <b> ä€😀" }
              - expect: { label: Name, value: "Ada \\"L\\" <b> ä€😀" }
              - clear: { label: Name }
              - expect: { label: Name, value: "" }
              - type: { label: Name, with: "abc" }
              - press: { label: Name, key: Backspace }
              - press: Shift+D
              - expect: { label: Name, value: abD }
              - select: { label: Country, option: Norway }
              - expect: { label: Country, value: "no" }
              - check: { label: Terms }
              - expect: { label: Terms, checked: true }
              - uncheck: { label: Terms }
              - expect: { label: Terms, checked: false }
              - click: { role: button, name: Count, position: { x: 3, y: 3 } }
              - dblclick: { role: button, name: count }
              - expect: { testid: count, text: "3 1" }
              - hover: { testid: hovered }
              - expect: { testid: hovered, text: over }
              - scroll: { testid: far }
              - wait_for: { eval: "scrollY > 500" }
              - dialog: { accept: Grace }
              - click: { text: Ask }
              - expect: { testid: answer, text: Grace }
              - dialog: dismiss
              - click: { text: Ask }
              - expect: { testid: answer, text: nobody }
              - eval: "({ sum: 1 + 1, list: [document.title] })"
                capture: { sum: $.sum, title: "$.list[0]" }
              - fill: { placeholder: Search, with: "${sum} ${title} ${run.id}" }
              - expect: { placeholder: Search, not: { value: "" } }
              - capture: { shown: { from: { testid: count }, matches: '(\\d+)$' }, place: { from: url } }
              - http: { post: "${env.APP}/tenant", json: { shown: "${shown}", place: "${place}" } }
                expect: { status: 201, match: { tenantId: t-1 } }
                capture: { tenant: $.tenantId }
              - screenshot: form
              - screenshot: { testid: count }
              - group: { name: Leave and come back, do: [ click: { css: "a[href='/other']" }, expect: { title: Other } ] }
              - expect: { url: "/other" }
              - back
              - expect: { url: "**/form", title: Form }
              - reload
              - expect: { label: Name, value: "" }
              - click: { testid: nobody }
                optional: true
                timeout: 100ms
                name: A step that need not be
              - goto: "${env.APP}/"
            """)
        #expect(bundle.verdict == "passed", "\(bundle.failures)")
        let outcomes = bundle.events("step_finished").compactMap { $0["outcome"]?.stringValue }
        #expect(outcomes.count { $0 == "skipped" } == 1)
        #expect(outcomes.allSatisfy { $0 == "passed" || $0 == "skipped" }, "\(bundle.failures)")
        let captured = bundle.events("captured").map { [$0["name"]?.stringValue, $0["value"]?.stringValue] }
        let place = application.server.url("/form")
        #expect(
            captured == [["sum", "2"], ["title", "Form"], ["shown", "1"], ["place", place], ["tenant", "t-1"]])
        #expect(bundle.events("dialog").map { $0["accepted"] } == [true, false])
        let pictures = bundle.events("screenshot")
        #expect(pictures.contains { $0["why"] == "form" && $0["locator"] == nil })
        #expect(pictures.contains { $0["locator"] == "testid: count" && $0["blob"] != pictures[0]["blob"] })
        #expect(pictures.allSatisfy { $0["step"]?.intValue != nil })
        #expect(application.server.requests.contains { $0.text == "{\"place\":\"\(place)\",\"shown\":\"1\"}" })
    }

    @Test("Every assertion holds of what is so")
    func assertions() async throws {
        let bundle = try await run(Self.steps(Self.claims.map(\.right)))
        #expect(bundle.verdict == "passed", "\(bundle.failures)")
        #expect(bundle.failures.isEmpty)
    }

    @Test("Every assertion fails of what is not so, and says what is there instead")
    func wrongAssertions() async throws {
        let bundle = try await run(Self.steps(Self.claims.map(\.wrong), optional: true))
        let messages = bundle.failures
        #expect(messages.count == Self.claims.count)
        for (claim, message) in zip(Self.claims, messages) {
            #expect(message.contains(claim.says), "\(claim.wrong) says: \(message)")
            #expect(!message.contains("\n"))
        }
    }

    /// An assertion that holds, one that does not, and what is said of it.
    private static let claims: [(right: String, wrong: String, says: String)] = [
        ("testid: shown, visible: true", "testid: hidden, visible: true", "expected visible, it is hidden"),
        ("testid: shown", "testid: nobody", "expected visible, it is not there"),
        ("testid: hidden, hidden: true", "testid: shown, hidden: true", "expected hidden, it is visible"),
        ("testid: nobody, hidden: true", "css: body, hidden: true", "expected hidden, it is visible"),
        ("testid: nobody, not: { visible: true }", "testid: shown, not: { visible: true }", "not visible"),
        ("testid: shown, text: Two words", "testid: shown, text: two words", "it shows \"Two words\""),
        ("testid: shown, text: two WORDS, ignore_case: true", "testid: shown, text: Two", "it shows \"Two words\""),
        ("testid: shown, contains: o w", "testid: shown, contains: three", "containing \"three\""),
        ("testid: shown, not: { contains: three }", "testid: shown, not: { contains: Two }", "not text containing"),
        ("testid: nobody, count: 0", "testid: nobody, text: x", "it is not there"),
        ("css: option, count: 2", "css: option, count: 3", "it is there 2 times"),
        ("label: Country, value: \"se\"", "label: Country, value: Sweden", "has value \"se\""),
        ("label: Name, enabled: true", "role: button, name: Off, enabled: true", "it is disabled"),
        ("text: \"Off\", disabled: true", "label: Name, disabled: true", "it is enabled"),
        ("label: Terms, checked: false", "label: Terms, checked: true", "it is not checked"),
        ("label: Name, editable: true", "label: Fixed, editable: true", "it is not editable"),
        ("label: Name, focused: false", "label: Name, focused: true", "does not have the focus"),
        ("testid: shown, attribute: { lang: en }", "testid: shown, attribute: { lang: de }", "has lang \"en\""),
        ("testid: shown, class: b", "testid: shown, class: c", "has class \"a b\""),
        ("role: button, name: Count, actionable: true", "text: \"Off\", actionable: true", "refuses acts"),
        ("url: \"**/form\"", "url: \"**/elsewhere\"", "/form\""),
        ("title: Form", "title: form", "it is \"Form\""),
        ("role: heading, level: 2, text: Section", "role: heading, level: 3", "it is not there"),
        ("testid: shown, within: { css: main }", "testid: shown, within: { css: form }", "it is not there"),
        ("css: li, nth: 1, text: two", "css: li, text: one", "2 elements"),
        ("css: li, last: true, text: two", "css: li, first: true, text: two", "it shows \"one\""),
        ("css: li, has_text: TWO, text: two", "css: li, has_text: three", "it is not there"),
        ("alt: A square", "alt: A circle", "it is not there"),
        ("title: Tip, text: tipped", "text: Nothing of the kind", "it is not there"),
    ]

    private static func steps(_ claims: [String], optional: Bool = false) -> String {
        let common = optional ? "\n    optional: true\n    timeout: 50ms" : ""
        let goto = "  - goto: /form\n"
        return goto + claims.map { "  - expect: { \($0) }\(common)\n" }.joined() + "  - goto: \"${env.APP}/\"\n"
    }

    private func run(_ steps: String) async throws -> RunBundle {
        var scenario = SampleScenario()
        scenario.setup = "base: \"${env.APP}\""
        scenario.before = steps
        let path = try workplace.write(scenario.text, as: "s.yaml")
        let ending = try await endstate(
            "run", path, "--artifacts", "always", in: workplace, environment: application.environment)
        #expect(ending.status == 0, "\(ending.all)")
        return try workplace.bundle()
    }

    private static let form = """
        <!doctype html>
        <html lang="en"><title>Form</title>
        <body>
        <main>
        <p data-testid=shown lang=en class="a b">Two
            words</p>
        <p data-testid=hidden hidden>Hidden</p>
        <h2>Section</h2>
        <ul><li>one</li><li>two</li></ul>
        <span title="Tip">tipped</span>
        <img alt="A square" width=10 height=10 src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">
        </main>
        <form onsubmit="return false">
        <label>Name <input></label>
        <label>Fixed <input readonly value=1></label>
        <label>Country <select><option value=se>Sweden</option><option value=no>Norway</option></select></label>
        <label><input type=checkbox> Terms</label>
        <input placeholder="Search the page">
        <button type=button disabled>Off</button>
        <button type=button id=count>Count</button> <output data-testid=count>0 0</output>
        <button type=button id=ask>Ask</button> <output data-testid=answer></output>
        </form>
        <p data-testid=hovered onmouseover="this.textContent = 'over'">hover here</p>
        <a href="/other">Other</a>
        <div style="height: 3000px"></div>
        <p data-testid=far>far</p>
        <script>
        let clicks = 0, doubles = 0;
        const button = document.getElementById('count');
        const tell = () => { document.querySelector('[data-testid=count]').textContent = `${clicks} ${doubles}`; };
        button.addEventListener('click', () => { clicks++; tell(); });
        button.addEventListener('dblclick', () => { doubles++; tell(); });
        document.getElementById('ask').onclick = () => {
            document.querySelector('[data-testid=answer]').textContent = prompt('Who?') ?? 'nobody';
        };
        </script>
        """
}
