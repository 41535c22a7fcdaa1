import JSONKit
import ScenarioModel
import Testing

@Suite("Variables in a JSONPath")
struct PathTests {
    private func path(_ text: String, _ value: JSON) throws -> String {
        let scenario = try parsed(
            Sample(top: "let: { x: a }", end: "then:\n  - capture: { c: { from: p, path: \(quoted(text)) } }").text)
        var variables = Variables(run: RunIdentity(id: "r"))
        variables.set("x", to: value)
        let capture = try #require(scenario.then[0].captures.first)
        return try #require(capture.path).resolve(variables).text
    }

    private func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }

    @Test(
        "between quotes a value cannot end the string",
        arguments: [
            ("$.a[?@.id == '${x}']", "b", "$.a[?@.id == 'b']"),
            ("$.a[?@.id == '${x}']", "it's", "$.a[?@.id == 'it\\'s']"),
            ("$.a[?@.id == '${x}']", "a\\' || true || 'b", "$.a[?@.id == 'a\\\\\\' || true || \\'b']"),
            ("$.a[?@.id == \"${x}\"]", "it's \"b\"", "$.a[?@.id == \"it's \\\"b\\\"\"]"),
            ("$['${x}']", "a\nb", "$['a\\u000ab']"),
            ("$['it\\'s ${x}']", "'", "$['it\\'s \\'']"),
        ])
    func quotes(_ text: String, _ value: String, _ expected: String) throws {
        #expect(try path(text, .string(value)) == expected)
    }

    @Test("elsewhere a number or a plain name may stand")
    func plain() throws {
        #expect(try path("$.a[${x}].b", 3) == "$.a[3].b")
        #expect(throws: ResolutionError.self) { try path("$.a[${x}].b", "0] || $..secret[0") }
        #expect(throws: ResolutionError.self) { try path("$.a[${x}].b", "") }
    }
}
