import Convergence
import JSONKit
import RunModel
import Testing

/// R17 to R21: the page, correlation, verdict, first reason, teardown, and the ends of a run.
@Suite struct VerdictTests {
    static let cases: [Case] = [
        Case(
            "R17", "the page still shows the old state", .failed, .uiDiverged, boundary: "back end -> page",
            nature: .contradicted,
            story: {
                .but {
                    let failure = StepFailure(kind: .expectation, message: "Free (upgrade to Pro)")
                    $0.steps.append(Story.Step("expect plan Pro", .then, failure: failure))
                    $0.agreements = [
                        Agreement(
                            ui: "Free (upgrade to Pro)", locator: "testid=plan", backend: "pro",
                            source: "workflow $.finalPlan", agrees: false)
                    ]
                }
            },
            check: { $0.diagnosis?.divergence.contains("the page shows \"Free (upgrade to Pro)\"") == true }),
        Case(
            "R17", "an act in then fails", .failed, .actionFailed, boundary: "user -> page",
            story: {
                .but {
                    let failure = StepFailure(kind: .action, message: "timed out")
                    $0.steps.append(Story.Step("reload", .then, failure: failure))
                }
            }, check: { $0.firstReason?.phase == "then" }),
        Case(
            "R17", "a lost connection in then is inconclusive", .inconclusive, .appUnreachable,
            story: {
                .but {
                    let failure = StepFailure(kind: .unreachable, message: "refused")
                    $0.steps.append(Story.Step("reload", .then, failure: failure))
                }
            }),
        Case(
            "R17", "both sides are read as evidence when the back end did not settle", .failed, .stageMissing,
            story: {
                .but {
                    $0.drop("processed", "entitled", "events", "plan")
                    $0.agreements = [
                        Agreement(
                            ui: "Pro", locator: "testid=plan", backend: "free", source: "workflow $.plan",
                            agrees: false)
                    ]
                }
            }, check: { $0.diagnosis?.divergence.contains("the back end says \"free\"") == true }),
        Case(
            "R18", "the trigger's own request lost the ID", .failed, .correlationLost,
            story: {
                .but {
                    $0.drop("accepted", "charges", "processed", "entitled", "events", "plan")
                    $0.requests = [
                        RequestSent(id: "0", method: "OPTIONS", url: "http://api/upgrade", correlation: .bare),
                        RequestSent(
                            id: "1", method: "POST", url: "http://api/upgrade", type: "Fetch", correlation: .bare),
                    ]
                }
            }, check: { $0.audit.bare.count == 1 }),
        Case(
            "R18", "the trigger's own request lost the ID in a scenario that names no boundary", .failed,
            .correlationLost, boundary: "page -> first service",
            plan: { try Plans.upgrade { for index in $0.stages.indices { $0.stages[index].boundary = nil } } },
            story: {
                .but {
                    $0.drop("accepted", "charges", "processed", "entitled", "events", "plan")
                    $0.requests[0].correlation = .bare
                }
            }),
        Case(
            "R18", "the ID lost, yet everything arrived: passed, and the audit says so", .passed,
            story: { .but { $0.requests[0].correlation = .bare } }, check: { $0.audit.bare.count == 1 }),
        Case(
            "R18", "an ID that the tool added is there", .failed, .stageMissing,
            story: {
                .but {
                    $0.drop("processed", "entitled", "events", "plan")
                    $0.requests[0].correlation = .added
                }
            }),
        Case(
            "R19", "failed stands even if another probe is down", .failed, .stageDuplicated,
            plan: {
                try Plans.upgrade {
                    $0.probes.append(ProbeRule(name: "ledger"))
                    $0.stages[3].condition.probe = "ledger"
                }
            },
            story: {
                .but {
                    $0.add(1100, ["events": [["id": "ev_1"], ["id": "ev_2"]]])
                    $0.outages = [.transient(from: 1, to: 90_000, probe: "ledger")]
                }
            }),
        Case(
            "R20", "all reasons are listed, the topologically first one first", .failed, .stageMissing,
            stage: "processed",
            story: { .but { $0.drop("processed", "entitled", "events", "plan") } },
            check: { $0.reasons.map(\.stage) == ["processed", "entitled", "counted"] }),
        Case(
            "R20", "never seen comes before a late stage", .failed, .neverSeen,
            story: {
                .but {
                    $0.move("accepted", to: 3000)
                    $0.add(3500, ["billing": "failed"])
                    $0.move("events", to: 5000)
                }
            }, check: { $0.reasons.contains { $0.code == .stageLate } }),
        Case(
            "R20", "a success screen over a back end that did not arrive", .failed, .stageMissing,
            story: { .but { $0.drop("processed", "entitled", "events", "plan") } },
            check: { $0.uiSaidSuccess && $0.diagnosis?.divergence.hasPrefix("Yes") == true }),
        Case(
            "R20", "the trigger's request was refused: deterministic", .failed, .stageMissing, stage: "received",
            nature: .contradicted,
            story: {
                .but {
                    $0.drop("accepted", "charges", "processed", "entitled", "events", "plan")
                    $0.responses = [ResponseReceived(id: "1", status: 401)]
                }
            }),
        Case(
            "R20", "nothing on the page listens to the trigger", .failed, .actionHadNoEffect,
            boundary: "user -> page",
            story: {
                .but {
                    $0.drop("accepted", "charges", "processed", "entitled", "events", "plan")
                    $0.requests = []
                    $0.effect = ActEffect(listener: false, observed: [])
                }
            }),
        Case(
            "R21", "a failing teardown is reported and changes nothing", .passed,
            story: {
                .but {
                    let failure = StepFailure(kind: .http, message: "status 500")
                    $0.steps.append(Story.Step("DELETE tenant", .teardown, failure: failure))
                }
            }, check: { $0.observations.contains { $0.hasPrefix("teardown: DELETE tenant failed") } }),
        Case(
            "R21", "a machine that slept proves nothing about time", .inconclusive, .timedOut,
            story: {
                .but {
                    $0.drop("events")
                    $0.faults = [Fault(code: .timedOut, detail: "the machine slept", clockJump: 60_000)]
                }
            }),
        Case(
            "R21", "yet a double effect stands", .failed, .stageDuplicated,
            story: {
                .but {
                    $0.add(1100, ["events": [["id": "ev_1"], ["id": "ev_2"]]])
                    $0.faults = [Fault(code: .timedOut, detail: "the machine slept", clockJump: 60_000)]
                }
            }),
        Case(
            "exit", "a signal interrupts, whatever is known", .interrupted, nil,
            story: { .but { $0.interruptedAt = 800 } }, check: { $0.signal == "SIGINT" }),
        Case(
            "exit", "a journal that just stops was interrupted", .interrupted, nil,
            story: { .but { $0.killedAt = 800 } }, check: { !$0.isComplete && $0.status("received") == .reached }),
        Case(
            "exit", "a full disk turns a pass into inconclusive", .inconclusive, .artifactsUnwritable,
            story: { .but { $0.faults = [Fault(code: .artifactsUnwritable, detail: "No space left on device")] } }),
        Case(
            "exit", "and leaves a failure a failure", .failed, .stageMissing,
            story: {
                .but {
                    $0.drop("events")
                    $0.faults = [Fault(code: .artifactsUnwritable, detail: "No space left on device")]
                }
            }),
    ]

    @Test("verdict", arguments: cases)
    func verify(_ row: Case) throws { try row.verify() }

    @Test("an empty journal is an interrupted run, not a pass")
    func empty() {
        #expect(RunFold().result().verdict == .interrupted)
        #expect(RunFold().result(complete: true).verdict == .inconclusive)
    }

    @Test("the exit class of every reason is failed or inconclusive")
    func classes() {
        #expect(ReasonCode.allCases.filter { $0.verdict == .failed }.count == 10)
        #expect(ReasonCode.allCases.filter { $0.verdict == .inconclusive }.count == 13)
    }
}
