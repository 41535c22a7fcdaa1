import JSONKit
import Testing

@Suite("Patterns: what does not match is told by place")
struct MismatchTests {
    @Test(
        "a mismatch says where, what was expected and what is there",
        arguments: [
            (["plan": "pro"], ["plan": "free"], [#"$.plan: "pro" / "free""#]),
            (["plan": "pro"], [:], [#"$.plan: "pro" / nothing"#]),
            (["plan": "pro"], .null, [#"$: {plan: "pro"} / null"#]),
            (["n": 1], ["n": "1"], [#"$.n: 1 / "1" (string)"#]),
            (["n": 1], ["n": .null], ["$.n: 1 / null"]),
            (["a b": [1, 2]], ["a b": [1, 3]], ["$['a b'][1]: 2 / 3"]),
            (["a": [1, 2]], ["a": [1]], ["$.a: an array of 2 / an array of 1: [1]"]),
            (["a": [1]], ["a": ["x": 1]], [#"$.a: [1] / {"x":1}"#]),
            (["a": [:]], ["a": 1], ["$.a: an object / 1"]),
            (["b": 1, "a": ["c": 2]], ["a": ["c": 3]], ["$.a.c: 2 / 3", "$.b: 1 / nothing"]),
            (["n": ["gte": 1, "lt": 5]], ["n": 0], ["$.n: ≥ 1 / 0"]),
            (["n": ["gt": 5, "lte": 3]], ["n": 4], ["$.n: > 5 / 4", "$.n: ≤ 3 / 4"]),
            (["t": ["contains": "x"]], ["t": ["y"]], [#"$.t: contains "x" / ["y"]"#]),
            (["t": ["matches": "^x"]], ["t": "y"], [#"$.t: matches /^x/ / "y""#]),
            (["t": ["exists": true]], [:], ["$.t: anything / nothing"]),
            (["t": ["exists": false]], ["t": 1], ["$.t: nothing / 1"]),
            (["t": ["one_of": ["a", ["gt": 1]]]], ["t": 1], [#"$.t: one of "a", > 1 / 1"#]),
            (["t": ["not": ["a": 1]]], ["t": ["a": 1, "b": 2]], [#"$.t: not {a: 1} / {"a":1,"b":2}"#]),
        ] as [(JSON, JSON, [String])]
    )
    func mismatches(pattern: JSON, value: JSON, expected: [String]) throws {
        let mismatches = try JSONPattern(pattern).mismatches(in: value)
        #expect(mismatches.map { "\($0.path): \($0.expected) / \($0.actual)" } == expected)
    }

    @Test("long values are shown by their beginning")
    func long() throws {
        let text = String(repeating: "x", count: 5_000)
        let pattern = try JSONPattern(["a": ["one_of": .array(Array(repeating: .string(text), count: 20))]])
        let mismatch = try #require(pattern.mismatches(in: ["a": [.string(text)]]).first)
        #expect(mismatch.expected.count == 200)
        #expect(mismatch.actual.count == 120)
    }
}
