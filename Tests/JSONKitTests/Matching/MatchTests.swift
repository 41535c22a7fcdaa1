import JSONKit
import Testing

private let workflow: JSON = [
    "plan": "pro",
    "seats": 5,
    "price": 12.5,
    "owner": ["name": "Ada", "email": "ada@example.com", "left": .null],
    "charges": [["id": "c1", "amount": 10], ["id": "c2", "amount": 20]],
    "tags": ["billing", "release"],
    "done": true,
]

@Suite("Patterns: what matches")
struct MatchTests {
    @Test(
        "a pattern matches in part, as deep as it goes, by value",
        arguments: [
            (["plan": "pro"], true),
            (["plan": "Pro"], false),
            (["plan": "free"], false),
            (["plan": "pro", "seats": 5.0], true),
            (["plan": "pro", "seats": 6], false),
            (["seats": "5"], false),
            (["missing": .null], false),
            (["owner": ["left": .null]], true),
            (["owner": ["name": "Ada"]], true),
            (["owner": ["name": "Ada", "role": "admin"]], false),
            (["owner": "Ada"], false),
            (["owner": [:]], true),
            (["plan": [:]], false),
            (["tags": ["billing", "release"]], true),
            (["tags": ["release", "billing"]], false),
            (["tags": ["billing"]], false),
            (["tags": []], false),
            (["charges": [["id": "c1"], ["amount": 20]]], true),
            (["charges": [["id": "c1"]]], false),
            (["done": true], true),
            (["done": 1], false),
            ([:], true),
            ([], false),
            ("pro", false),
        ] as [(JSON, Bool)]
    )
    func partial(pattern: JSON, matches: Bool) throws {
        try expect(pattern, matches: matches)
    }

    @Test(
        "comparators",
        arguments: [
            (["seats": ["gte": 5]], true), (["seats": ["gte": 5.5]], false), (["seats": ["gt": 4, "lt": 6]], true),
            (["seats": ["gt": 5]], false), (["seats": ["lte": 5]], true), (["seats": ["lt": 5]], false),
            (["price": ["gt": 12, "lte": 12.5]], true), (["plan": ["gte": 1]], false), (["seats": ["gte": "1"]], false),
            (["plan": ["gt": "free"]], true), (["missing": ["gte": 0]], false), (["missing": ["lte": 0]], false),
            (["tags": ["contains": "release"]], true), (["tags": ["contains": "rel"]], false),
            (["plan": ["contains": "ro"]], true), (["plan": ["contains": "RO"]], false),
            (["charges": ["contains": ["id": "c2"]]], true), (["charges": ["contains": ["id": "c3"]]], false),
            (["charges": ["contains": ["amount": ["gt": 15]]]], true),
            (["tags": ["contains": ["matches": "^rel"]]], true), (["owner": ["contains": "Ada"]], false),
            (["seats": ["contains": 5]], false), (["missing": ["contains": "x"]], false),
            (["owner": ["email": ["matches": #"^[^@]+@example\.com$"#]]], true),
            (["plan": ["matches": "r"]], true), (["plan": ["matches": "^r"]], false),
            (["seats": ["matches": "5"]], false),
            (["missing": ["matches": "."]], false),
            (["plan": ["exists": true]], true), (["plan": ["exists": false]], false),
            (["missing": ["exists": false]], true), (["missing": ["exists": true]], false),
            (["owner": ["left": ["exists": true]]], true),
            (["plan": ["one_of": ["free", "pro"]]], true), (["plan": ["one_of": ["free", "team"]]], false),
            (["seats": ["one_of": [["gt": 10], 5]]], true), (["missing": ["one_of": ["a", .null]]], false),
            (["missing": ["one_of": [["exists": false], .null]]], true),
            (["plan": ["not": "free"]], true), (["plan": ["not": "pro"]], false),
            (["plan": ["not": ["one_of": ["free", "team"]]]], true), (["missing": ["not": "pro"]], false),
            (["owner": ["not": ["name": "Bob"]]], true), (["tags": ["not": ["contains": "canary"]]], true),
            (["plan": ["not": ["matches": "^f"], "one_of": ["pro", "free"]]], true),
        ] as [(JSON, Bool)]
    )
    func comparators(pattern: JSON, matches: Bool) throws {
        try expect(pattern, matches: matches)
    }

    @Test("nothing at all matches only what asks for nothing")
    func nothing() throws {
        #expect(try JSONPattern(["exists": false]).matches(nil))
        #expect(try !JSONPattern([:]).matches(nil))
        #expect(try !JSONPattern(.null).matches(nil))
        #expect(try !JSONPattern(["exists": true]).matches(nil))
    }

    private func expect(_ pattern: JSON, matches: Bool) throws {
        let pattern = try JSONPattern(pattern)
        #expect(pattern.matches(workflow) == matches)
        #expect(pattern.mismatches(in: workflow).isEmpty == matches)
    }
}
