import Convergence
import Testing

@Suite("The order of stages in a plan")
struct TopologyTests {
    private static func order(_ stages: [(String, [String])]) throws -> [String] {
        try Tell.plan(try stages.map { try Tell.match($0.0, after: $0.1) }).topologicalStages.map(\.name)
    }

    @Test("each stage follows what it comes after, in file order on ties")
    func order() throws {
        #expect(try Self.order([("a", []), ("b", []), ("c", [])]) == ["a", "b", "c"])
        #expect(try Self.order([("c", ["b"]), ("b", ["a"]), ("a", [])]) == ["a", "b", "c"])
        #expect(try Self.order([("d", ["b", "c"]), ("c", ["a"]), ("b", ["a"]), ("a", [])]) == ["a", "c", "b", "d"])
        #expect(try Self.order([("b", ["a"]), ("x", []), ("a", [])]) == ["x", "a", "b"])
    }

    @Test("a name that is no stage keeps nothing back, and a cycle comes last in file order")
    func total() throws {
        #expect(try Self.order([("b", ["nowhere"]), ("a", [])]) == ["b", "a"])
        #expect(try Self.order([("x", ["y"]), ("y", ["x"]), ("a", []), ("b", ["a"])]) == ["a", "b", "x", "y"])
        #expect(try Self.order([("x", ["x"])]) == ["x"])
    }

    @Test("successors are direct and indirect, and a cycle does not hang")
    func successors() throws {
        let plan = try Tell.plan(
            try [("a", []), ("b", ["a"]), ("c", ["b"]), ("d", []), ("e", ["c", "d"])].map {
                try Tell.match($0.0, after: $0.1)
            })
        #expect(plan.successors(of: "a") == ["b", "c", "e"])
        #expect(plan.successors(of: "e").isEmpty)
        #expect(plan.successors(of: "nowhere").isEmpty)
        let cycle = try Tell.plan([try Tell.match("x", after: ["y"]), try Tell.match("y", after: ["x"])])
        #expect(cycle.successors(of: "x") == ["x", "y"])
    }

    @Test("a stage's budget is its own, but never more than the deadline")
    func budget() throws {
        let plan = try Tell.plan([
            try Tell.match("a", within: 2000), try Tell.match("b"), try Tell.match("c", within: 99_000),
        ])
        #expect(plan.stages.map(plan.budget) == [2000, 10_000, 10_000])
    }

    @Test("probes that are polled, and those that are asked before the trigger")
    func probes() throws {
        var plan = try Tell.plan(
            [try Tell.match("a", on: "q")],
            probes: ["p", "q", "r", "s", "unused"].map { ProbeRule(name: $0, boundAfterTrigger: $0 == "q") })
        plan.never = [NeverRule(condition: try Tell.counted(.exactly(1), on: "r"), text: "r")]
        plan.given = try Tell.counted(.exactly(1), on: "s")
        #expect(plan.polledProbes == ["p", "q", "r"])
        #expect(plan.baselineProbes == ["p", "r", "s"])
    }

    @Test("subjects have keys that no stage's name can have")
    func keys() throws {
        let subjects: [Subject] = [.stage("a"), .final, .given, .never(0), .never(1)]
        #expect(subjects.map(\.key) == ["a", "@final", "@given", "@never.0", "@never.1"])
        #expect(subjects.map(\.description) == ["a", "final", "given", "never[0]", "never[1]"])
    }
}
