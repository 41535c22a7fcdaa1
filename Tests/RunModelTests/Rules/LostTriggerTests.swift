import Convergence
import JSONKit
import RunModel
import Testing

/// R19: the browser goes while nobody knows yet what became of the trigger's request.
@Suite struct LostTriggerTests {
    static let cases: [Case] = [
        Case(
            "R19", "the browser dies before the trigger is answered and nothing came: nobody can tell whether it left",
            .inconclusive, .browserFailed, nature: .notAsked,
            story: { .lost { $0.browserDiesAt = 300 } },
            check: {
                $0.reasons.count == 1 && $0.firstReason?.detail.contains("(signal 9)") == true
                    && $0.firstReason?.detail.contains("(POST http://api/upgrade) was answered") == true
            }),
        Case(
            "R19", "so it is when the step that noticed failed by it", .inconclusive, .browserFailed,
            story: {
                .lost {
                    $0.browserDiesAt = 50
                    let failure = StepFailure(kind: .browser, message: "the browser is gone: signal 9")
                    $0.steps = [Story.Step("expect success", .trigger, failure: failure)]
                }
            }, check: { $0.reasons.count == 1 && $0.firstReason?.detail.contains("whether it ever left") == true }),
        Case(
            "R19", "so it is when the page crashes", .inconclusive, .browserFailed,
            story: { .lost { $0.pageCrashesAt = 300 } }, check: { $0.reasons.count == 1 }),
        Case(
            "R19", "so it is when no request was seen at all", .inconclusive, .browserFailed,
            story: {
                .lost {
                    $0.requests = []
                    $0.browserDiesAt = 20
                }
            }, check: { $0.firstReason?.detail.contains("request was seen") == true }),
        Case(
            "R19", "so it is when nothing was there to answer the trigger, as far as was seen", .inconclusive,
            .browserFailed,
            story: {
                .lost {
                    $0.requests = []
                    $0.effect = ActEffect(listener: false, observed: [])
                    $0.browserDiesAt = 20
                }
            }),
        Case(
            "R19", "so it is when a request of another origin is all there is, and open", .inconclusive,
            .browserFailed,
            story: {
                .lost {
                    $0.requests[0].correlation = .outside
                    $0.browserDiesAt = 300
                }
            }),
        Case(
            "R19", "so it is when the request had lost the ID", .inconclusive, .browserFailed,
            story: {
                .lost {
                    $0.requests[0].correlation = .bare
                    $0.browserDiesAt = 300
                }
            }),
        Case(
            "R19", "so it is when one of two requests of the action was answered", .inconclusive, .browserFailed,
            story: {
                .lost {
                    let second = RequestSent(
                        id: "2", method: "PUT", url: "http://api/confirm", type: "Fetch", correlation: .carried)
                    $0.requests.append(second)
                    $0.responses = [ResponseReceived(id: "1", status: 200)]
                    $0.browserDiesAt = 300
                }
            }, check: { $0.firstReason?.detail.contains("PUT http://api/confirm") == true }),
        Case(
            "R19", "so it is when the page had only asked for data", .inconclusive, .browserFailed,
            story: {
                .lost {
                    $0.requests[0].method = "GET"
                    $0.responses = [ResponseReceived(id: "1", status: 200)]
                    $0.browserDiesAt = 300
                }
            }, check: { $0.firstReason?.detail.contains("request was seen") == true }),
        Case(
            "R19", "a link was followed and answered: a stage that did not come is missing", .failed, .stageMissing,
            stage: "received",
            story: {
                .lost {
                    $0.requests[0].method = "GET"
                    $0.requests[0].type = "Document"
                    $0.responses = [ResponseReceived(id: "1", status: 200)]
                    $0.browserDiesAt = 300
                }
            }),
        Case(
            "R19", "the trigger was answered before the browser died: a stage that did not come is missing", .failed,
            .stageMissing, stage: "received",
            story: {
                .lost {
                    $0.responses = [ResponseReceived(id: "1", status: 202)]
                    $0.browserDiesAt = 300
                }
            }, check: { $0.reasons.contains { $0.code == .browserFailed } }),
        Case(
            "R19", "it was redirected before the browser died: it had left, so the stage is missing", .failed,
            .stageMissing, stage: "received",
            story: {
                .lost {
                    let next = RequestSent(
                        id: "1", method: "GET", url: "http://api/done", type: "Fetch", correlation: .carried,
                        redirectStatus: 303)
                    $0.requests.append(next)
                    $0.browserDiesAt = 300
                }
            }),
        Case(
            "R19", "the page's crash did not stop the answer, which came later", .failed, .stageMissing,
            stage: "received",
            story: {
                .lost {
                    $0.pageCrashesAt = 100
                    $0.answeredAt = 400
                    $0.lateResponses = [ResponseReceived(id: "1", status: 202)]
                }
            }),
        Case(
            "R19", "the back end got it: what did not come after that is missing", .failed, .stageMissing,
            stage: "processed",
            story: {
                .but {
                    $0.drop("processed", "entitled", "events", "plan")
                    $0.responses = []
                    $0.browserDiesAt = 300
                }
            }),
        Case(
            "R19", "the back end got it twice: the double effect stands", .failed, .stageDuplicated, stage: "charged",
            story: {
                .lost {
                    $0.add(400, ["charges": [["id": "ch_1"], ["id": "ch_2"]]])
                    $0.browserDiesAt = 300
                }
            }),
        Case(
            "R19", "a forbidden state stands", .failed, .neverSeen,
            story: {
                .lost {
                    $0.add(400, ["billing": "failed"])
                    $0.browserDiesAt = 300
                }
            }),
        Case(
            "R19", "a stage that was taken back stands", .failed, .stageRegressed, stage: "received",
            story: {
                .but {
                    $0.drop("charges", "processed", "entitled", "events", "plan")
                    $0.add(500, ["accepted": false])
                    $0.responses = []
                    $0.browserDiesAt = 300
                }
            }),
        Case(
            "R19", "a check of the page that had failed before the browser died stands", .failed, .actionFailed,
            story: {
                .lost {
                    let failure = StepFailure(kind: .expectation, message: "an error is shown")
                    $0.steps = [Story.Step("expect success", .trigger, failure: failure)]
                    $0.browserDiesAt = 300
                }
            }),
        Case(
            "R19", "a budget that was missed while the browser lived stays missed", .failed, .stageMissing,
            stage: "received", story: { .lost { $0.browserDiesAt = 5000 } },
            check: { $0.reasons.map(\.stage) == ["received", nil] }),
        Case(
            "R19", "the browser dies after the deadline: it makes no difference any more", .failed, .stageMissing,
            stage: "received", story: { .lost { $0.browserDiesAt = 11_000 } }),
        Case(
            "R19", "the browser dies and everything arrives all the same: only the page was not seen", .inconclusive,
            .browserFailed,
            story: {
                .but {
                    $0.responses = []
                    $0.browserDiesAt = 50
                }
            }, check: { $0.status("counted") == .reached }),
    ]

    @Test("the browser goes with the trigger's request", arguments: cases)
    func verify(_ row: Case) throws { try row.verify() }
}

extension Story {
    /// The back end gets nothing, and the trigger's request has no answer; with a change.
    fileprivate static func lost(_ change: (inout Story) -> Void) -> Story {
        .but {
            $0.drop("accepted", "charges", "processed", "entitled", "events", "plan")
            $0.responses = []
            $0.steps = [Step("goto /login", .steps)]
            change(&$0)
        }
    }
}
