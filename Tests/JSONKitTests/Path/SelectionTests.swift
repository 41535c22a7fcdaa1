import JSONKit
import Testing

/// What the queries of this folder are asked of.
private let shop: JSON = [
    "plan": "pro",
    "charges": [
        ["id": "c1", "amount": 10, "tags": ["a", "b"]],
        ["id": "c2", "amount": 25.5, "refunded": true],
        ["id": "c3", "amount": "10", "tags": []],
    ],
    "limits": ["seats": 5, "a b": .null, "it's": 1, "é": 2],
    "pattern": "c[12]",
]

/// A query and the places it selects, in the short form.
private typealias Case = (query: String, places: [String])

private let selectorCases: [Case] = [
    ("$", ["$"]),
    ("$.plan", ["$.plan"]),
    ("$['plan']", ["$.plan"]),
    ("$[\"plan\"]", ["$.plan"]),
    ("$.Plan", []),
    ("$.plan.length", []),
    ("$.charges[0].id", ["$.charges[0].id"]),
    ("$.charges[-1].id", ["$.charges[2].id"]),
    ("$.charges[3]", []),
    ("$.charges[-4]", []),
    ("$.charges[*].id", ["$.charges[0].id", "$.charges[1].id", "$.charges[2].id"]),
    ("$.charges.*.refunded", ["$.charges[1].refunded"]),
    ("$.limits.*", ["$.limits['a b']", "$.limits['it\\'s']", "$.limits.seats", "$.limits.é"]),
    ("$.limits['it\\'s']", ["$.limits['it\\'s']"]),
    ("$.limits[\"it's\"]", ["$.limits['it\\'s']"]),
    ("$.limits['\\u00e9']", ["$.limits.é"]),
    ("$.limits.é", ["$.limits.é"]),
    ("$.charges[0:2].id", ["$.charges[0].id", "$.charges[1].id"]),
    ("$.charges[::2].id", ["$.charges[0].id", "$.charges[2].id"]),
    ("$.charges[::-1].id", ["$.charges[2].id", "$.charges[1].id", "$.charges[0].id"]),
    ("$.charges[-2:].id", ["$.charges[1].id", "$.charges[2].id"]),
    ("$.charges[1:1]", []),
    ("$.charges[::0]", []),
    ("$.charges[5:1:-2].id", ["$.charges[2].id"]),
    ("$.charges[0, 0, -1].id", ["$.charges[0].id", "$.charges[0].id", "$.charges[2].id"]),
    ("$['plan', 'limits'].seats", ["$.limits.seats"]),
    ("$..id", ["$.charges[0].id", "$.charges[1].id", "$.charges[2].id"]),
    ("$..[0]", ["$.charges[0]", "$.charges[0].tags[0]"]),
    (
        "$.charges..*",
        [
            "$.charges[0]", "$.charges[1]", "$.charges[2]", "$.charges[0].amount", "$.charges[0].id",
            "$.charges[0].tags", "$.charges[0].tags[0]", "$.charges[0].tags[1]", "$.charges[1].amount",
            "$.charges[1].id", "$.charges[1].refunded", "$.charges[2].amount", "$.charges[2].id", "$.charges[2].tags",
        ]
    ),
    ("$ .charges [ 0 ] .id", ["$.charges[0].id"]),
    ("$.limits[0]", []),
    ("$.charges.id", []),
    ("$.plan[0]", []),
]

private let filterCases: [Case] = [
    ("$.charges[?@.refunded]", ["$.charges[1]"]),
    ("$.charges[?!@.refunded].id", ["$.charges[0].id", "$.charges[2].id"]),
    ("$.charges[?@.amount == 10]", ["$.charges[0]"]),
    ("$.charges[?@.amount == 10.0]", ["$.charges[0]"]),
    ("$.charges[?@.amount == '10']", ["$.charges[2]"]),
    ("$.charges[?@.amount != 10]", ["$.charges[1]", "$.charges[2]"]),
    ("$.charges[?@.amount > 10]", ["$.charges[1]"]),
    ("$.charges[?@.amount >= 10]", ["$.charges[0]", "$.charges[1]"]),
    ("$.charges[?@.amount < 25.6 && @.amount > 1e1]", ["$.charges[1]"]),
    ("$.charges[?@.id < 'c2' || @.id == 'c3']", ["$.charges[0]", "$.charges[2]"]),
    ("$.charges[?@.refunded == true]", ["$.charges[1]"]),
    ("$.charges[?@.refunded == 'true']", []),
    ("$.charges[?@.missing == @.absent]", ["$.charges[0]", "$.charges[1]", "$.charges[2]"]),
    ("$.charges[?@.missing == null]", []),
    ("$.charges[?@.missing <= @.absent].id", ["$.charges[0].id", "$.charges[1].id", "$.charges[2].id"]),
    ("$.charges[?@.tags == $.charges[0].tags].id", ["$.charges[0].id"]),
    ("$.charges[?!(@.amount == 10 || @.refunded)].id", ["$.charges[2].id"]),
    ("$.charges[?@.tags[?@ == 'b']].id", ["$.charges[0].id"]),
    ("$.limits[?@ == null]", ["$.limits['a b']"]),
    ("$[?@ == $.plan]", ["$.plan"]),
    ("$..[?@.amount == -1]", []),
    ("$.charges[?@['id'] == \"c1\", 2].id", ["$.charges[0].id", "$.charges[2].id"]),
    ("$.charges[?(@.id=='c1')].id", ["$.charges[0].id"]),
    ("$.charges[?@.id == 'c1' || @.id == 'c2' && @.amount == 0].id", ["$.charges[0].id"]),
]

