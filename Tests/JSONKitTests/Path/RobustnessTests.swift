import JSONKit
import Testing

@Suite("JSONPath: bad input and hard work")
struct RobustnessTests {
    private static let pieces = [
        "$", "@", ".", "..", "*", "[", "]", "(", ")", "?", "!", "&&", "||", "==", "!=", "<", "<=", ",", ":", "0", "-1",
        "1", "'a'", "\"b\"", "a", "b", "é", " ", "\n", "\\", "'", "\"", "true", "null", "length(", "count(", "match(",
        "search(", "value(", "1e5", "\u{0}", "\u{10FFFF}", "[?@", "$.a", "@.a", "[0]",
    ]

    @Test("random texts are read or refused at an offset inside them")
    func random() throws {
        var generator = SeededGenerator(seed: 4)
        let value: JSON = ["a": [["a": 1, "b": "x"], [2, 3], .null], "b": ["a": true]]
        var read = 0
        for _ in 0..<20_000 {
            let text = "$" + generator.text(of: Self.pieces, upTo: 10)
            do {
                _ = try JSONPath(text).nodes(in: value)
                read += 1
            } catch {
                #expect((0...text.unicodeScalars.count).contains(error.offset), "\(text)")
            }
        }
        #expect(read > 100)
    }

    @Test("mutilated queries are read or refused")
    func mutilated() throws {
        var generator = SeededGenerator(seed: 5)
        let queries = [
            "$.charges[?@.amount >= 10 && !(@.id == 'c1' || match(@.id, 'c[0-9]+'))].id", "$..['a', \"b\"][1:-2:3][*]",
            "$[?length(value(@..tags)) != count($.a[*]) || search(@['\\u00e9'], \"x\")]",
        ]
        var refused = 0
        for _ in 0..<5_000 {
            var scalars = Array((queries.randomElement(using: &generator) ?? "").unicodeScalars)
            for _ in 0...Int.random(in: 0...2, using: &generator) {
                let place = Int.random(in: 0..<scalars.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: scalars.remove(at: place)
                case 1: scalars.insert(scalars[scalars.count / 2], at: place)
                default: scalars.swapAt(place, scalars.count / 2)
                }
            }
            let text = String(String.UnicodeScalarView(scalars))
            do {
                _ = try JSONPath(text).nodes(in: [1, ["a": 2]])
            } catch {
                refused += 1
                #expect((0...scalars.count).contains(error.offset), "\(text)")
            }
        }
        #expect(refused > 1_000)
    }

    @Test("the path of a selected node selects that node alone, in both forms")
    func pathsSelectTheirNodes() throws {
        var generator = SeededGenerator(seed: 6)
        let everything = try JSONPath("$..*")
        let names = ["a", "b_1", "é", "a b", "'", "\"", "\\", "", "\n", "\u{1}", "1", "$", "a.b", "😀"]
        for _ in 0..<50 {
            let value = JSON.random(depth: 4, names: names, using: &generator)
            for node in everything.nodes(in: value) {
                #expect(try JSONPath(node.path).nodes(in: value) == [node])
                #expect(try JSONPath(node.shortPath).nodes(in: value) == [node])
            }
        }
    }

    @Test("a query that descends too often in a deep value is given up and says so")
    func explosion() throws {
        let depth = JSON.maximumDepth
        let value = try JSON(
            parsing: String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        )
        for text in [
            "$..*..*..*..*..*", "$..[?@..[?@..[?@..[?@..x]]]]",
            "$[" + String(repeating: "*,", count: 9) + "*]..*..*..*",
        ] {
            let query = try JSONPath(text)
            let error = #expect(throws: JSONPathError.self) { try query.select(in: value) }
            #expect(error?.message == "the query selects too much in this value")
            #expect(query.nodes(in: value).isEmpty)
            #expect(query.values(in: value).isEmpty)
        }
    }

    @Test("a large value is selected from in full")
    func large() throws {
        let value = JSON.array((0..<50_000).map { ["id": .integer($0), "state": $0 % 2 == 0 ? "even" : "odd"] })
        #expect(try JSONPath("$[?@.state == 'odd' && @.id >= 49990].id").values(in: value).count == 5)
        #expect(try JSONPath("$..id").select(in: value).count == 50_000)
    }
}
