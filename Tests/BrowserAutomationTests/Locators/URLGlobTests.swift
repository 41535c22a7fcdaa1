import BrowserAutomation
import Testing

@Suite("URL patterns")
struct URLGlobTests {
    @Test(
        "match as Playwright's do",
        arguments: [
            ("**/dashboard", "http://127.0.0.1:8080/dashboard", true),
            ("**/dashboard", "http://127.0.0.1:8080/a/dashboard", true),
            ("**/dashboard", "http://127.0.0.1:8080/dashboard?x=1", false),
            ("**/dashboard*", "http://127.0.0.1:8080/dashboard?x=1", true),
            ("http://*/a/*", "http://host:1/a/b", true),
            ("http://*/a/*", "http://host:1/a/b/c", false),
            ("**/{a,b}.html", "http://h/b.html", true),
            ("**/{a,b}.html", "http://h/c.html", false),
            ("http://h/x?y", "http://h/x?y", true),
            ("http://h/x?y", "http://h/xzy", false),
            ("**/invites/a@b.c", "http://h/invites/a%40b.c", true),
            ("**/q=größe", "http://h/q=gr%C3%B6%C3%9Fe", true),
            ("**/a%2Fb", "http://h/a%2Fb", true),
            ("**/100%", "http://h/100%", true),
            ("", "", true),
            ("**", "anything at all", true),
            ("a{b", "a{b", true),
        ])
    func match(pattern: String, url: String, expected: Bool) {
        #expect(URLGlob(pattern).matches(url) == expected)
    }
}
