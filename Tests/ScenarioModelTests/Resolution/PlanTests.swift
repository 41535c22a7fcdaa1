import Convergence
import JSONKit
import ScenarioModel
import Testing

@Suite("The plan of a scenario")
struct PlanTests {
    private static let text = Sample(
        top: """
            given: { probe: p, match: { state: free } }
            setup:
              - http: { post: "https://a.test" }
                capture: { tenant: $.id }
            """,
        probes: """
            probes:
              unused: { http: { get: "https://a.test" } }
              p: { http: { get: "https://a.test/${tenant}" }, absent: [404], clock: db, skew: 2ms }
              late: { command: { run: [look, "${order}"] } }
            """,
        steps: """
            steps:
              - trigger: { click: { testid: go } }
                capture: { order: { from: url } }
            """,
        converge: """
            converge:
              within: 60s
              poll: [100ms, 1s]
              stages:
                a: { probe: p, match: { tenant: "${tenant}" }, within: 2s, boundary: web -> api, passing: true }
                b:
                  probe: late
                  count: "$.b[?@.id == '${order}']"
                  identity: "$.b[*].id"
                  exactly: 1
                  time: $.t
                  clock: other
                  after: a
                  order: strict
                  redelivery: forbidden
                  may_hold_before: true
                c: { probe: late, path: "$.c[${order}]", match: { id: "${order}" } }
              never: [{ probe: p, match: { state: failed }, boundary: a -> b }]
              final: { probe: p, match: { state: ok } }
            """
    ).text

    private var variables: Variables {
        var variables = Variables(run: RunIdentity(id: "r"))
        variables.set("tenant", to: "t-1")
        return variables
    }

    @Test("every value of the language arrives in it")
    func values() throws {
        let plan = try parsed(Self.text).plan(variables)
        #expect(
            plan.probes == [
                ProbeRule(name: "p", clock: "db", skew: 2, declaresAbsent: true),
                ProbeRule(name: "late", boundAfterTrigger: true),
            ])
        #expect(plan.within == 60_000)
        #expect(plan.settle == 5000)
        #expect(plan.poll == [100, 1000])
        let pattern = try JSONPattern(["tenant": "t-1"])
        #expect(
            plan.stages[0]
                == StageRule(
                    name: "a", condition: Condition(probe: "p", test: .match(pattern)),
                    boundary: Boundary(from: "web", to: "api"), within: 2000, passing: true))
        let second = plan.stages[1]
        #expect(second.identity == (try JSONPath("$.b[*].id")))
        #expect(second.time == (try JSONPath("$.t")))
        #expect(second.clock == "other")
        #expect(second.after == ["a"])
        #expect(second.strictOrder)
        #expect(second.redeliveryForbidden)
        #expect(second.mayHoldBefore)
        #expect(plan.never.map(\.text) == ["{ probe: p, match: { state: failed }, boundary: a -> b }"])
        #expect(plan.never[0].boundary == Boundary(from: "a", to: "b"))
        #expect(plan.given?.probe == "p")
        #expect(plan.final.test == .match(try JSONPattern(["state": "ok"])))
    }

    @Test("what the trigger brings stands for its own name until it is there")
    func lateCaptures() throws {
        let scenario = try parsed(Self.text)
        #expect(scenario.lateCaptures(neededBy: "late") == ["order"])
        #expect(scenario.lateCaptures(neededBy: "p") == [])
        let before = try scenario.plan(variables)
        #expect(before.stages[1].condition.test == .count(try JSONPath("$.b[?@.id == '0']"), .exactly(1)))
        #expect(
            before.stages[2].condition.test
                == .path(try JSONPath("$.c[0]"), try JSONPattern(["id": "${order}"])))
        var bound = variables
        bound.set("order", to: 7)
        let after = try scenario.plan(bound)
        #expect(after.stages[1].condition.test == .count(try JSONPath("$.b[?@.id == '7']"), .exactly(1)))
        #expect(after.stages[2].condition.test == .path(try JSONPath("$.c[7]"), try JSONPattern(["id": 7])))
        #expect(after.probes == before.probes)
    }

    @Test("the command line overrides deadline and settling")
    func overrides() throws {
        let scenario = try parsed(Self.text)
        let plan = try scenario.plan(variables, overrides: PlanOverrides(within: .seconds(9), settle: .zero))
        #expect(plan.within == 9000)
        #expect(plan.settle == 0)
    }

    @Test("a capture from before the trigger that is not there is an error")
    func missing() throws {
        let scenario = try parsed(Self.text)
        let error = #expect(throws: ResolutionError.self) { try scenario.plan(Variables(run: RunIdentity(id: "r"))) }
        #expect(error?.message == "${tenant} has no value yet")
    }

    @Test(
        "captured data never becomes a comparator",
        arguments: [["gte": 1], ["not": "x"], [["deep": ["exists": false]]]] as [JSON])
    func comparators(_ captured: JSON) throws {
        var variables = variables
        variables.set("tenant", to: captured)
        let error = #expect(throws: ResolutionError.self) { try parsed(Self.text).plan(variables) }
        #expect(error?.message == "the value of ${tenant} has a key that would be read as a comparator")
    }

    @Test("a `let` may be a pattern, but not one that holds always")
    func patternInLet() throws {
        func plan(_ value: String) throws -> ConvergencePlan {
            let scenario = try parsed(Sample.stage("probe: p, match: \"${wanted}\"", top: "let: { wanted: \(value) }"))
            return try scenario.plan(
                scenario.variables(environment: RunEnvironment(), run: RunIdentity(id: "r")))
        }
        let pattern = try JSONPattern(["n": ["gte": 2]])
        #expect(try plan("{ n: { gte: 2 } }").stages[0].condition.test == .match(pattern))
        #expect(throws: ResolutionError.self) { try plan("{}") }
        #expect(throws: ResolutionError.self) { try plan("{ n: 1, gte: 2 }") }
    }
}
