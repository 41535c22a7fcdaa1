import Reporting
import Testing

/// Text of others in a terminal.
@Suite struct PlainTextTests {
    @Test(
        "what moves the cursor, colours or reorders is written as an escape",
        arguments: [
            ("a\nb\tc\rd", #"a\nb\tc\rd"#), ("\u{1B}[31mred", #"\u{1b}[31mred"#), ("\u{9B}2J", #"\u{9b}2J"#),
            ("abc\u{202E}fed", #"abc\u{202e}fed"#), ("zero\u{200B}width", #"zero\u{200b}width"#),
            ("line\u{2028}separator", #"line\u{2028}separator"#), ("\u{7}\u{8}\u{7F}", #"\u{7}\u{8}\u{7f}"#),
            ("tag\u{E0041}", #"tag\u{e0041}"#),
        ])
    func harmful(_ text: String, _ expected: String) {
        #expect(PlainText.clean(text) == expected)
    }

    @Test("everything else stays as it is", arguments: ["Grüße, 世界", "👩‍👩‍👧", "e\u{301}", "«secret»", "a\\nb", ""])
    func harmless(_ text: String) {
        #expect(PlainText.clean(text) == text)
    }
}