private let functionCases: [Case] = [
    ("$[?length(@) == 3]", ["$.charges", "$.plan"]),
    ("$.charges[?length(@.tags) == 2].id", ["$.charges[0].id"]),
    ("$.charges[?length(@.amount) == 2].id", ["$.charges[2].id"]),
    ("$.charges[?count(@.tags[*]) == 0].id", ["$.charges[1].id", "$.charges[2].id"]),
    ("$[?count(@..id) > 2]", ["$.charges"]),
    ("$.charges[?value(@.tags[*]) == 'a']", []),
    ("$.charges[?value(@.*.x) == value(@..y)].id", ["$.charges[0].id", "$.charges[1].id", "$.charges[2].id"]),
    ("$.charges[?match(@.id, 'c[12]')].id", ["$.charges[0].id", "$.charges[1].id"]),
    ("$.charges[?match(@.id, 'c')].id", []),
    ("$.charges[?search(@.id, '2')].id", ["$.charges[1].id"]),
    ("$.charges[?!search(@.id, '2')].id", ["$.charges[0].id", "$.charges[2].id"]),
    ("$.charges[?match(@.id, $.pattern)].id", ["$.charges[0].id", "$.charges[1].id"]),
    ("$.charges[?match(@.amount, '10')].id", ["$.charges[2].id"]),
    ("$.charges[?match(@.id, @.amount)].id", []),
    ("$.charges[?match(@.id, 'c(?=1)')].id", []),
    ("$.charges[?length(value(@.tags)) == 2].id", ["$.charges[0].id"]),
    ("$.charges[?search( @.id , \"^c1$\" )].id", ["$.charges[0].id"]),
]

@Suite("JSONPath: what is selected")
struct SelectionTests {
    @Test("names, indexes, slices, wildcards and descent", arguments: selectorCases)
    func selectors(query: String, places: [String]) throws {
        #expect(try JSONPath(query).nodes(in: shop).map(\.shortPath) == places)
    }

    @Test("filters: existence, comparison, logic", arguments: filterCases)
    func filters(query: String, places: [String]) throws {
        #expect(try JSONPath(query).nodes(in: shop).map(\.shortPath) == places)
    }

    @Test("functions: length, count, value, match, search", arguments: functionCases)
    func functions(query: String, places: [String]) throws {
        #expect(try JSONPath(query).nodes(in: shop).map(\.shortPath) == places)
    }

    @Test("length of a text counts code points")
    func lengthOfText() throws {
        let values: JSON = ["😀", "e\u{301}", "ab"]
        #expect(try JSONPath("$[?length(@) == 2]").values(in: values) == ["e\u{301}", "ab"])
        #expect(try JSONPath("$[?length(@) == 1]").values(in: values) == ["😀"])
    }

    @Test("a node knows its place in the standard's form and in the short one")
    func places() throws {
        let value: JSON = ["a b": [["c'\\\n\u{1}": 1]]]
        let node = try #require(JSONPath("$..[?@ == 1]").nodes(in: value).first)
        #expect(node.path == #"$['a b'][0]['c\'\\\n\u0001']"#)
        #expect(node.shortPath == #"$['a b'][0]['c\'\\\n\u0001']"#)
        #expect(node.steps == [.member("a b"), .element(0), .member("c'\\\n\u{1}")])
    }

    @Test(
        "only names and indexes make a query that selects one node at most",
        arguments: [
            ("$", true), ("$.a", true), ("$['a'][0].b", true), ("$[-1]", true), ("$.*", false), ("$..a", false),
            ("$['a','b']", false), ("$[0:1]", false), ("$[?@.a]", false),
        ]
    )
    func singular(query: String, isSingular: Bool) throws {
        #expect(try JSONPath(query).isSingular == isSingular)
    }
}
