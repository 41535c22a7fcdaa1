import Foundation
import JSONKit
import Testing

@Suite("Reading JSON texts")
struct ParsingTests {
    @Test(
        "any value may stand at the top",
        arguments: [
            ("null", .null), (" true ", true), ("0", 0), ("-12", -12), ("1.5", 1.5), ("\"a\\u00e9\\n\"", "aé\n"),
            ("[]", []), ("{}", [:]), ("[1, [2], {\"a\": null}]", [1, [2], ["a": .null]]), ("\"[,]{\"", "[,]{"),
            ("\"\\\\\"", "\\"), ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
            ("9223372036854775808", .number(9_223_372_036_854_775_808)), ("\"\\ud83d\\ude00\"", "😀"),
            ("12345678901234567890123", .number(1.2345678901234568e22)), ("{\"a\":1,\"a\":2}", ["a": 2]),
            ("[0, 1, false, true]", [0, 1, false, true]), ("0.1", 0.1), ("1E-2", 0.01),
            ("315247.77575428877", 315247.77575428877), ("1.00000000000000000000", 1),
            ("-7428231553535597993", -7_428_231_553_535_597_993),
        ] as [(String, JSON)]
    )
    func values(text: String, value: JSON) throws {
        let parsed = try JSON(parsing: text)
        #expect(parsed == value)
        #expect(parsed.typeName == value.typeName)
    }

    @Test(
        "what is not JSON is an error that says so",
        arguments: [
            "", "  \n", "nul", "[1,]", "{\"a\":1,}", "[1 2]", "1 2", "{a: 1}", "{'a': 1}", "[01]", "+1", ".5", "NaN",
            "Infinity", "1e400", "// no\n1", "\"\u{1}\"", "\"\\x\"", "\"\\ud800\"", "\"open", "[", "]", "{\"a\"}",
            "\u{0}",
            "<html></html>", "undefined", "True",
        ]
    )
    func refusals(text: String) {
        let error = #expect(throws: JSONError.self) { try JSON(parsing: text) }
        #expect(error?.message.hasPrefix("not JSON: ") == true)
    }

    @Test("bytes that are not UTF-8 are an error", arguments: [[0x22, 0xFF, 0x22], [0xFF, 0xFE, 0x31, 0x00], [0xC3]])
    func encoding(bytes: [UInt8]) {
        #expect(throws: JSONError.self) { try JSON(parsing: Data(bytes)) }
    }

    @Test("nesting is taken to the limit and refused beyond it, however deep")
    func depth() throws {
        let limit = JSON.maximumDepth
        #expect(try JSON(parsing: nested(limit)).arrayValue != nil)
        for depth in [limit + 1, 100_000] {
            let error = #expect(throws: JSONError.self) { try JSON(parsing: nested(depth)) }
            #expect(error?.message == "not usable: nested deeper than \(limit) arrays and objects")
        }
    }

    @Test("random bytes are read or refused, never worse")
    func fuzz() throws {
        var generator = SeededGenerator(seed: 1)
        let pieces = [
            "{", "}", "[", "]", ",", ":", "\"", "\\", "u00", "1", "-", ".", "e", "null", "true", " ", "é", "\u{0}",
        ]
        var read = 0
        for _ in 0..<3_000 {
            let text = generator.text(of: pieces, upTo: 12)
            guard let value = try? JSON(parsing: text) else { continue }
            read += 1
            #expect(try JSON(parsing: value.serialized()) == value)
        }
        #expect(read > 0)
    }

    private func nested(_ depth: Int) -> String {
        String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
}
