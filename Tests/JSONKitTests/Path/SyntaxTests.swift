import Foundation
import JSONKit
import Testing

@Suite("JSONPath: what is refused")
struct SyntaxTests {
    @Test(
        "an error says where, what and what to do",
        arguments: [
            ("", 0, "begins with '$'", "write $"),
            ("plan", 0, "begins with '$'", "begin with $"),
            ("@.plan", 0, "begins with '$'", "begin with $"),
            (" $", 0, "begins with '$'", "begin with $"),
            ("$ ", 1, "unexpected ' '", "blank"),
            ("$.", 2, "ends where a name is due", "complete"),
            ("$.a-b", 3, "unexpected '-'", "['a-b']"),
            ("$.1a", 2, "unexpected '1'", "brackets and quotes"),
            ("$[plan]", 2, "unexpected 'p'", "quotes"),
            ("$['plan'", 8, "ends where ',' or ']'", "complete"),
            ("$['plan", 2, "no closing quote", "close it"),
            ("$['a\\x']", 5, "no escape", "\\\\"),
            ("$['a\nb']", 4, "control character", "\\n"),
            ("$['\\ud800']", 5, "surrogate", "both halves"),
            ("$['\\u12']", 7, "four hexadecimal digits", "all"),
            ("$[01]", 2, "leading zero", "plain number"),
            ("$[-0]", 2, "leading zero", "plain number"),
            ("$[9007199254740992]", 2, "too large", "9007199254740991"),
            ("$[99999999999999999999]", 2, "too large", "9007199254740991"),
            ("$[1.5]", 3, "unexpected '.'", "close with ']'"),
            ("$[1:2:3:4]", 7, "unexpected ':'", "close with ']'"),
            ("$[]", 2, "unexpected ']'", "['name'], [0]"),
            ("$[0,]", 4, "unexpected ']'", "['name'], [0]"),
            ("$[?@.a = 1]", 7, "unexpected '='", "=="),
            ("$[?@.a & @.b]", 7, "unexpected '&'", "&&"),
            ("$[?@.a | @.b]", 7, "unexpected '|'", "||"),
            ("$[?@.a == pro]", 10, "unexpected 'p'", "quotes"),
            ("$[?'a' = 1]", 7, "unexpected '='", "=="),
            ("$[?true]", 3, "literal", "compare"),
            ("$[?1 && @.a]", 3, "literal", "compare"),
            ("$[?!@.a == 1]", 4, "'!' takes", "!(…)"),
            ("$[?!!@.a]", 4, "unexpected '!'", "a filter tests"),
            ("$[?(@.a]", 7, "unexpected ']' where ')'", "close the parenthesis"),
            ("$[?@.* == 1]", 3, "several values", "value() or count()"),
            ("$[?1 == @..a]", 8, "several values", "value() or count()"),
            ("$[?length(@.*) == 1]", 10, "several values", "value() or count()"),
            ("$[?length(@.a)]", 3, "gives a value", "compare"),
            ("$[?count(1) == 1]", 9, "takes a query", "count(@.*)"),
            ("$[?match(@.a, 'x') == true]", 3, "cannot be compared", "!"),
            ("$[?match(@.a)]", 3, "2 arguments, not 1", "'expression'"),
            ("$[?length() == 1]", 3, "one argument, not 0", "length("),
            ("$[?lenght(@.a) == 1]", 3, "no function 'lenght'", "length()"),
            ("$[?foo(@.a)]", 3, "no function 'foo'", "the functions are"),
            ("$[?count (@.a) == 1]", 8, "unexpected ' '", "remove the blank"),
            ("$[?@.a == 01]", 10, "leading zero", "plain"),
            ("$[?@.a == 1e999]", 10, "too large", "double"),
            ("$[?@.a == 1.]", 12, "digit", "whole number"),
            ("$[?@.a == -]", 11, "digit", "whole number"),
            ("$[?@.a == 'x' == 'y']", 14, "unexpected '='", "=="),
            ("$.charges.length()", 16, "unexpected '('", "filter"),
            ("$[(@.length-1)]", 2, "unexpected '('", "filter"),
            ("$...a", 3, "unexpected '.'", "['a-b']"),
            ("$..", 3, "ends where a name is due", "complete"),
            ("$.. a", 3, "unexpected ' '", "blank"),
        ]
    )
    func refusals(query: String, offset: Int, message: String, remedy: String) throws {
        let error = try #require(throws: JSONPathError.self) { try JSONPath(query) }
        #expect(error.offset == offset)
        #expect(error.message.contains(message))
        #expect(error.remedy.contains(remedy))
        #expect(!error.remedy.isEmpty)
        #expect(error.description.contains("character \(offset + 1)"))
    }

    @Test("nesting is taken to a limit and refused beyond it, however deep")
    func depth() {
        func filters(_ count: Int) -> String {
            "$" + String(repeating: "[?@", count: count) + String(repeating: "]", count: count)
        }
        func parentheses(_ count: Int) -> String {
            "$[?" + String(repeating: "(", count: count) + "@" + String(repeating: ")", count: count) + "]"
        }
        #expect(throws: Never.self) { try JSONPath(filters(32)) }
        #expect(throws: Never.self) { try JSONPath(parentheses(31)) }
        for text in [filters(33), filters(50_000), parentheses(32), parentheses(50_000)] {
            let error = #expect(throws: JSONPathError.self) { try JSONPath(text) }
            #expect(error?.message.contains("nested deeper than 32 levels") == true)
        }
    }

    @Test("an expression that is not I-Regexp is allowed, and cautioned against at its place")
    func cautions() throws {
        let query = try JSONPath(#"$[?match(@.id, '\\d+') && search(@.id, 'c(?=1)') || match(@.id, 'c.*')]"#)
        #expect(query.cautions.map(\.offset) == [15, 39])
        #expect(query.cautions.first?.message.contains("match() is always false") == true)
        #expect(query.cautions.first?.remedy == "write [0-9]")
        #expect(try JSONPath("$[?match(@.id, $.pattern)]").cautions.isEmpty)
    }

    @Test("a query is a value: equal and coded by its text")
    func value() throws {
        let query = try JSONPath("$.a[0]")
        #expect(query.description == "$.a[0]")
        #expect(try Set([query, JSONPath("$.a[0]"), JSONPath("$['a'][0]")]).count == 2)
        let data = try JSONEncoder().encode([query])
        #expect(try JSON(parsing: data) == ["$.a[0]"])
        #expect(try JSONDecoder().decode([JSONPath].self, from: data) == [query])
        #expect(throws: JSONPathError.self) { try JSONDecoder().decode([JSONPath].self, from: Data("[\"a\"]".utf8)) }
    }
}
