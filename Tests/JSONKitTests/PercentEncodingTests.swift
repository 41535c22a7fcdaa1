import JSONKit
import Testing

@Suite("Percent encoding")
struct PercentEncodingTests {
    @Test(
        "each byte that may not stand as it is",
        arguments: [
            ("", ""), ("Az09-._~", "Az09-._~"), ("a b", "a%20b"), ("\n\u{0}", "%0A%00"), ("ä", "%C3%A4"),
            ("%41", "%2541"),
            ("/?#[]@", "%2F%3F%23%5B%5D%40"),
        ])
    func encodes(_ text: String, _ encoded: String) {
        #expect(String(percentEncoding: text, keeping: Set(String.unreserved.utf8)) == encoded)
    }
}
