import Convergence
import JSONKit

/// What the scenario of a simulated run demands.
struct Terms {
    var within: Milliseconds
    var settle: Milliseconds
    var stepsEnd: Milliseconds
    /// The budget of the first stage.
    var firstBudget: Milliseconds
    /// How far clocks of one name may disagree.
    var skew: Milliseconds
    /// The probe that speaks of each service.
    var probes: [SyntheticSystem.Service: String]
    /// The clock of each probe that has one.
    var clocks: [String: String]
    /// The stages that tell when they happened.
    var timed: Set<String>
    /// Whether charges are counted from the baseline, and what is there then.
    var base: Int?
    /// What is counted, rather than true or false.
    var counted: Set<String> = ["charged", "counted"]
    /// Where the same identity twice is not put up with.
    var once: Set<String> = []
    /// When the capture is made that the probe of analytics needs.
    var boundAt: Milliseconds?
    /// What has to have happened before each stage.
    static let after: [String: [String]] = [
        "charged": ["received"], "running": ["charged"], "processed": ["running"], "entitled": ["processed"],
        "counted": ["processed"],
    ]
    /// What comes, directly or not, after a stage.
    static func successors(of name: String) -> [String] {
        after.filter { $0.value.contains(name) }.keys.flatMap { [$0] + successors(of: $0) }
    }

    /// A state that goes by.
    static let passing: Set<String> = ["running"]

    init(dice: inout Dice) {
        within = dice.between(4000, 9000).rounded()
        settle = dice.pick([0, 800, 2000, 4000])
        stepsEnd = (dice.chance(0.15) ? dice.between(3000, 12_000) : dice.between(50, 1500)).rounded()
        firstBudget = dice.pick([2500, 3500, .infinity])
        skew = dice.pick([0, 0, 20, 60])
        let all = SyntheticSystem.Service.allCases
        switch dice.pick(["one", "three", "each"]) {
        case "one": probes = Dictionary(uniqueKeysWithValues: all.map { ($0, "workflow") })
        case "three":
            probes = [
                .api: "front", .billing: "front", .queue: "back", .worker: "back", .entitlements: "back",
                .analytics: "analytics",
            ]
        default: probes = Dictionary(uniqueKeysWithValues: all.map { ($0, $0.rawValue) })
        }
        let clock = dice.pick(["cluster", "cluster", "cluster", ProbeRule.runnerClock, ""])
        clocks = clock.isEmpty ? [:] : Dictionary(uniqueKeysWithValues: Set(probes.values).map { ($0, clock) })
        timed =
            dice.chance(0.5) ? ["processed", "entitled"] : ["received", "charged", "processed", "entitled", "counted"]
        base = dice.chance(0.2) ? 3 : nil
        if dice.chance(0.3) { counted.insert("running") }
        if dice.chance(0.15) { once = [dice.pick(["charged", "counted"])] }
        if probes[.analytics] != probes[.worker], dice.chance(0.15) {
            boundAt = dice.between(200, within * 0.8).rounded()
        }
        stepsEnd = max(stepsEnd, boundAt ?? 0)
    }

    /// The probe that speaks of a stage, or of the final or the forbidden state.
    func probe(of name: String) -> String { SyntheticSystem.services[name].flatMap { probes[$0] } ?? "" }

    /// By when a stage has to be there.
    func budget(of name: String) -> Milliseconds { name == "received" ? min(firstBudget, within) : within }

    /// The clock that writes a stage's time, if it tells one.
    func clock(of name: String) -> String? { timed.contains(name) ? clocks[probe(of: name)] : nil }

    /// The plan that says so.
    func plan() throws -> ConvergencePlan {
        let match = Condition.Test.match(try JSONPattern([:]))
        let path = try JSONPath("$.x")
        let stages = SyntheticSystem.stages.map { name in
            let rule: Condition.CountRule = name == "charged" && base != nil ? .changesBy(1) : .exactly(1)
            return StageRule(
                name: name,
                condition: Condition(
                    probe: probe(of: name), test: counted.contains(name) ? .count(path, rule) : match),
                identity: counted.contains(name) ? path : nil,
                time: timed.contains(name) ? path : nil,
                after: Self.after[name] ?? [],
                boundary: Boundary(from: "before \(name)", to: name),
                within: budget(of: name) < within ? budget(of: name) : nil,
                passing: Self.passing.contains(name),
                redeliveryForbidden: once.contains(name)
            )
        }
        let used = Set(stages.map(\.condition.probe)).union([probe(of: "final"), probe(of: SyntheticSystem.forbidden)])
        return ConvergencePlan(
            probes: used.sorted().map { name in
                let isBound = boundAt != nil && name == probes[.analytics]
                return ProbeRule(name: name, clock: clocks[name], skew: skew, boundAfterTrigger: isBound)
            },
            stages: stages,
            never: [
                NeverRule(
                    condition: Condition(probe: probe(of: SyntheticSystem.forbidden), test: match),
                    text: SyntheticSystem.forbidden)
            ],
            final: Condition(probe: probe(of: "final"), test: match),
            within: within,
            settle: settle
        )
    }
}
