import Convergence
import JSONKit
import RunModel

/// Plans for the stories: the upgrade of the essay, with what a rule needs changed.
enum Plans {
    static func pattern(_ json: JSON) throws -> JSONPattern { try JSONPattern(json) }
    static func path(_ text: String) throws -> JSONPath { try JSONPath(text) }

    static func match(_ json: JSON, probe: String = "workflow") throws -> Condition {
        Condition(probe: probe, test: .match(try pattern(json)))
    }

    static func count(_ text: String, _ rule: Condition.CountRule, probe: String = "workflow") throws -> Condition {
        Condition(probe: probe, test: .count(try path(text), rule))
    }

    static func upgrade(
        within: Milliseconds = 10_000,
        settle: Milliseconds = 2000,
        change: (inout ConvergencePlan) throws -> Void = { _ in }
    ) throws -> ConvergencePlan {
        var plan = ConvergencePlan(
            probes: [ProbeRule(name: "workflow", declaresAbsent: true)],
            stages: [
                StageRule(
                    name: "received", condition: try match(["accepted": true]),
                    boundary: Boundary(from: "web", to: "api"), within: 2000),
                StageRule(
                    name: "charged", condition: try count("$.charges", .exactly(1)),
                    identity: try path("$.charges[*].id"), after: ["received"],
                    boundary: Boundary(from: "api", to: "billing")),
                StageRule(
                    name: "processed", condition: try match(["processed": true]), time: try path("$.processedAt"),
                    after: ["charged"], boundary: Boundary(from: "billing", to: "worker")),
                StageRule(
                    name: "entitled", condition: try match(["entitled": true]), time: try path("$.entitledAt"),
                    after: ["processed"], boundary: Boundary(from: "worker", to: "entitlements")),
                StageRule(
                    name: "counted", condition: try count("$.events", .exactly(1)),
                    identity: try path("$.events[*].id"), after: ["processed"],
                    boundary: Boundary(from: "worker", to: "analytics")),
            ],
            never: [NeverRule(condition: try match(["billing": "failed"]), text: "billing: failed")],
            final: try match(["plan": "pro"]),
            given: try match(["plan": "free"]),
            within: within,
            settle: settle
        )
        try change(&plan)
        return plan
    }

    static func edit(_ plan: inout ConvergencePlan, _ stage: String, _ change: (inout StageRule) -> Void) {
        guard let index = plan.stages.firstIndex(where: { $0.name == stage }) else { return }
        change(&plan.stages[index])
    }
}

extension Story {
    /// The state before the trigger.
    static let start: (at: Milliseconds, state: JSON) = (
        -1000, ["plan": "free", "charges": [], "events": [], "accepted": false, "billing": "none"]
    )

    /// Everything goes right, in order, about a second apart from start to end.
    static var healthy: Story {
        var story = Story()
        story.changes = [
            start,
            (150, ["accepted": true]),
            (400, ["charges": [["id": "ch_1"]]]),
            (700, ["processed": true]),
            (900, ["entitled": true, "plan": "pro"]),
            (1100, ["events": [["id": "ev_1"]]]),
        ]
        story.steps = [
            Step("goto /login", .steps),
            Step("expect testid=upgrade-success visible", .trigger),
            Step("expect testid=plan text Pro", .then),
        ]
        return story
    }

    /// The healthy story with a change.
    static func but(_ change: (inout Story) -> Void) -> Story {
        var story = healthy
        change(&story)
        return story
    }

    /// Leaves out every change that touches one of these keys.
    mutating func drop(_ keys: String...) {
        changes = changes.map { entry in
            guard entry.at >= 0, let object = entry.state.objectValue else { return entry }
            return (entry.at, .object(object.filter { !keys.contains($0.key) }))
        }
    }

    /// Moves the change that touches a key.
    mutating func move(_ key: String, to time: Milliseconds) {
        guard let value = changes.last(where: { $0.state[key] != nil && $0.at >= 0 })?.state[key] else { return }
        drop(key)
        changes.append((time, .object([key: value])))
        changes.sort { $0.at < $1.at }
    }

    mutating func add(_ time: Milliseconds, _ state: JSON) {
        changes.append((time, state))
        changes.sort { $0.at < $1.at }
    }
}
