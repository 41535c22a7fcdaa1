import JSONKit
import Testing

@Suite("Did you mean")
struct StringDistanceTests {
    @Test(
        "distance counts slips, a swap of neighbours as one",
        arguments: [
            ("", "", 0), ("a", "", 1), ("", "abc", 3), ("click", "clcik", 1), ("fill", "fil", 1), ("goto", "gotto", 1),
            ("kitten", "sitting", 3), ("ab", "ba", 1), ("Pro", "pro", 1),
        ]
    )
    func distance(one: String, other: String, expected: Int) {
        #expect(StringDistance.between(one, other) == expected)
        #expect(StringDistance.between(other, one) == expected)
    }

    @Test(
        "the nearest candidate is found, and nothing when none is near",
        arguments: [
            ("clik", "click"), ("Click", "click"), ("reloda", "reload"), ("exepct", "expect"), ("wait-for", "wait_for"),
            ("FILL", "fill"), ("x", nil), ("", nil), ("banana", nil), ("use", "use"), ("us", "use"), ("ax", nil),
        ] as [(String, String?)]
    )
    func nearest(word: String, expected: String?) {
        let verbs = ["goto", "reload", "click", "fill", "expect", "wait_for", "use"]
        #expect(StringDistance.nearest(to: word, in: verbs) == expected)
    }
}
