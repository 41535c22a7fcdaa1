import JSONKit
import Testing

@Suite("Regular expressions")
struct TextPatternTests {
    @Test(
        "the first match and its groups are found",
        arguments: [
            ("pro", "a pro plan", ["pro"]),
            ("^pro$", "pro", ["pro"]),
            ("^pro$", "a pro", nil),
            ("(?i)PRO", "Pro", ["Pro"]),
            ("(?i)é[a-c]", "ÉB", ["ÉB"]),
            ("ord_([0-9]+)", "id ord_42.", ["ord_42", "42"]),
            ("(a)|(b)", "b", ["b", nil, "b"]),
            (#"\d{2,3}"#, "1 1234", ["123"]),
            (#"\d{2,3}?"#, "1 1234", ["12"]),
            ("a*", "baaa", [""]),
            ("a+?", "aaa", ["a"]),
            ("<.+?>", "<a><b>", ["<a>"]),
            ("<.+>", "<a><b>", ["<a><b>"]),
            ("(a|ab)(c|bcd)?", "abcd", ["abcd", "a", "bcd"]),
            ("(a|ab)(c|bcd)$", "abcd", ["abcd", "a", "bcd"]),
            ("(ab|a)b?", "ab", ["ab", "ab"]),
            (#"\bfree\b"#, "so free!", ["free"]),
            (#"\bfree\b"#, "freedom", nil),
            (#"\Bdom"#, "freedom", ["dom"]),
            (#"[\w.]+@[^@\s]+"#, "to a.b@c.de now", ["a.b@c.de"]),
            (#"\p{Lu}\P{Lu}"#, "aBc", ["Bc"]),
            (#"[^\p{L}]"#, "ab1", ["1"]),
            ("a.c", "a\nc", nil),
            ("(?s)a.c", "a\nc", ["a\nc"]),
            ("^b", "a\nb", nil),
            ("(?m)^b$", "a\nb\nc", ["b"]),
            (#"\$\.\[\]"#, "$.[]", ["$.[]"]),
            ("[]a-]+", "x-]a", ["-]a"]),
            ("[a-]", "-", ["-"]),
            ("(?:ab)+", "xababy", ["abab"]),
            ("(?<id>x+)", "yxx", ["xx", "xx"]),
            ("(?P<id>x)", "x", ["x", "x"]),
            ("(a(?i)b|c)d", "aBd", ["aBd", "aB"]),
            ("(a(?i)b|c)d", "aBD", nil),
            ("(?i:a)b", "Ab", ["Ab"]),
            ("(?i-i:a)", "A", nil),
            (#"\x41\u0042\u{1F600}\t"#, "AB😀\t", ["AB😀\t"]),
            ("(a*)*", "aab", ["aa", "aa"]),
            ("(?:a?){3}b", "aab", ["aab"]),
            ("😀{2}", "😀😀", ["😀😀"]),
            ("é", "e\u{301}", nil),
            ("a||b", "b", [""]),
            ("x{0}y", "xy", ["y"]),
            (#"[\d-]+"#, "a1-2", ["1-2"]),
            (#"[^\d\s]+"#, "1 ab2", ["ab"]),
            (#"\S+\W\D"#, "1a-b", ["1a-b"]),
        ] as [(String, String, [String?]?)]
    )
    func firstMatch(pattern: String, text: String, groups: [String?]?) throws {
        let pattern = try TextPattern(pattern)
        #expect(pattern.firstMatch(in: text) == groups)
        #expect(pattern.isFound(in: text) == (groups != nil))
        if let groups {
            #expect(pattern.groupCount == groups.count - 1)
        }
    }

    @Test(
        "what is not understood is an error with a remedy",
        arguments: [
            "", "(", ")", "a)", "[", "[a", "[]", "[^]", "*a", "a**", "a{2", "a{x}", "{2}", "a{3,2}", "a{2}{3}", "\\",
            "^*",
            "[z-a]", #"[a-\d]"#, #"\1(a)"#, #"\k<a>"#, "(?=a)", "(?!a)", "(?<=a)", "(?<!a)", "(?x)a", "(?<>a)", "(?<a",
            "(?i", "[[:alpha:]]", #"\p"#, #"\p{Xx}"#, #"\pL"#, #"\x4"#, #"\u{110000}"#, #"\u{}"#, #"\ud800"#, #"\y"#,
            "(a{1000}){1000}", "a{99999999999999999999}", String(repeating: "(", count: 10_000),
        ]
    )
    func refusals(text: String) throws {
        let error = try #require(throws: TextPatternError.self) { try TextPattern(text) }
        #expect(!error.message.isEmpty && !error.remedy.isEmpty)
        #expect(error.description == "\(error.message); \(error.remedy)")
    }

    @Test(
        "expressions that make other engines backtrack without end are answered",
        arguments: ["(a+)+$", "(a|aa)+$", "(a|a?)+b", "^(a*)*$", "(.*a){12}$", "(?:a?){30}a{30}b"]
    )
    func noBacktracking(pattern: String) throws {
        let text = String(repeating: "a", count: 2_000) + "!"
        #expect(try !TextPattern(pattern).isFound(in: text))
    }

    @Test("a search that takes too much work finds nothing instead of going on")
    func patience() throws {
        let pattern = try TextPattern("(?:x?){3000}y")
        #expect(!pattern.isFound(in: String(repeating: "x", count: 100_000)))
    }

    @Test("patterns are equal when they are written alike")
    func equality() throws {
        #expect(try Set([TextPattern("a"), TextPattern("a"), TextPattern("(a)")]).count == 2)
    }
}
