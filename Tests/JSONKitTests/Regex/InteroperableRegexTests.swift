import JSONKit
import Testing

/// I-Regexp (RFC 9485) has no type of its own to call from here: it is what `match` understands.
@Suite("I-Regexp")
struct InteroperableRegexTests {
    @Test(
        "an expression matches the whole text or not",
        arguments: [
            ("", "", true), ("a", "a", true), ("a", "ab", false), ("a|ab", "ab", true), ("a*b", "aab", true),
            ("[a-c]{2}", "bc", true), ("[a-c]{2}", "bcd", false), ("[a-c]{2,}", "abcabc", true),
            ("[^a-c]", "d", true), ("[^a-c]", "b", false), ("[-a]", "-", true), ("[a-]", "-", true),
            ("\\p{L}+", "éa", true), ("\\p{Nd}\\P{Nd}", "1a", true), ("[\\p{Lu}_]+", "A_B", true), ("a.c", "abc", true),
            ("a.c", "a\nc", false), ("a.c", "a\rc", false), ("a\\.c", "abc", false),
            ("\\(\\)\\[\\]\\{\\}", "()[]{}", true),
            ("\\n\\r\\t\\-\\^\\|\\\\", "\n\r\t-^|\\", true), ("(ab){2}(c|d)?", "abab", true), ("(a*)*", "aaa", true),
            ("^a$", "a", true), (",:;é😀", ",:;é😀", true), ("[😀-😎]", "😁", true),
        ]
    )
    func whole(pattern: String, text: String, matches: Bool) throws {
        #expect(try isMatched(text, by: pattern) == matches)
        #expect(try literal(pattern).cautions.isEmpty)
    }

    @Test(
        "what other dialects add is not I-Regexp and matches nothing",
        arguments: [
            "\\d", "\\w", "\\s", "\\b", "(?:a)", "(?=a)", "(?i)a", "a*?", "a++", "\\x41", "\\u0041", "[[:alpha:]]",
            "[]", "[^]",
            "[b-a]", "[a-c-e]", "a{,2}", "a{2}{3}", "]", "}", "*", "\\p{Foo}", "\\p{IsBasicLatin}", "(", ")", "[a",
            "\\",
        ]
    )
    func refused(pattern: String) throws {
        #expect(try literal(pattern).cautions.count == 1)
        for text in ["", "a", "b", "1", pattern] {
            #expect(try !isMatched(text, by: pattern))
        }
    }

    private func isMatched(_ text: String, by pattern: String) throws -> Bool {
        let value: JSON = ["text": .string(text), "pattern": .string(pattern)]
        let fromDocument = try JSONPath("$[?match($.text, $.pattern)]").nodes(in: value).isEmpty
        let fromQuery = try literal(pattern).nodes(in: [.string(text)]).isEmpty
        #expect(fromDocument == fromQuery)
        return !fromDocument
    }

    /// A query with the pattern written in it.
    private func literal(_ pattern: String) throws -> JSONPath {
        try JSONPath("$[?match(@, \(JSON.string(pattern).serialized()))]")
    }
}
