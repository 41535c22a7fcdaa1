import Convergence
import JSONKit
import RunModel
import Testing

/// R5 to R10: steps beside the polling, late and missing, probe errors, unknown.
@Suite struct TimeTests {
    static let cases: [Case] = [
        Case(
            "R5", "an expect fails, the back end converges", .failed, .uiDiverged, boundary: "back end -> page",
            story: {
                .but {
                    let failure = StepFailure(kind: .expectation, message: "hidden")
                    $0.steps = [Story.Step("expect success", .trigger, failure: failure)]
                }
            }),
        Case(
            "R5", "an act fails, the back end converges", .failed, .actionFailed, boundary: "user -> page",
            story: {
                .but {
                    let failure = StepFailure(kind: .action, message: "covered")
                    $0.steps = [Story.Step("click Close", .trigger, failure: failure)]
                }
            }, check: { $0.firstReason?.phase == "after_trigger" }),
        Case(
            "R5", "a trigger that hangs the page is the reason, not what the page then does not show", .failed,
            .actionFailed,
            story: {
                .but {
                    $0.triggerFailure = StepFailure(kind: .action, message: "the page does not answer the click")
                    let failure = StepFailure(kind: .expectation, message: "the page shows nothing")
                    $0.steps = [Story.Step("agree", .then, failure: failure)]
                }
            }, check: { $0.zero != nil && $0.reasons.map(\.code) == [.actionFailed, .uiDiverged] }),
        Case(
            "R5", "a trigger that hangs the page over a back end that did not arrive is evidence", .failed,
            .stageMissing, stage: "received",
            story: {
                .but {
                    $0.drop("accepted", "charges", "processed", "entitled", "events", "plan")
                    $0.triggerFailure = StepFailure(kind: .action, message: "the page does not answer the click")
                    $0.steps = []
                }
            }, check: { $0.diagnosis?.evidence.contains { $0.contains("does not answer the click") } == true }),
        Case(
            "R5", "a step fails and a stage is missing: the stage is the reason, the step is evidence", .failed,
            .stageMissing, stage: "processed",
            story: {
                .but {
                    $0.drop("processed", "entitled", "events")
                    let failure = StepFailure(kind: .expectation, message: "hidden")
                    $0.steps = [Story.Step("expect success", .trigger, failure: failure)]
                }
            }, check: { $0.diagnosis?.evidence.contains { $0.contains("expect success") } == true }),
        Case(
            "R5", "an expect fails and nothing is known of the back end: that is the reason", .inconclusive,
            .probeUnreachable,
            story: {
                .but {
                    $0.outages = [.transient(from: 1, to: 200_000)]
                    let failure = StepFailure(kind: .expectation, message: "hidden")
                    $0.steps = [Story.Step("expect success", .trigger, failure: failure)]
                }
            }, check: { $0.reasons.allSatisfy { $0.code == .probeUnreachable || $0.code == .notSettled } }),
        Case(
            "R5", "the page crashes when all has arrived, and nothing looks at it any more", .inconclusive,
            .browserFailed, story: { .but { $0.pageCrashesAt = 3000 } },
            check: { $0.firstReason?.detail.contains("crashed") == true }),
        Case(
            "R5", "the browser dies after the trigger: not the product's fault", .inconclusive, .browserFailed,
            story: {
                .but {
                    let failure = StepFailure(kind: .browser, message: "killed")
                    $0.steps = [Story.Step("expect success", .trigger, failure: failure)]
                }
            }),
        Case(
            "R5", "the application is gone after the trigger", .failed, .actionFailed, boundary: "user -> page",
            story: {
                .but {
                    let failure = StepFailure(kind: .unreachable, message: "refused")
                    $0.steps = [Story.Step("goto /x", .trigger, failure: failure)]
                }
            }),
        Case(
            "R5", "a request of the scenario's own that fails after the trigger is no fault of the page", .failed,
            .actionFailed,
            story: {
                .but {
                    let failure = StepFailure(kind: .http, message: "status 500")
                    $0.steps = [Story.Step("POST /x", .trigger, failure: failure)]
                }
            }, check: { $0.firstReason?.boundary == nil }),
        Case(
            "R7", "reached between the last look and the deadline", .passed,
            plan: { try Plans.upgrade(within: 10_000) },
            story: { .but { $0.move("events", to: 9_990) } }),
        Case(
            "R7", "an error at the deadline is tried again", .passed,
            story: {
                .but {
                    $0.move("events", to: 9_000)
                    $0.outages = [.transient(from: 9_500, to: 12_000)]
                }
            }),
        Case(
            "R7", "an error at the end of settling is tried again", .passed,
            story: { .but { $0.outages = [.transient(from: 2500, to: 5000)] } }),
        Case(
            "R8", "missing", .failed, .stageMissing, stage: "processed", boundary: "billing -> worker",
            nature: .stalled,
            story: { .but { $0.drop("processed", "entitled", "events", "plan") } },
            check: { $0.status("charged") == .reached && $0.status("entitled") == .missing && $0.uiSaidSuccess }),
        Case(
            "R8", "late: arrives after the deadline, within the settle length", .failed, .stageLate,
            stage: "counted", boundary: "worker -> analytics", nature: .stillMoving,
            story: { .but { $0.move("events", to: 11_000) } }),
        Case(
            "R8", "arrives after that: missing", .failed, .stageMissing, stage: "counted",
            story: { .but { $0.move("events", to: 12_500) } }),
        Case(
            "R8", "late for its own budget, though final holds", .failed, .stageLate, stage: "received",
            story: { .but { $0.move("accepted", to: 3000) } }, check: { $0.status("final") == .reached }),
        Case(
            "R8", "its own time on the tool's clock says late", .failed, .stageLate, stage: "processed",
            plan: {
                try Plans.upgrade {
                    Plans.edit(&$0, "processed") {
                        $0.clock = ProbeRule.runnerClock
                        $0.within = 5000
                    }
                }
            },
            story: { .but { $0.add(700, ["processedAt": .integer(1_800_000_006_500)]) } }),
        Case(
            "R8", "only the final state is missing", .failed, .stageMissing, stage: "final",
            story: { .but { $0.drop("plan") } }),
        Case(
            "R9", "transient errors on the way", .passed,
            story: { .but { $0.outages = [.transient(from: 100, to: 600), .transient(from: 800, to: 1000)] } }),
        Case(
            "R9", "three refusals in a row end a probe", .inconclusive, .probeRejected,
            story: {
                .but {
                    $0.outages = [
                        Story.Outage(from: 300, to: 90_000, outcome: .rejected, status: 403, detail: "403 Forbidden")
                    ]
                }
            }, check: { $0.looks["workflow"]?.errors == 3 }),
        Case(
            "R9", "two refusals do not", .passed,
            story: {
                .but {
                    $0.outages = [
                        Story.Outage(from: 300, to: 360, outcome: .rejected, status: 403, detail: "403 Forbidden")
                    ]
                }
            }),
        Case(
            "R9", "404 after an answer is a refusal", .inconclusive, .probeRejected,
            story: {
                .but {
                    $0.outages = [Story.Outage(from: 300, to: 90_000, outcome: .notFound, status: 404, detail: "404")]
                }
            }),
        Case(
            "R9", "a declared 404 is an answer", .passed, plan: { try Plans.upgrade { $0.given = nil } },
            story: { .but { $0.absentUntil = 300 } }),
        Case(
            "R6", "Retry-After is obeyed, also past the deadline", .inconclusive, .probeUnreachable,
            story: {
                .but {
                    $0.move("events", to: 9000)
                    $0.outages = [
                        Story.Outage(
                            from: 500, to: 700, outcome: .transient, status: 429, detail: "429", retryAfter: 30_000)
                    ]
                }
            }, check: { ($0.looks["workflow"]?.count ?? 99) < 20 }),
        Case(
            "R10", "no answer at the deadline: unknown, not missing", .inconclusive, .probeUnreachable,
            story: {
                .but {
                    $0.drop("processed", "entitled", "events", "plan")
                    $0.outages = [.transient(from: 5000, to: 90_000)]
                }
            }, check: { $0.status("processed") == .unknown }),
        Case(
            "R10", "missing behind an unknown predecessor is unknown", .inconclusive, .probeUnreachable,
            plan: {
                try Plans.upgrade {
                    $0.probes.append(ProbeRule(name: "ledger"))
                    $0.stages[2].condition.probe = "ledger"
                }
            },
            story: {
                .but {
                    $0.drop("entitled", "events", "plan")
                    $0.outages = [.transient(from: 100, to: 90_000, probe: "ledger")]
                }
            }, check: { $0.status("entitled") == .unknown && $0.status("charged") == .reached }),
        Case(
            "R10", "positive evidence before the unknown one stands", .failed, .stageMissing, stage: "charged",
            plan: {
                try Plans.upgrade {
                    $0.probes.append(ProbeRule(name: "ledger"))
                    $0.stages[2].condition.probe = "ledger"
                }
            },
            story: {
                .but {
                    $0.drop("charges", "entitled", "events", "plan")
                    $0.outages = [.transient(from: 100, to: 90_000, probe: "ledger")]
                }
            }),
        Case(
            "R10", "no answer at the end of settling", .inconclusive, .notSettled,
            story: { .but { $0.outages = [.transient(from: 1500, to: 90_000)] } }),
        Case(
            "R10", "a stage shown late for its own budget stays red when the probe dies", .failed, .stageLate,
            stage: "received",
            story: {
                .but {
                    $0.drop("accepted", "charges", "processed", "entitled", "events", "plan")
                    $0.outages = [.transient(from: 4000, to: 90_000)]
                }
            }),
        Case(
            "R2", "polling goes on while the steps are still running", .passed,
            story: { .but { $0.stepsEnd = 14_000 } },
            check: { ($0.watch?.settleStarted ?? 0) >= 14_000 }),
    ]

    @Test("time", arguments: cases)
    func verify(_ row: Case) throws { try row.verify() }
}
