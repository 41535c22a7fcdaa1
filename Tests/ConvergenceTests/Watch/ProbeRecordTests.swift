import Convergence
import Testing

@Suite("What is known of a probe (R9)")
struct ProbeRecordTests {
    private static func rejection(_ outcomes: [Look.Outcome], baseline: [Look] = []) throws -> String? {
        var watch = Watch(plan: try Tell.plan([try Tell.match("a")]), zero: 0, baseline: baseline)
        for (offset, outcome) in outcomes.enumerated() {
            let start = Double(offset) * 100
            watch.observe(outcome == .answered ? .saw(["a": .no], at: start) : .failed(outcome, at: start))
        }
        return watch.probes["p"]?.rejection
    }

    @Test(
        "a probe ends after the third refusal in a row",
        arguments: [
            ([.rejected, .rejected], false),
            ([.rejected, .rejected, .rejected], true),
            ([.rejected, .rejected, .transient, .rejected], false),
            ([.rejected, .rejected, .answered, .rejected], false),
            ([.notFound, .notFound, .notFound, .notFound], false),
            ([.answered, .notFound, .notFound, .notFound], true),
            ([.answered, .notFound, .rejected, .notFound], true),
            ([.answered, .notFound, .notFound, .answered, .notFound], false),
            ([.absent, .notFound, .notFound, .notFound], false),
        ] as [([Look.Outcome], Bool)])
    func third(_ outcomes: [Look.Outcome], _ ended: Bool) throws {
        #expect(try Self.rejection(outcomes) == (ended ? "502 Bad Gateway" : nil))
    }

    @Test("404 after an answer before the trigger is a refusal as well")
    func notFoundAfterBaseline() throws {
        let before = [Look.saw(["a": .no], at: -100)]
        #expect(try Self.rejection([.notFound, .notFound, .notFound], baseline: before) != nil)
    }

    @Test("only 404s to the end are told with the remedy")
    func only404() throws {
        var watch = Watch(plan: try Tell.plan([try Tell.match("a")]), zero: 0)
        watch.endSteps(at: 0)
        watch.observe(.failed(.notFound, at: 0), .failed(.notFound, at: 10_000))
        let silent = try #require(watch.outcome().silent.first)
        #expect(silent.rejected && silent.detail.contains("absent: [404]"))
    }

    @Test("the first answer after the trigger is compared with the last before it, so that a change is one")
    func change() throws {
        let before = Look.saw(["a": .no], at: -100)
        var watch = Watch(plan: try Tell.plan([try Tell.match("a")]), zero: 0, baseline: [before])
        var same = Look.saw(["a": .no], at: 0)
        same.readings["a"]?.why = "in other words"
        watch.observe(same)
        #expect(watch.outcome().lastChange == nil)
        watch.observe(.saw(["a": .yes], at: 100), .saw(["a": .yes], at: 200))
        #expect(watch.outcome().lastChange == 110)
    }
}
