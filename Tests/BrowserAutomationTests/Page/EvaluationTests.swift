import BrowserAutomation
import Testing

@Suite("Scripts of a scenario", .timeLimit(.minutes(3)))
struct EvaluationTests {
    @Test(
        "give their value as JSON",
        arguments: [
            ("1 + 1", "2"), ("({ a: [1, 'x', null] })", #"{"a":[1,"x",null]}"#), ("undefined", "null"),
            ("Promise.resolve('later')", #""later""#), ("() => 7", "7"), ("async () => 'called'", #""called""#),
            ("document.title", #""T""#),
        ])
    func values(script: String, json: String) async throws {
        try await TestBrowser.withHTML("<title>T</title>") { page, _ in
            let value = try await page.evaluate(script, deadline: TestBrowser.soon)
            #expect(value == json)
        }
    }

    @Test(
        "that throw say what",
        arguments: [
            ("nope.x", "ReferenceError: nope is not defined"), ("throw 1", "in the page: 1"),
            ("(() => { throw 'text' })()", "text"),
            ("NaN", "NaN cannot be written as JSON"), ("Promise.reject(new Error('no'))", "Error: no"),
        ])
    func failures(script: String, text: String) async throws {
        try await TestBrowser.withHTML("<p>") { page, _ in
            let error = try await browserError { _ = try await page.evaluate(script, deadline: TestBrowser.soon) }
            #expect(error?.description.contains(text) == true)
        }
    }

    @Test("that never end are given up at the deadline")
    func endless() async throws {
        try await TestBrowser.withHTML("<p>") { page, _ in
            let error = try await browserError {
                _ = try await page.evaluate("new Promise(() => {})", deadline: TestBrowser.brief)
            }
            #expect(error == .timedOut(what: "the value of “new Promise(() => {})”", log: []))
        }
    }

    @Test("cannot reach the tool's own world, and the page cannot see it")
    func isolated() async throws {
        try await TestBrowser.withHTML(
            "<script>Array.prototype.map = () => 'broken'; JSON.stringify = null</script><p id=x>x"
        ) {
            page, _ in
            let kind = try await page.evaluate("typeof endstate", deadline: TestBrowser.soon)
            #expect(kind == "\"undefined\"")
            let state = try await page.state(of: .css("#x"), deadline: TestBrowser.soon)
            #expect(state.text == "x")
        }
    }
}
