import Convergence
import JSONKit
import RunModel
import Testing

/// Gaps that were found by arguing with the rules, each closed by a row named after what was wrong.
@Suite struct GapTests {
    static let cases: [Case] = [
        Case(
            "R2", "a probe bound after the deadline is judged by what it then shows", .passed,
            plan: { try twoProbes(bound: true) },
            story: {
                .but {
                    $0.stepsEnd = 14_500
                    $0.boundAt = ["ledger": 14_000]
                }
            }, check: { $0.notes.contains { $0.contains("probe ledger had no baseline") } }),
        Case(
            "R2", "a probe whose capture was never made is named", .inconclusive, .probeUnreachable,
            plan: { try twoProbes(bound: true) },
            check: { $0.firstReason?.detail.contains("a capture it needs was not made") == true }),
        Case(
            "R8", "a slow answer asked for before the budget is in time, and it is said that nobody knows", .passed,
            story: {
                .but {
                    $0.move("accepted", to: 1500)
                    $0.latency = 990
                }
            },
            check: {
                $0.observations.contains { $0.hasPrefix("received: first seen at +2 s, after its budget of 2 s") }
            }),
        Case(
            "R8", "late for its own budget and regressed final state: both are listed", .failed, .stageLate,
            stage: "received",
            story: {
                .but {
                    $0.move("accepted", to: 2500)
                    $0.add(4000, ["plan": "free"])
                }
            }, check: { $0.reasons.contains { $0.stage == "final" && $0.code == .stageRegressed } }),
        Case(
            "R10", "a probe dead from before the deadline until long after it proves nothing", .inconclusive,
            .probeUnreachable, plan: { try Plans.upgrade(settle: 6000) },
            story: {
                .but {
                    $0.move("events", to: 11_000)
                    $0.outages = [.transient(from: 9000, to: 14_500)]
                }
            }),
        Case(
            "R11", "a passing stage is not gone through because a stage after it held before the trigger", .failed,
            .stageMissing, stage: "processed",
            plan: {
                try Plans.upgrade {
                    Plans.edit(&$0, "processed") { $0.passing = true }
                    Plans.edit(&$0, "entitled") { $0.mayHoldBefore = true }
                    $0.stages.removeLast()
                }
            },
            story: {
                .but {
                    $0.add(-900, ["entitled": true])
                    $0.drop("processed")
                }
            }),
        Case(
            "R12", "a stale answer, an error and another stale answer are no regression", .passed,
            plan: { try Plans.upgrade(settle: 3000) },
            story: {
                .but {
                    $0.add(2000, ["entitled": false])
                    $0.outages = [.transient(from: 2300, to: 2345)]
                    $0.add(2500, ["entitled": true])
                }
            }, check: { $0.watch?.restarts ?? 0 <= 1 }),
        Case(
            "R14", "the final state may be a change from the baseline", .passed,
            plan: { try Plans.upgrade { $0.final = try Plans.count("$.stock", .changesBy(-1)) } },
            story: {
                .but {
                    $0.add(-950, ["stock": 7])
                    $0.add(900, ["stock": 6])
                }
            }),
        Case(
            "R14", "a forbidden change from the baseline is seen", .failed, .neverSeen,
            plan: {
                try Plans.upgrade {
                    $0.never = [
                        NeverRule(condition: try Plans.count("$.stock", .changesBy(-2)), text: "stock falls by two")
                    ]
                }
            },
            story: {
                .but {
                    $0.add(-950, ["stock": 7])
                    $0.add(900, ["stock": 5])
                }
            }),
        Case(
            "R15", "a redelivery with a later time does not turn an order around", .passed,
            plan: {
                try Plans.upgrade {
                    $0.probes[0].clock = "db"
                    let time = try Plans.path("$.charges[*].at")
                    Plans.edit(&$0, "charged") { $0.time = time }
                }
            },
            story: {
                .but {
                    $0.add(400, ["charges": [["id": "ch_1", "at": "2026-11-23T06:00:00.100Z"]]])
                    $0.add(700, ["processedAt": "2026-11-23T06:00:00.400Z"])
                    $0.add(
                        1000,
                        [
                            "charges": [
                                ["id": "ch_1", "at": "2026-11-23T06:00:00.100Z"],
                                ["id": "ch_1", "at": "2026-11-23T06:00:09.000Z"],
                            ]
                        ])
                }
            }, check: { $0.observations.contains { $0.hasPrefix("charged: redelivered") } }),
        Case(
            "R13", "a forbidden state in settle is the only reason", .failed, .neverSeen,
            story: { .but { $0.add(2500, ["billing": "failed"]) } }, check: { $0.reasons.count == 1 }),
        Case(
            "R16", "a probe that only forbidden states ask is named when it is silent", .inconclusive, .notSettled,
            plan: {
                try Plans.upgrade {
                    $0.probes.append(ProbeRule(name: "ledger"))
                    $0.never[0].condition.probe = "ledger"
                }
            },
            story: { .but { $0.outages = [.transient(from: 1, to: 90_000, probe: "ledger")] } },
            check: { $0.firstReason?.detail.contains("probe ledger (502 Bad Gateway)") == true }),
        Case(
            "R21", "a step that a sleeping machine let run out of time proves nothing", .inconclusive, .timedOut,
            story: {
                .but {
                    let failure = StepFailure(kind: .expectation, message: "hidden after 5 s")
                    $0.steps = [Story.Step("expect success", .trigger, failure: failure)]
                    $0.faults = [Fault(code: .timedOut, detail: "the machine slept", clockJump: 60_000)]
                }
            }),
        Case(
            "R21", "nor does the page afterwards", .inconclusive, .timedOut,
            story: {
                .but {
                    let failure = StepFailure(kind: .expectation, message: "Free")
                    $0.steps.append(Story.Step("expect plan Pro", .then, failure: failure))
                    $0.faults = [Fault(code: .timedOut, detail: "the machine slept", clockJump: 60_000)]
                }
            }),
        Case(
            "R21", "nor a step before the trigger", .inconclusive, .timedOut,
            story: {
                .but {
                    let failure = StepFailure(kind: .action, message: "timed out")
                    $0.steps = [Story.Step("click Log in", .steps, failure: failure)]
                    $0.faults = [Fault(code: .timedOut, detail: "the machine slept", clockJump: 60_000)]
                }
            }),
        Case(
            "R21", "the hard stop before the deadline leaves nothing unknown", .inconclusive, .timedOut,
            story: {
                .but {
                    $0.drop("events")
                    $0.stoppedAt = 5000
                }
            }, check: { $0.status("counted") == .pending && $0.reasons.count == 1 }),
        Case(
            "R21", "what was proven before the hard stop stands", .failed, .stageLate, stage: "received",
            story: {
                .but {
                    $0.move("accepted", to: 8000)
                    $0.stoppedAt = 5000
                }
            }),
    ]

