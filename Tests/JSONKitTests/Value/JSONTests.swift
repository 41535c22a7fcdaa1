import Foundation
import JSONKit
import Testing

@Suite("JSON values")
struct JSONTests {
    static let pairs: [(JSON, JSON)] = [
        (1, 1.0), (100, 1e2), (0, -0.0), (.integer(.min), .number(-9_223_372_036_854_775_808)),
        ([1, ["a": 2]], [1.0, ["a": 2.0]]), (.number(.nan), .number(.nan)),
    ]

    @Test("numbers are equal and hash alike by value", arguments: pairs)
    func numbersByValue(one: JSON, other: JSON) {
        #expect(one == other)
        #expect(Set([one, other]).count == 1)
        #expect(one.serialized() == other.serialized())
    }

    @Test(
        "values of other types, other numbers and other code points differ",
        arguments: [
            (1, 2), (1, 1.5), (1, "1"), (0, false), (1, true), (.null, false), ("", .null), ([], [:]), ([1], [1, 1]),
            (["a": 1], ["a": 1, "b": 1]), ("é", "e\u{301}"), ("Pro", "pro"),
            (.integer(.max), .number(9_223_372_036_854_775_808)),
            (9_007_199_254_740_993, .number(9_007_199_254_740_992)),
        ] as [(JSON, JSON)]
    )
    func differences(one: JSON, other: JSON) {
        #expect(one != other)
    }

    @Test("order is between two numbers or two strings only, exact beyond what a double holds")
    func order() {
        #expect(JSON.integer(1).precedes(1.5) == true)
        #expect(JSON.number(0.5).precedes(1) == true)
        #expect(JSON.integer(9_007_199_254_740_993).precedes(.number(9_007_199_254_740_992)) == false)
        #expect(JSON.integer(.max).precedes(.number(1e19)) == true)
        #expect(JSON.number(-1e19).precedes(.integer(.min)) == true)
        #expect(JSON.string("Z").precedes("a") == true)
        #expect(JSON.string("1").precedes(2) == nil)
        #expect(JSON.bool(false).precedes(true) == nil)
    }

    @Test("each accessor gives its own type and nothing else")
    func accessors() {
        let value: JSON = ["s": "text", "i": 3, "d": 1.5, "w": 2.0, "b": true, "n": .null, "a": [1, 2], "o": ["x": 1]]
        #expect(value["s"]?.stringValue == "text")
        #expect(value["i"]?.intValue == 3)
        #expect(value["i"]?.doubleValue == 3)
        #expect(value["d"]?.intValue == nil)
        #expect(value["w"]?.intValue == 2)
        #expect(value["b"]?.boolValue == true)
        #expect(value["i"]?.boolValue == nil)
        #expect(value["n"]?.isNull == true)
        #expect(value["a"]?[1] == 2)
        #expect(value["a"]?[2] == nil)
        #expect(value["a"]?[-1] == nil)
        #expect(value["o"]?.objectValue == ["x": 1])
        #expect(value["missing"] == nil)
        #expect(value["s"]?["x"] == nil)
        #expect(value["s"]?.doubleValue == nil)
        #expect(value["s"]?.arrayValue == nil)
    }

    @Test("every type has the name RFC 8259 gives it")
    func typeNames() {
        let names = ([.null, true, 1, 1.5, "", [], [:]] as [JSON]).map(\.typeName)
        #expect(names == ["null", "boolean", "number", "number", "string", "array", "object"])
    }

    @Test("a value goes through Codable unchanged, on its own and inside another type")
    func coding() throws {
        struct Envelope: Codable, Equatable {
            var body: JSON
        }
        let value: JSON = ["a": [1, 2.5, "x", .null, true, [:], []], "snake_case": ["B": -9_007_199_254_740_993]]
        let envelope = Envelope(body: value)
        let data = try JSONEncoder().encode(envelope)
        #expect(try JSONDecoder().decode(Envelope.self, from: data) == envelope)
        #expect(try JSON(parsing: JSONEncoder().encode(JSON.number(.infinity))) == .null)
    }

    @Test("a literal with a name twice keeps the last")
    func literals() {
        #expect(["a": 1, "a": 2] as JSON == ["a": 2])
        #expect("\(1)x" as JSON == .string("1x"))
    }
}
