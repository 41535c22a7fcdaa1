import Convergence
import JSONKit
import RunModel

/// One event of each kind, with everything in it that can be in it.
enum Samples {
    static func all() throws -> [RunEvent.Body] { try run() + browser + ends }

    private static func run() throws -> [RunEvent.Body] {
        let location = SourceLocation(line: 30, column: 5)
        let failure = StepFailure(
            kind: .expectation, message: "testid=plan is \"Free\", expected \"Pro\"", expected: "Pro", actual: "Free",
            log: ["waiting for testid=plan", "found 1"])
        let effect = ActEffect(listener: true, observed: ["mutation", "request"])
        return [
            .runStarted(
                RunStarted(
                    runID: "r-7f3a", wallClock: 1_795_415_072_000, tool: "endstate 1.0.0", platform: "Linux x86_64",
                    scenario: "upgrade-plan", outcome: "A free user upgrades.", file: "Scenarios/upgrade-plan.yaml",
                    digest: "9f86d081", correlationID: "c-1", environment: ["APP_URL": "http://127.0.0.1:8080"])),
            .browserStarted(BrowserStarted(version: "Chrome/140.0.0.0", path: "/usr/bin/chromium")),
            .plan(PlanResolved(plan: try plan())),
            .phase(PhaseEntered(.converge)),
            .stepStarted(
                StepStarted(
                    index: 3, name: "click testid=upgrade-pro", phase: .trigger, location: location, isTrigger: true)),
            .stepLog(StepLog(index: 3, message: "waiting for the element to be stable")),
            .stepFinished(
                StepFinished(index: 3, outcome: .failed, error: failure, effect: effect, screenshot: "b1.png")),
            .actEffect(ActEffectSeen(index: 3, effect: effect)),
            .triggerDispatched(TriggerDispatched(index: 3, wallClock: 1_795_415_075_250.5)),
            .look(LookTaken(look: look, purpose: .converge, bodyDigest: "ab12", blob: "ab12.json")),
            .agreement(
                Agreement(
                    ui: "Free", locator: "testid=plan", backend: "pro", source: "workflow $.finalPlan", agrees: false)),
        ]
    }

    private static let look = Look(
        probe: "workflow", start: 1000, end: 1012.25, outcome: .answered, status: 200,
        readings: [
            "charged": Reading(count: 2, identities: ["ch_1", "ch_1"], time: 1_795_415_075_300),
            "@final": Reading(holds: false, why: "$.finalPlan is \"free\", expected \"pro\""),
        ],
        detail: "slow", retryAfter: 1500)

    private static func plan() throws -> ConvergencePlan {
        let match = Condition(probe: "workflow", test: .match(try JSONPattern(["finalPlan": "pro"])))
        let charged = StageRule(
            name: "charged",
            condition: Condition(probe: "workflow", test: .count(try JSONPath("$.charges"), .exactly(1))),
            identity: try JSONPath("$.charges[*].id"), time: try JSONPath("$.chargedAt"), clock: "db",
            after: ["received"], strictOrder: true, boundary: Boundary(from: "api", to: "billing"), within: 2000,
            passing: true, mayHoldBefore: true, redeliveryForbidden: true)
        let sold = StageRule(
            name: "sold", condition: Condition(probe: "workflow", test: .count(try JSONPath("$.stock"), .changesBy(-1)))
        )
        let failed = Condition(
            probe: "workflow", test: .path(try JSONPath("$.jobs[*].state"), try JSONPattern("failed")))
        return ConvergencePlan(
            probes: [
                ProbeRule(name: "workflow", clock: "db", skew: 5, boundAfterTrigger: true, declaresAbsent: true)
            ],
            stages: [charged, sold],
            never: [
                NeverRule(condition: failed, text: "state: failed", boundary: Boundary(from: "api", to: "billing"))
            ],
            final: match, given: match, within: 60_000, settle: 5000, poll: [1000, 2000])
    }

    private static let browser: [RunEvent.Body] =
        NetworkSamples.all + [
            .console(ConsoleMessage(level: "error", text: "boom", source: "http://web/app.js:3:1")),
            .pageError(PageError(message: "TypeError: x is undefined", stack: "at f (app.js:3:1)")),
            .dialog(DialogAnswered(type: "confirm", message: "Sure?", accepted: true)),
            .download(Download(url: "http://web/export.csv", suggestedName: "export.csv", state: "completed")),
            .navigation(
                Navigation(frame: "F1", url: "http://web/done", sameDocument: true, mainFrame: true, loader: "L1")),
            .pageTiming(PageTiming(frame: "F1", name: .contentLoaded, timestamp: 5012.75, loader: "L1")),
            .frameAttached(FrameAttached(frame: "F2", parent: "F1")),
            .targetAttached(TargetAttached(id: "T1", type: "service_worker", url: "http://web/sw.js")),
            .targetCrashed(TargetCrashed(id: "T1", how: "crashed")),
            .screenshot(BlobTaken(blob: "b1.png", step: 3, why: "failure", locator: "testid: plan")),
            .domSnapshot(BlobTaken(blob: "b2.txt", step: 3, why: "failure")),
            .screencastFrame(ScreencastFrame(blob: "f1.jpg", width: 1280, height: 720, target: "T2")),
        ]

    private static let ends: [RunEvent.Body] = [
        .captured(Captured(name: "tenant", value: "«secret»")),
        .dropped(Dropped(what: "console", count: 12)),
        .browserExited(BrowserExited(how: "SIGKILL", expected: false)),
        .interrupted(Interrupted(signal: "SIGINT")),
        .fault(Fault(code: .timedOut, detail: "the machine slept", clockJump: -6000.5)),
        .runFinished(RunFinished(verdict: .failed, reason: .stageMissing)),
        .unknown("from_a_later_version"),
    ]
}
