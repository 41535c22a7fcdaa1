import JSONKit
import Testing

@Suite("Writing JSON texts")
struct SerializationTests {
    @Test(
        "compact text is canonical: sorted names, plain numbers, no escaped slash",
        arguments: [
            (["b": 1, "a": [true, .null]], #"{"a":[true,null],"b":1}"#),
            (1.0, "1"), (-0.0, "0"), (1.5, "1.5"), (1e300, "1e+300"), (.number(1e18), "1000000000000000000"),
            (.number(.nan), "null"), (.number(-.infinity), "null"),
            ("a/b \"q\" \\ \u{8}\u{c}\n\r\t\u{1}\u{1f} é 😀", #""a/b \"q\" \\ \b\f\n\r\t\u0001\u001f é 😀""#),
            ([], "[]"), ([:], "{}"),
        ] as [(JSON, String)]
    )
    func compact(value: JSON, text: String) {
        #expect(value.serialized() == text)
        #expect(value.description == text)
    }

    @Test("pretty text has a member or an element a line")
    func pretty() {
        let value: JSON = ["b": [1, ["c": "x"]], "a": [], "e": [:]]
        #expect(
            value.serialized(pretty: true) == """
                {
                  "a": [],
                  "b": [
                    1,
                    {
                      "c": "x"
                    }
                  ],
                  "e": {}
                }
                """
        )
    }

    @Test("what was written reads back as the same value")
    func roundTrip() throws {
        var generator = SeededGenerator(seed: 2)
        for _ in 0..<500 {
            let value = JSON.random(depth: 4, names: ["a", "é", "a b", "\"", ""], using: &generator)
            #expect(try JSON(parsing: value.serialized()) == value)
            #expect(try JSON(parsing: value.serialized(pretty: true)) == value)
        }
    }

    @Test("a summary is one line within its limit")
    func summary() {
        #expect((["a": 1] as JSON).summary() == #"{"a":1}"#)
        #expect(JSON.string(String(repeating: "é", count: 50)).summary(limit: 10) == "\"éééééééé…")
        #expect(JSON.string("two\nlines").summary() == #""two\nlines""#)
        let large = JSON.array(Array(repeating: ["name": .string(String(repeating: "x", count: 1_000))], count: 10_000))
        #expect(large.summary(limit: 40).count == 40)
        #expect(large.summary(limit: 0) == "…")
        let family = String(repeating: "👨‍👩‍👧‍👦", count: 100)
        let summary = JSON.string(family).summary(limit: 10)
        #expect(summary.hasPrefix("\"" + family.prefix(1)) && summary.hasSuffix("…") && summary.count <= 10)
        #expect(!summary.contains("\u{FFFD}"))
    }
}
