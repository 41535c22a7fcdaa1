import Convergence
import JSONKit
import Testing

@Suite("From an answer to readings")
struct ReaderTests {
    private static func reading(
        _ answer: JSON?,
        _ test: Condition.Test,
        identity: String? = nil,
        time: String? = nil
    ) throws -> Reading {
        let stage = StageRule(
            name: "s", condition: Condition(probe: "p", test: test), identity: try identity.map { try JSONPath($0) },
            time: try time.map { try JSONPath($0) })
        let plan = try Tell.plan([stage])
        return try #require(plan.readings(of: "p", answer: answer)["s"])
    }

    @Test(
        "counting: one number is it, one array its length, several nodes how many, nothing no reading (R14)",
        arguments: [
            ("$.n", ["n": 3], 3),
            ("$.n", ["n": 0], 0),
            ("$.n", ["n": -2], -2),
            ("$.n", ["n": 3.0], 3),
            ("$.n", ["n": 3.5], nil),
            ("$.n", ["n": 1e300], nil),
            ("$.n", ["n": .null], nil),
            ("$.n", [:], nil),
            ("$.n", ["n": []], 0),
            ("$.n", ["n": [1, 2, 3]], 3),
            ("$.n", ["n": [.null, .null]], 2),
            ("$.n[*]", ["n": []], nil),
            ("$.n[*]", ["n": [["id": 1], ["id": 2]]], 2),
            ("$.n[*]", ["n": [["id": 1]]], 1),
            ("$.n[*].id", ["n": [["id": "a"], ["id": "b"], [:]]], 2),
            ("$.n[?@.kind == 'x']", ["n": [["kind": "x"], ["kind": "y"], ["kind": "x"]]], 2),
            ("$.n", ["n": "3"], 1),
            ("$.n", ["n": ["a": 1, "b": 2]], 1),
            ("$.n", ["n": true], 1),
            ("$", [1, 2], 2),
            ("$.n", [1, 2], nil),
        ] as [(String, JSON, Int?)])
    func counts(_ path: String, _ answer: JSON, _ expected: Int?) throws {
        let reading = try Self.reading(answer, .count(try JSONPath(path), .exactly(1)))
        #expect(reading.count == expected)
        #expect(reading.holds == nil)
        #expect((reading.why == nil) == (expected != nil))
    }

    @Test("a match says the first mismatch, with where, what and what was expected")
    func match() throws {
        let test = Condition.Test.match(try JSONPattern(["plan": "pro", "seats": 3]))
        let bad = try Self.reading(["plan": "free", "seats": 3, "more": 1], test)
        #expect(bad.holds == false)
        #expect(bad.why?.contains("free") == true && bad.why?.contains("pro") == true)
        let good = try Self.reading(["plan": "pro", "seats": 3, "more": 1], test)
        #expect(good == Reading(holds: true))
    }

    @Test(
        "with a path every selected node must match, and none selected is false",
        arguments: [
            ([["s": "ok"], ["s": "ok"]], true),
            ([["s": "ok"], ["s": "bad"]], false),
            ([], false),
            ([["t": "ok"]], false),
        ] as [(JSON, Bool)])
    func path(_ items: JSON, _ expected: Bool) throws {
        let test = Condition.Test.path(try JSONPath("$.items[*].s"), try JSONPattern("ok"))
        let reading = try Self.reading(["items": items], test)
        #expect(reading.holds == expected)
        #expect((reading.why == nil) == expected)
    }

    @Test("`absent` reads as false and as zero, which a missing path does not")
    func absent() throws {
        let counted = try Self.reading(nil, .count(try JSONPath("$.n"), .exactly(1)), identity: "$.n[*].id")
        #expect(counted.count == 0 && counted.identities == [])
        let nameless = try Self.reading(nil, .count(try JSONPath("$.n"), .exactly(1)))
        #expect(nameless.count == 0 && nameless.identities == nil)
        let matched = try Self.reading(nil, .match(try JSONPattern([:])))
        #expect(matched.holds == false)
    }

    @Test("identities are strings as they are and anything else as JSON; null is none")
    func identities() throws {
        let answer: JSON = ["e": [["id": "a"], ["id": 7], ["id": .null], ["id": ["k": 1]], [:], ["id": "a"]]]
        let reading = try Self.reading(answer, .count(try JSONPath("$.e"), .exactly(1)), identity: "$.e[*].id")
        #expect(reading.identities == ["a", "7", "{\"k\":1}", "a"])
        #expect(reading.identitiesIncomplete)
        #expect(reading.effectiveCount == 6)
        #expect(reading.redelivered == ["a"])
    }

    @Test("the number 7 and the text \"7\" are told apart only by their type, so they are one identity")
    func numberAndText() throws {
        let answer: JSON = ["e": [["id": 7], ["id": "7"]]]
        let reading = try Self.reading(answer, .count(try JSONPath("$.e"), .exactly(1)), identity: "$.e[*].id")
        #expect(reading.effectiveCount == 1)
    }

    @Test("a stage happened when the last of its effects did")
    func latest() throws {
        let answer: JSON = ["e": [["at": 2000], ["at": 4000], ["at": "garbage"]]]
        let reading = try Self.reading(answer, .count(try JSONPath("$.e"), .exactly(2)), time: "$.e[*].at")
        #expect(reading.time == 4_000_000)
    }

    @Test("a redelivery does not make an effect happen later")
    func redelivered() throws {
        let answer: JSON = ["e": [["id": "a", "at": 2000], ["id": "b", "at": 2500], ["id": "a", "at": 9000]]]
        let test = Condition.Test.count(try JSONPath("$.e"), .exactly(2))
        let reading = try Self.reading(answer, test, identity: "$.e[*].id", time: "$.e[*].at")
        #expect(reading.time == 2_500_000)
        #expect(reading.effectiveCount == 2)
    }

    @Test("an effect without identity keeps its own time")
    func unnamed() throws {
        let answer: JSON = ["e": [["id": "a", "at": 2000], ["id": .null, "at": 3000]]]
        let test = Condition.Test.count(try JSONPath("$.e"), .exactly(2))
        let reading = try Self.reading(answer, test, identity: "$.e[*].id", time: "$.e[*].at")
        #expect(reading.time == 3_000_000)
    }

    @Test("only the subjects of the probe that was asked get a reading")
    func subjects() throws {
        let plan = try Tell.plan(
            [try Tell.match("a"), try Tell.match("b", on: "q")],
            probes: [ProbeRule(name: "p"), ProbeRule(name: "q")])
        #expect(plan.readings(of: "p", answer: [:]).keys.sorted() == ["@final", "a"])
        #expect(plan.readings(of: "q", answer: [:]).keys.sorted() == ["b"])
        #expect(plan.readings(of: "none", answer: [:]).isEmpty)
    }
}
