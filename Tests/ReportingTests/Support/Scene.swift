import Convergence
import JSONKit
import RunModel

/// A run told by what the back end held when; its events are what a runner would have written.
struct Scene {
    /// What the back end holds from a time on, since time zero; later entries are merged over earlier ones.
    var changes: [(at: Milliseconds, state: JSON)] = [
        (
            -1000,
            ["accepted": false, "charges": [], "processed": false, "entitled": false, "events": [], "plan": "free"]
        ),
        (310, ["accepted": true]),
        (620, ["charges": [["id": "ch_1"]]]),
        (1030, ["processed": true]),
        (1240, ["entitled": true, "plan": "pro"]),
        (1450, ["events": [["id": "ev_1"]]]),
    ]
    /// The step that fails, and how.
    var failures: [String: StepFailure] = [:]
    /// Whether the trigger is dispatched.
    var isDispatched = true
    /// Whether the probe answers.
    var answers = true
    /// When a signal comes.
    var interruptedAt: Milliseconds?
    /// Requests after the trigger, with their status.
    var requests: [(request: RequestSent, status: Int)] = [
        (
            RequestSent(
                id: "1", method: "POST", url: "http://127.0.0.1:4001/api/upgrade", type: "Fetch",
                correlation: .carried), 202
        )
    ]
    /// Lines on the page's console after the trigger.
    var console: [String] = []
    /// The page against the back end.
    var agreement: Agreement?
    /// Whether a picture is taken at the end.
    var takesPicture = false
    /// The scenario's name.
    var name = "upgrade-plan"

    static let zero: Milliseconds = 2150

    /// Changes one thing.
    static func but(_ change: (inout Scene) -> Void) -> Scene {
        var scene = Scene()
        change(&scene)
        return scene
    }

    /// Takes out what happened after a time.
    mutating func stop(after time: Milliseconds) { changes.removeAll { $0.at > time } }

    /// The result of the run.
    var result: RunResult {
        get throws {
            var fold = RunFold()
            for event in try events { fold.apply(event) }
            return fold.result()
        }
    }

    static var plan: ConvergencePlan {
        get throws {
            func match(_ json: JSON) throws -> Condition {
                Condition(probe: "workflow", test: .match(try JSONPattern(json)))
            }
            func count(_ path: String) throws -> Condition {
                Condition(probe: "workflow", test: .count(try JSONPath(path), .exactly(1)))
            }
            func between(_ from: String, _ to: String) -> Boundary { Boundary(from: from, to: to) }
            return ConvergencePlan(
                probes: [ProbeRule(name: "workflow", declaresAbsent: true)],
                stages: [
                    StageRule(
                        name: "request_received", condition: try match(["accepted": true]),
                        boundary: between("web", "api"), within: 2000),
                    StageRule(
                        name: "charged", condition: try count("$.charges"), identity: try JSONPath("$.charges[*].id"),
                        after: ["request_received"], boundary: between("api", "billing")),
                    StageRule(
                        name: "webhook_processed", condition: try match(["processed": true]), after: ["charged"],
                        boundary: between("billing", "worker")),
                    StageRule(
                        name: "entitlement_granted", condition: try match(["entitled": true]),
                        after: ["webhook_processed"], boundary: between("worker", "entitlements")),
                    StageRule(
                        name: "analytics_emitted", condition: try count("$.events"),
                        identity: try JSONPath("$.events[*].id"), after: ["webhook_processed"],
                        boundary: between("worker", "analytics")),
                ],
                final: try match(["plan": "pro"]), within: 10_000, settle: 2000)
        }
    }

    /// Where the plan's subjects stand in the scenario's file.
    static var places: [String: SourceLocation] {
        let names = ["request_received", "charged", "webhook_processed", "entitlement_granted", "analytics_emitted"]
        let keys = names + [Subject.final.key]
        let lines = keys.enumerated().map { ($1, SourceLocation(line: 61 + $0, column: 5)) }
        return Dictionary(uniqueKeysWithValues: lines)
    }

    /// The journal.
    var events: [RunEvent] {
        get throws {
            var teller = Teller(scene: self, plan: try Self.plan, zero: Self.zero)
            teller.tell()
            // Steps run beside the looks.
            let sorted = teller.events.enumerated().sorted { ($0.element.t, $0.offset) < ($1.element.t, $1.offset) }
            return sorted.enumerated().map { RunEvent(seq: $0, t: $1.element.t, body: $1.element.body) }
        }
    }

    func state(at time: Milliseconds) -> JSON {
        var members: [String: JSON] = [:]
        for change in changes where change.at <= time { members.merge(change.state.objectValue ?? [:]) { $1 } }
        return .object(members)
    }
}

/// Writes a scene's journal.
private struct Teller {
    let scene: Scene
    let plan: ConvergencePlan
    let zero: Milliseconds
    private(set) var events: [RunEvent] = []
    private var steps = 0

    init(scene: Scene, plan: ConvergencePlan, zero: Milliseconds) {
        self.scene = scene
        self.plan = plan
        self.zero = zero
    }

