import Foundation
import JSONKit
import Testing

@Suite("Patterns: what is refused")
struct PatternSyntaxTests {
    @Test(
        "an error says where, what and what to do",
        arguments: [
            (["n": ["gte": 1, "plan": "pro"]], "$.n", "'gte' is a comparator", "{ plan: { gte: … } }"),
            (["contains": "x", "a": 1], "$", "'contains' is a comparator", "reached with path:"),
            (["n": ["gte": true]], "$.n.gte", "takes a number or a text, not a boolean", "gte: 1"),
            (["n": ["lt": .null]], "$.n.lt", "not null", "lt: 1"),
            (["n": ["gt": [1]]], "$.n.gt", "not an array", "gt: 1"),
            (["n": ["lte": [:]]], "$.n.lte", "not an object", "lte: 1"),
            (["t": ["matches": 5]], "$.t.matches", "regular expression, not a number", "single quotes"),
            (["t": ["matches": "("]], "$.t.matches", "a '(' without its ')'", "close it"),
            (["t": ["matches": ""]], "$.t.matches", "matches everything", "write"),
            (["t": ["exists": "yes"]], "$.t.exists", "true or false, not a string", "write true or false"),
            (["t": ["one_of": []]], "$.t.one_of", "a list of at least one", "[first, second]"),
            (["t": ["one_of": "a"]], "$.t.one_of", "a list of at least one", "[first, second]"),
            (["t": ["one_of": ["a", ["gte": true]]]], "$.t.one_of[1].gte", "not a boolean", "gte: 1"),
            (["t": ["contains": ""]], "$.t.contains", "contains the empty one", "look for"),
            (["t": ["exists": false, "gte": 1]], "$.t", "can never hold", "keep one"),
            (["t": ["not": ["exists": true]]], "$.t.not", "says it twice", "exists: false"),
            (["t": ["not": ["exists": false]]], "$.t.not", "says it twice", "exists: true"),
            (["t": ["not": [:]]], "$.t.not", "can never hold", "remove"),
            ([["a b": ["not": ["matches": "["]]]], "$[0]['a b'].not.matches", "a '[' without its ']'", "close it"),
        ] as [(JSON, String, String, String)]
    )
    func refusals(pattern: JSON, path: String, message: String, remedy: String) throws {
        let error = try #require(throws: JSONPatternError.self) { try JSONPattern(pattern) }
        #expect(error.path == path)
        #expect(error.message.contains(message))
        #expect(error.remedy.contains(remedy))
        #expect(error.description == "\(error.path): \(error.message); \(error.remedy)")
    }

    @Test("a pattern nested too deep is refused")
    func depth() {
        func nested(_ depth: Int) -> JSON {
            (0..<depth).reduce("x") { inner, index in index % 2 == 0 ? ["a": inner] : ["contains": inner] }
        }
        #expect(throws: Never.self) { try JSONPattern(nested(64)) }
        #expect(throws: JSONPatternError.self) { try JSONPattern(nested(66)) }
        #expect(throws: JSONPatternError.self) { try JSONPattern(nested(500)) }
    }

    @Test(
        "a pattern that asks for nothing is vacuous",
        arguments: [
            ([:], true), (["exists": true], true), (["one_of": ["a", [:]]], true), (["a": [:]], false),
            (["exists": false], false), ([], false), (["one_of": ["a", "b"]], false), (.null, false),
            (["not": "a"], false), (["contains": [:]], false), (["exists": true, "gte": 1], false),
        ] as [(JSON, Bool)]
    )
    func vacuous(pattern: JSON, isVacuous: Bool) throws {
        #expect(try JSONPattern(pattern).isVacuous == isVacuous)
    }

    @Test("a pattern is a value: equal, described and coded as what it was read from")
    func value() throws {
        let pattern = try JSONPattern(["plan": ["matches": "^p"]])
        #expect(pattern.description == #"{"plan":{"matches":"^p"}}"#)
        #expect(pattern.source == ["plan": ["matches": "^p"]])
        #expect(try Set([pattern, JSONPattern(["plan": ["matches": "^p"]]), JSONPattern([:])]).count == 2)
        let data = try JSONEncoder().encode([pattern])
        #expect(try JSONDecoder().decode([JSONPattern].self, from: data) == [pattern])
        #expect(throws: JSONPatternError.self) {
            try JSONDecoder().decode([JSONPattern].self, from: Data(#"[{"gte": null}]"#.utf8))
        }
    }

    @Test("random patterns are read or refused, and judge alike with and without reasons")
    func fuzz() throws {
        var generator = SeededGenerator(seed: 9)
        let words = ["gte", "gt", "lte", "lt", "contains", "matches", "exists", "one_of", "not", "a", "b"]
        var read = 0
        for _ in 0..<5_000 {
            let source = JSON.random(depth: 4, names: words, using: &generator)
            guard let pattern = try? JSONPattern(source) else { continue }
            read += 1
            let value = JSON.random(depth: 3, names: ["a", "b"], using: &generator)
            #expect(pattern.matches(value) == pattern.mismatches(in: value).isEmpty, "\(source) on \(value)")
            #expect(pattern.matches(nil) == pattern.mismatches(in: nil).isEmpty, "\(source)")
        }
        #expect(read > 500)
    }

    @Test("a value without comparators' names is a pattern that matches itself")
    func reflexive() throws {
        var generator = SeededGenerator(seed: 10)
        for _ in 0..<500 {
            let value = JSON.random(depth: 4, names: ["a", "b", "é", "a b"], using: &generator)
            #expect(try JSONPattern(value).matches(value))
        }
    }
}