    private static func twoProbes(bound: Bool) throws -> ConvergencePlan {
        try Plans.upgrade {
            $0.probes.append(ProbeRule(name: "ledger", boundAfterTrigger: bound))
            $0.stages[4].condition.probe = "ledger"
        }
    }

    @Test("gaps", arguments: cases)
    func verify(_ row: Case) throws { try row.verify() }

    private static let opening = RunEvent.Body.runStarted(
        RunStarted(
            runID: "r1", wallClock: 0, tool: "t", platform: "p", scenario: "s", outcome: "o", file: "f", digest: "0"))

    private static func result(_ bodies: [RunEvent.Body]) -> RunResult {
        RunFold.result(of: bodies.enumerated().map { RunEvent(seq: $0.offset, t: Double($0.offset), body: $0.element) })
    }

    @Test("a second plan with fewer forbidden states does not stop the fold")
    func secondPlan() throws {
        var events = Player.played(try Plans.upgrade(), .but { $0.add(500, ["billing": "failed"]) }).events
        let empty = try Plans.upgrade { $0.never = [] }
        events.insert(RunEvent(seq: 0, t: 2000, body: .plan(PlanResolved(plan: empty))), at: events.count - 1)
        #expect(RunFold.result(of: events).firstReason?.code == .neverSeen)
    }

    @Test("a probe that the run did not get round to asking is not to blame for what broke it off")
    func brokenBaseline() throws {
        let start: [RunEvent.Body] = [
            Self.opening, .plan(PlanResolved(plan: try Plans.upgrade())), .phase(PhaseEntered(.baseline)),
        ]
        let died = Self.result(
            start + [
                .browserExited(BrowserExited(how: "SIGKILL", expected: false)),
                .runFinished(RunFinished(verdict: .inconclusive, reason: nil)),
            ])
        #expect(died.reasons.map(\.code) == [.browserFailed])
        let stopped = Self.result(start + [.interrupted(Interrupted(signal: "SIGINT"))])
        #expect(stopped.verdict == .interrupted && stopped.reasons.isEmpty)
        let killed = Self.result(start)
        #expect(killed.verdict == .interrupted && killed.reasons.isEmpty)
    }

    @Test("a step that never ended keeps a complete journal from passing, and is named")
    func openStep() throws {
        let events = Player.played(try Plans.upgrade(), .healthy).events.filter { event in
            guard case .stepFinished(let finished) = event.body else { return true }
            return finished.index != 3
        }
        let result = RunFold.result(of: events)
        #expect(result.verdict == .inconclusive)
        #expect(result.firstReason?.detail.contains("expect testid=plan text Pro was not done") == true)
    }

    @Test("a missing stage behind one that a killed run had not heard of proves nothing")
    func killedBehindUnknown() throws {
        let plan = try Plans.upgrade {
            $0.probes.append(ProbeRule(name: "ledger"))
            $0.stages[2].condition.probe = "ledger"
        }
        let story = Story.but {
            $0.drop("entitled", "events", "plan")
            $0.outages = [.transient(from: 100, to: 90_000, probe: "ledger")]
            $0.killedAt = 11_000
        }
        #expect(Player.result(plan, story).verdict == .interrupted)
    }
}
