import JSONKit
import Testing

@Suite("Differences between values")
struct JSONDifferenceTests {
    @Test(
        "each place that differs is one change",
        arguments: [
            (["a": 1], ["a": 1.0], []),
            (["a": 1], ["a": 2], ["$.a changed 1 2"]),
            (["a": 1], ["b": 1], ["$.a removed 1 -", "$.b added - 1"]),
            ([1, 2], [1, 3, 4], ["$[1] changed 2 3", "$[2] added - 4"]),
            ([1, 2], [1], ["$[1] removed 2 -"]),
            (["a": ["b c": .null]], ["a": ["b c": 1]], ["$.a['b c'] changed null 1"]),
            (["a": .null], [:], ["$.a removed null -"]),
            (["a": [1]], ["a": ["x": 1]], [#"$.a changed [1] {"x":1}"#]),
            (1, "1", [#"$ changed 1 "1""#]),
        ] as [(JSON, JSON, [String])]
    )
    func changes(old: JSON, new: JSON, expected: [String]) {
        let changes = JSONDifference.between(old, new).map { change in
            "\(change.path) \(change.kind.rawValue) \(change.old?.serialized() ?? "-") \(change.new?.serialized() ?? "-")"
        }
        #expect(changes == expected)
    }
}
