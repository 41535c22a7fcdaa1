import Convergence
import JSONKit
import Testing

@Suite("Assessment of one reading (R14)")
struct AssessmentTests {
    @Test(
        "exactly N",
        arguments: [
            (nil, .below), (Reading(), .below), (.count(0), .below), (.count(1), .below), (.count(2), .reached),
            (.count(3), .over), (.count(3, ["a", "a", "b"]), .reached), (.count(2, ["a", "a"]), .below),
            (.count(3, ["a", "b"]), .over), (.count(3, ["a", "b", "c"]), .over), (.count(2, ["a", "b", "c"]), .over),
            (.count(-1), .below), (.yes, .below),
        ] as [(Reading?, Assessment)])
    func exactly(_ reading: Reading?, _ expected: Assessment) throws {
        #expect(Assessment(reading, condition: try Tell.counted(.exactly(2)), base: nil) == expected)
    }

    @Test(
        "changes_by, up and down, from the baseline",
        arguments: [
            (2, 5, 5, .below), (2, 5, 6, .below), (2, 5, 7, .reached), (2, 5, 8, .over), (2, 5, 4, .wrongDirection),
            (-2, 5, 5, .below), (-2, 5, 4, .below), (-2, 5, 3, .reached), (-2, 5, 2, .over),
            (-2, 5, 6, .wrongDirection), (-2, 5, 0, .over), (-1, 1, 0, .reached), (0, 5, 5, .reached), (0, 5, 6, .over),
            (0, 5, 4, .wrongDirection), (-3, -1, -4, .reached),
        ] as [(Int, Int, Int, Assessment)])
    func changes(_ change: Int, _ before: Int, _ now: Int, _ expected: Assessment) throws {
        let condition = try Tell.counted(.changesBy(change))
        #expect(Assessment(.count(now), condition: condition, base: Base(.count(before))) == expected)
    }

    @Test("changes_by without a base is never reached")
    func withoutBase() throws {
        #expect(Assessment(.count(1), condition: try Tell.counted(.changesBy(1)), base: nil) == .below)
        #expect(Base(nil) == nil && Base(.yes) == nil)
    }

    @Test("a count that no service can mean does not stop the tool")
    func absurd() throws {
        let up = try Tell.counted(.changesBy(1))
        #expect(Assessment(.count(.max), condition: up, base: Base(.count(-5))) == .over)
        #expect(Assessment(.count(.min), condition: up, base: Base(.count(5))) == .wrongDirection)
        let down = try Tell.counted(.changesBy(.min))
        #expect(Assessment(.count(.min), condition: down, base: Base(.count(5))) == .reached)
        #expect(Assessment(.count(.max), condition: down, base: Base(.count(-5))) == .wrongDirection)
    }

    @Test("where identities are incomplete on either side the counts are compared, like with like")
    func likeWithLike() throws {
        let condition = try Tell.counted(.changesBy(1))
        let distinct = Base(.count(5, ["a", "a", "b", "c", "c"]))
        #expect(Assessment(.count(6, ["a", "a", "b", "c", "c"]), condition: condition, base: distinct) == .reached)
        #expect(
            Assessment(.count(6, ["a", "a", "b", "c", "c", "d"]), condition: condition, base: distinct) == .reached)
        let incomplete = Base(.count(5, ["a", "a"]))
        let now = Reading.count(6, ["a", "a", "b", "c", "c", "d"])
        #expect(Assessment(now, condition: condition, base: incomplete) == .reached)
    }

    @Test(
        "a truth value is reached or not",
        arguments: [(nil, .below), (.no, .below), (.yes, .reached)] as [(Reading?, Assessment)])
    func truth(_ reading: Reading?, _ expected: Assessment) throws {
        let condition = Condition(probe: "p", test: .match(try JSONPattern([:])))
        #expect(Assessment(reading, condition: condition, base: nil) == expected)
    }
}