    mutating func tell() {
        emit(
            .runStarted(
                RunStarted(
                    runID: "k3f9x2", wallClock: 1_793_255_072_000, tool: "endstate 0.1.0", platform: "Linux x86_64",
                    scenario: scene.name, outcome: "A free user upgrades to Pro.",
                    file: "Scenarios/upgrade-plan.yaml", location: SourceLocation(line: 1, column: 11), digest: "0")),
            0)
        emit(.browserStarted(BrowserStarted(version: "Chromium 141.0", path: "/usr/bin/chromium")), 300)
        emit(.plan(PlanResolved(plan: plan, places: Scene.places)), 310)
        emit(.phase(PhaseEntered(.steps)), 320)
        for (offset, name) in ["goto http://127.0.0.1:4000/login", "fill label=Email", "click role=button Log in"]
            .enumerated()
        {
            guard step(name, .steps, from: 400 + 400 * Double(offset), to: 700 + 400 * Double(offset)) else {
                return finish(at: 900 + 400 * Double(offset))
            }
        }
        emit(.phase(PhaseEntered(.baseline)), 2000)
        for attempt in 0..<3 where attempt == 0 || !scene.answers { look(-100 + 20 * Double(attempt), .baseline) }
        guard scene.answers else { return finish(at: 2140) }
        emit(.phase(PhaseEntered(.trigger)), 2140)
        guard trigger() else { return finish(at: 12_140) }
        converge()
    }

    private mutating func trigger() -> Bool {
        let name = "click testid=upgrade-pro"
        let index = begin(name, .trigger, at: zero - 5, isTrigger: true)
        guard scene.isDispatched else {
            end(index, name, at: zero + 9995)
            return false
        }
        emit(.triggerDispatched(TriggerDispatched(index: index, wallClock: 1_793_255_072_000 + zero)), zero)
        end(index, name, at: zero + 12)
        for (request, status) in scene.requests {
            emit(.request(request), zero + 15)
            emit(.response(ResponseReceived(id: request.id, status: status)), zero + 90)
        }
        for text in scene.console { emit(.console(ConsoleMessage(level: "error", text: text)), zero + 95) }
        return true
    }

    private mutating func converge() {
        var time: Milliseconds = 50
        var stepsEnded = false
        while time <= 15_000 {
            if let interrupted = scene.interruptedAt, time >= interrupted {
                emit(.interrupted(Interrupted(signal: "SIGINT")), zero + time)
                return finish(at: zero + time + 20)
            }
            look(time, .converge)
            if !stepsEnded, time >= 400 {
                stepsEnded = true
                _ = step("expect testid=upgrade-success visible", .trigger, from: zero + 100, to: zero + 410)
                emit(.phase(PhaseEntered(.converge)), zero + 410)
            }
            time += time < 2000 ? 150 : 500
            var fold = RunFold()
            for event in events { fold.apply(event) }
            let outcome = fold.result(complete: true).watch
            if outcome?.settled == true || outcome?.contradicted == true { break }
        }
        let end = zero + time
        if then(at: end), let agreement = scene.agreement { emit(.agreement(agreement), end + 700) }
        finish(at: end + 900)
    }

    private mutating func then(at time: Milliseconds) -> Bool {
        var fold = RunFold()
        for event in events { fold.apply(event) }
        guard fold.result(complete: true).watch?.settled == true else { return scene.agreement != nil }
        emit(.phase(PhaseEntered(.then)), time)
        guard step("reload", .then, from: time, to: time + 120) else { return true }
        _ = step("expect testid=plan text \"Pro\"", .then, from: time + 120, to: time + 640)
        return true
    }

    private mutating func finish(at time: Milliseconds) {
        let picture = String(repeating: "4f9ad2c1", count: 8) + ".png"
        if scene.takesPicture { emit(.screenshot(BlobTaken(blob: picture, step: nil, why: "failure")), time - 1) }
        emit(.phase(PhaseEntered(.teardown)), time)
        _ = step("DELETE http://127.0.0.1:4001/test/tenants/t1", .teardown, from: time, to: time + 80)
        emit(.runFinished(RunFinished(verdict: .passed, reason: nil)), time + 100)
    }

    private mutating func look(_ time: Milliseconds, _ purpose: LookTaken.Purpose) {
        let start = zero + time
        var look = Look(probe: "workflow", start: start, end: start + 8, outcome: .answered, status: 200)
        if scene.answers {
            look.readings = plan.readings(of: "workflow", answer: scene.state(at: time))
        } else {
            look.outcome = .transient
            look.status = nil
            look.detail = "connection refused: 127.0.0.1:4001"
        }
        emit(.look(LookTaken(look: look, purpose: purpose)), look.end)
    }

    private mutating func step(_ name: String, _ phase: Phase, from start: Milliseconds, to stop: Milliseconds) -> Bool
    {
        let index = begin(name, phase, at: start)
        end(index, name, at: stop)
        return scene.failures[name] == nil
    }

    private mutating func begin(_ name: String, _ phase: Phase, at time: Milliseconds, isTrigger: Bool = false) -> Int {
        steps += 1
        let location = SourceLocation(line: 20 + steps, column: 5)
        emit(
            .stepStarted(
                StepStarted(
                    index: steps - 1, name: name, phase: phase, location: location, isTrigger: isTrigger,
                    checksPage: name.hasPrefix("expect"))),
            time)
        return steps - 1
    }

    private mutating func end(_ index: Int, _ name: String, at time: Milliseconds) {
        let failure = scene.failures[name]
        emit(
            .stepFinished(
                StepFinished(
                    index: index, outcome: failure == nil ? .passed : .failed, error: failure)), time)
    }

    private mutating func emit(_ body: RunEvent.Body, _ time: Milliseconds) {
        events.append(RunEvent(seq: events.count, t: time, body: body))
    }
}
