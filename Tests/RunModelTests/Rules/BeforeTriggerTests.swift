import Convergence
import JSONKit
import RunModel
import Testing

/// R2, R3, R4: what happens before time zero.
@Suite struct BeforeTriggerTests {
    static let cases: [Case] = [
        Case("R2", "a healthy run passes", .passed, check: { $0.convergedAt != nil && $0.watch?.settled == true }),
        Case(
            "R2", "a failing setup step is inconclusive and nothing is triggered", .inconclusive, .setupFailed,
            nature: .notAsked,
            story: {
                .but {
                    $0.steps = [
                        Story.Step("POST /setup", .setup, failure: StepFailure(kind: .http, message: "status 500"))
                    ]
                }
            },
            check: { $0.zero == nil }),
        Case(
            "R3", "a probe that never answers keeps the trigger back", .inconclusive, .probeUnreachable,
            story: { .but { $0.outages = [.transient(from: -2000, to: 60_000)] } },
            check: { $0.zero == nil }),
        Case(
            "R3", "a probe that answers at the third try does not", .passed,
            story: { .but { $0.outages = [.transient(from: -2000, to: -460)] } }),
        Case(
            "R3", "a probe that refuses keeps the trigger back", .inconclusive, .probeRejected,
            story: {
                .but {
                    $0.outages = [
                        Story.Outage(from: -2000, to: 0, outcome: .rejected, status: 401, detail: "401 Unauthorized")
                    ]
                }
            }),
        Case(
            "R3", "an undeclared 404 is refused with the remedy", .inconclusive, .probeRejected,
            story: {
                .but {
                    $0.outages = [Story.Outage(from: -2000, to: 0, outcome: .notFound, status: 404, detail: "404")]
                }
            },
            check: { $0.firstReason?.detail.contains("absent: [404]") == true }),
        Case(
            "R3", "a stage that holds already proves nothing", .inconclusive, .holdsBeforeTrigger, stage: "processed",
            story: { .but { $0.add(-900, ["processed": true]) } }),
        Case(
            "R3", "a count that is there already proves nothing", .inconclusive, .holdsBeforeTrigger, stage: "charged",
            story: { .but { $0.add(-900, ["charges": [["id": "old"]]]) } }),
        Case(
            "R3", "a stage may say that it may hold before", .passed,
            plan: { try Plans.upgrade { Plans.edit(&$0, "processed") { $0.mayHoldBefore = true } } },
            story: { .but { $0.add(-900, ["processed": true]) } }),
        Case(
            "R3", "a final state that holds already proves nothing", .inconclusive, .holdsBeforeTrigger,
            plan: { try Plans.upgrade { $0.given = nil } },
            story: { .but { $0.add(-900, ["plan": "pro"]) } }),
        Case(
            "R3", "a forbidden state that holds already is not blamed on the trigger", .inconclusive,
            .holdsBeforeTrigger, story: { .but { $0.add(-900, ["billing": "failed"]) } }),
        Case(
            "R3", "a start condition that does not hold", .inconclusive, .givenNotMet,
            story: { .but { $0.add(-900, ["plan": "trial"]) } },
            check: { $0.firstReason?.detail.contains("trial") == true }),
        Case(
            "R3", "changes_by without a number to start from", .inconclusive, .probeRejected,
            plan: {
                try Plans.upgrade {
                    $0.stages[1].condition = try Plans.count("$.stock", .changesBy(-1))
                    $0.stages[1].identity = nil
                }
            }),
        Case(
            "R4", "a trigger that cannot be dispatched", .failed, .actionFailed, boundary: "user -> page",
            story: {
                .but {
                    $0.dispatched = false
                    $0.triggerFailure = StepFailure(kind: .action, message: "covered by <div class=\"overlay\">")
                }
            },
            check: { $0.zero == nil && $0.firstReason?.phase == "trigger" && $0.looks["workflow"]?.count == 1 }),
        Case(
            "R4", "a step before the trigger fails", .failed, .actionFailed, boundary: "user -> page",
            story: {
                .but {
                    $0.steps = [
                        Story.Step("click Log in", .steps, failure: StepFailure(kind: .action, message: "not found"))
                    ]
                }
            },
            check: { $0.firstReason?.phase == "before_trigger" }),
        Case(
            "R4", "a back end that is not as a step before the trigger wants it is no fault of the page", .failed,
            .actionFailed,
            story: {
                .but {
                    let failure = StepFailure(kind: .backend, message: "probe workflow: $.plan is \"free\"")
                    $0.steps = [Story.Step("expect workflow", .steps, failure: failure)]
                }
            }, check: { $0.zero == nil && $0.firstReason?.boundary == nil }),
        Case(
            "R4", "the application refuses connections before the trigger", .inconclusive, .appUnreachable,
            story: {
                .but {
                    $0.steps = [
                        Story.Step("goto", .steps, failure: StepFailure(kind: .unreachable, message: "refused"))
                    ]
                }
            }),
        Case(
            "R4", "the browser dies before the trigger", .inconclusive, .browserFailed,
            story: {
                .but {
                    $0.steps = [Story.Step("goto", .steps, failure: StepFailure(kind: .browser, message: "killed"))]
                }
            }),
    ]

    @Test("before the trigger", arguments: cases)
    func verify(_ row: Case) throws { try row.verify() }
}
