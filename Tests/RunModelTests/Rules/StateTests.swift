import Convergence
import JSONKit
import RunModel
import Testing

/// R11 to R16: lasting, flips, never, counting, order, settling.
@Suite struct StateTests {
    static let cases: [Case] = [
        Case(
            "R11", "two probes have to hold together, not in turn", .failed, .stageRegressed, stage: "processed",
            plan: {
                try Plans.upgrade {
                    $0.probes.append(ProbeRule(name: "ledger"))
                    $0.stages[3].condition.probe = "ledger"
                }
            },
            story: {
                .but {
                    $0.add(1500, ["processed": false])
                    $0.move("entitled", to: 3000)
                }
            }),
        Case(
            "R11", "a passing state latches", .passed,
            plan: { try Plans.upgrade { Plans.edit(&$0, "processed") { $0.passing = true } } },
            story: { .but { $0.add(1300, ["processed": false]) } }),
        Case(
            "R11", "a passing state that nobody saw was gone through", .passed,
            plan: { try Plans.upgrade { Plans.edit(&$0, "processed") { $0.passing = true } } },
            story: { .but { $0.drop("processed") } }, check: { $0.status("processed") == .goneThrough }),
        Case(
            "R11", "a passing state whose successor did not come is missing", .failed, .stageMissing,
            stage: "processed",
            plan: { try Plans.upgrade { Plans.edit(&$0, "processed") { $0.passing = true } } },
            story: { .but { $0.drop("processed", "entitled", "events", "plan") } }),
        Case(
            "R12", "a flip before settling is recorded, not red", .passed,
            story: {
                .but {
                    $0.add(750, ["processed": false])
                    $0.add(860, ["processed": true])
                }
            }, check: { $0.observations.contains { $0.contains("processed: flickered") } }),
        Case(
            "R12", "a lapse before the deadline that stays", .failed, .stageRegressed, stage: "entitled",
            story: {
                .but {
                    $0.move("events", to: 1500)
                    $0.add(1400, ["entitled": false])
                }
            }),
        Case(
            "R12", "a revocation while settling", .failed, .stageRegressed, stage: "entitled",
            boundary: "worker -> entitlements", nature: .contradicted,
            story: { .but { $0.add(2000, ["entitled": false]) } }),
        Case(
            "R12", "the final state is taken back while settling", .failed, .stageRegressed, stage: "final",
            story: { .but { $0.add(2000, ["plan": "free"]) } }),
        Case(
            "R12", "one contrary answer while settling starts it again", .passed,
            plan: { try Plans.upgrade(settle: 3000) },
            story: {
                .but {
                    $0.add(2000, ["entitled": false])
                    $0.add(2350, ["entitled": true])
                    $0.latency = 5
                }
            },
            check: { ($0.watch?.restarts ?? 0) <= 1 || $0.verdict == .passed }),
        Case(
            "R12", "replicas that answer in turn for a while are no false red", .passed,
            story: { .but { $0.staleReplica = (from: 1600, to: 2200, state: 800) } },
            check: { $0.observations.contains { $0.contains("flickered") } }),
        Case(
            "R12", "replicas that never agree", .inconclusive, .notSettled,
            story: { .but { $0.staleReplica = (from: 1600, to: 90_000, state: 800) } }),
        Case(
            "R13", "a forbidden state ends the watch at once", .failed, .neverSeen, nature: .contradicted,
            story: {
                .but {
                    $0.drop("processed", "entitled", "events", "plan")
                    $0.add(500, ["billing": "failed"])
                }
            }, check: { $0.duration < 3000 && $0.status("processed") == .pending }),
        Case(
            "R13", "a forbidden state while settling", .failed, .neverSeen,
            story: { .but { $0.add(2500, ["billing": "failed"]) } }),
        Case(
            "R14", "two identities are a double effect", .failed, .stageDuplicated, stage: "counted",
            boundary: "worker -> analytics", nature: .contradicted,
            story: { .but { $0.add(1100, ["events": [["id": "ev_1"], ["id": "ev_2"]]]) } },
            check: { $0.diagnosis?.effects.contains("counted (2×: ev_1, ev_2)") == true }),
        Case(
            "R14", "a late duplicate while settling", .failed, .stageDuplicated, stage: "counted",
            story: { .but { $0.add(2900, ["events": [["id": "ev_1"], ["id": "ev_2"]]]) } }),
        Case(
            "R14", "the same identity twice is a redelivery, reported", .passed,
            story: { .but { $0.add(1100, ["events": [["id": "ev_1"], ["id": "ev_1"]]]) } },
            check: { $0.observations.contains { $0.contains("counted: redelivered") } }),
        Case(
            "R14", "a redelivery is red where it is forbidden", .failed, .stageDuplicated, stage: "counted",
            plan: { try Plans.upgrade { Plans.edit(&$0, "counted") { $0.redeliveryForbidden = true } } },
            story: { .but { $0.add(1100, ["events": [["id": "ev_1"], ["id": "ev_1"]]]) } }),
        Case(
            "R14", "incomplete identities: the count decides", .failed, .stageDuplicated, stage: "counted",
            story: { .but { $0.add(1100, ["events": [["id": "ev_1"], [:]]]) } },
            check: { $0.firstReason?.detail.contains("identities incomplete") == true }),
        Case(
            "R14", "without identity nobody can tell", .failed, .stageDuplicated, stage: "counted",
            plan: { try Plans.upgrade { Plans.edit(&$0, "counted") { $0.identity = nil } } },
            story: { .but { $0.add(1100, ["events": [["id": "ev_1"], ["id": "ev_1"]]]) } },
            check: { $0.firstReason?.detail.contains("redelivery looks the same") == true }),
        Case(
            "R14", "a path that selects nothing is not zero, and says so", .failed, .stageMissing, stage: "counted",
            plan: {
                try Plans.upgrade { plan in
                    let condition = try Plans.count("$.evnts", .exactly(1))
                    Plans.edit(&plan, "counted") { $0.condition = condition }
                }
            }, check: { $0.firstReason?.detail.contains("check the path") == true }),
        Case(
            "R14", "one excess that a second look refutes is a flicker", .passed,
            story: {
                .but {
                    $0.staleReplica = (from: 1150, to: 1220, state: 99_000)
                    $0.add(98_000, ["events": [["id": "ev_1"], ["id": "ev_2"]]])
                }
            }),
        Case(
            "R14", "changes_by counts from the baseline", .passed,
            plan: {
                try Plans.upgrade {
                    $0.stages[1].condition = try Plans.count("$.stock", .changesBy(-1))
                    $0.stages[1].identity = nil
                }
            },
            story: {
                .but {
                    $0.add(-950, ["stock": 7])
                    $0.add(400, ["stock": 6])
                }
            }),
        Case(
            "R14", "changes_by: beyond is a duplicate", .failed, .stageDuplicated, stage: "charged",
            plan: {
                try Plans.upgrade {
                    $0.stages[1].condition = try Plans.count("$.stock", .changesBy(-1))
                    $0.stages[1].identity = nil
                }
            },
            story: {
                .but {
                    $0.add(-950, ["stock": 7])
                    $0.add(400, ["stock": 5])
                }
            }),
        Case(
            "R14", "changes_by: the wrong direction", .failed, .stageRegressed, stage: "charged",
            plan: {
                try Plans.upgrade {
                    $0.stages[1].condition = try Plans.count("$.stock", .changesBy(-1))
                    $0.stages[1].identity = nil
                }
            },
            story: {
                .but {
                    $0.add(-950, ["stock": 7])
                    $0.add(400, ["stock": 8])
                }
            }),
        Case(
            "R15", "times on one clock, reversed", .failed, .stageMisordered, stage: "entitled",
            boundary: "worker -> entitlements",
            plan: { try Plans.upgrade { $0.probes[0].clock = "db" } },
            story: {
                .but {
                    $0.add(700, ["processedAt": "2026-11-23T06:00:00.900Z"])
                    $0.add(900, ["entitledAt": "2026-11-23T06:00:00.500Z"])
                }
            }),
        Case(
            "R15", "within the declared skew: not distinguishable, passes and is said", .passed,
            plan: {
                try Plans.upgrade {
                    $0.probes[0].clock = "db"
                    $0.probes[0].skew = 500
                }
            },
            story: {
                .but {
                    $0.add(700, ["processedAt": "2026-11-23T06:00:00.900Z"])
                    $0.add(900, ["entitledAt": "2026-11-23T06:00:00.500Z"])
                }
            },
            check: {
                $0.notes.contains { $0.contains("not distinguishable") }
                    && !$0.observations.contains { $0.contains("not distinguishable") }
            }),
        Case(
            "R15", "times of different clocks do not count", .passed,
            plan: {
                try Plans.upgrade {
                    $0.probes[0].clock = "db"
                    Plans.edit(&$0, "entitled") { $0.clock = "ledger" }
                }
            },
            story: {
                .but {
                    $0.add(700, ["processedAt": "2026-11-23T06:00:00.900Z"])
                    $0.add(900, ["entitledAt": "2026-11-23T06:00:00.500Z"])
                }
            }),
        Case(
            "R15", "seen in the wrong order", .failed, .stageMisordered, stage: "entitled",
            story: { .but { $0.move("entitled", to: 200) } }),
        Case(
            "R15", "first seen in one look: passes and is said", .passed,
            story: { .but { $0.move("entitled", to: 700) } },
            check: { $0.notes.contains { $0.contains("entitled after processed: not distinguishable") } }),
        Case(
            "R15", "strict order that cannot be told", .inconclusive, .orderUnknown,
            plan: { try Plans.upgrade { Plans.edit(&$0, "entitled") { $0.strictOrder = true } } },
            story: { .but { $0.move("entitled", to: 700) } }),
        Case(
            "R16", "settling runs past the converge deadline", .passed,
            story: { .but { $0.move("events", to: 9800) } },
            check: { $0.duration > 12_500 }),
        Case(
            "R16", "without a settle window the round that converged is enough", .passed,
            plan: { try Plans.upgrade(settle: 0) }, check: { $0.duration < 3000 }),
    ]

    @Test("state", arguments: cases)
    func verify(_ row: Case) throws { try row.verify() }
}
