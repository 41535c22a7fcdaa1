import Convergence
import JSONKit
import RunModel

/// A run told as a story: what the back end holds from which time on, how the probes behave, how the steps go.
///
/// `play` drives the real watch over it under a virtual clock and writes the journal that a runner would have written.
/// Times are in milliseconds after time zero.
struct Story {
    /// What the back end holds from a time on; later entries are merged over earlier ones, key by key.
    var changes: [(at: Milliseconds, state: JSON)] = []
    /// When a probe fails, and how.
    var outages: [Outage] = []
    /// A second replica that is asked first and then at every other look in a span, and still tells the state of an earlier time.
    var staleReplica: (from: Milliseconds, to: Milliseconds, state: Milliseconds)?
    /// How long a look takes.
    var latency: Milliseconds = 10
    /// When the steps beside the polling end.
    var stepsEnd: Milliseconds = 100
    /// The steps before, beside and after, in order.
    var steps: [Step] = []
    /// The trigger's own failure.
    var triggerFailure: StepFailure?
    /// Whether the trigger is dispatched although it failed.
    var dispatched = true
    /// What the trigger set off, if that was watched.
    var effect: ActEffect?
    /// Requests after the trigger.
    var requests: [RequestSent] = [
        RequestSent(id: "1", method: "POST", url: "http://api/upgrade", type: "Fetch", correlation: .carried)
    ]
    /// The answers to them.
    var responses: [ResponseReceived] = [ResponseReceived(id: "1", status: 202)]
    /// Comparisons made after the back end.
    var agreements: [Agreement] = []
    /// Faults outside the system.
    var faults: [Fault] = []
    /// When a signal comes.
    var interruptedAt: Milliseconds?
    /// When the journal just stops.
    var killedAt: Milliseconds?
    /// When the hard stop of the whole run comes.
    var stoppedAt: Milliseconds?
    /// When the browser ends by itself.
    var browserDiesAt: Milliseconds?
    /// When the page's process ends by itself.
    var pageCrashesAt: Milliseconds?
    /// When the answers of `lateResponses` come.
    var answeredAt: Milliseconds = 0
    /// Answers that come at `answeredAt`, and not at once.
    var lateResponses: [ResponseReceived] = []
    /// When the capture that a probe needs is made; never for a probe that is not named.
    var boundAt: [String: Milliseconds] = [:]
    /// Status that the 404 of an unknown run has: absent or not.
    var absentUntil: Milliseconds?

    struct Outage {
        var from: Milliseconds
        var to: Milliseconds
        var outcome: Look.Outcome
        var status: Int?
        var detail: String
        var probe: String?
        var retryAfter: Milliseconds?

        static func transient(from: Milliseconds, to: Milliseconds, probe: String? = nil) -> Outage {
            Outage(from: from, to: to, outcome: .transient, status: 502, detail: "502 Bad Gateway", probe: probe)
        }
    }

    struct Step {
        var name: String
        var phase: Phase
        var failure: StepFailure?

        init(_ name: String, _ phase: Phase, failure: StepFailure? = nil) {
            self.name = name
            self.phase = phase
            self.failure = failure
        }
    }

    /// The state of the back end at a time.
    func state(at time: Milliseconds) -> JSON {
        var object: [String: JSON] = [:]
        for change in changes where change.at <= time {
            for (key, value) in change.state.objectValue ?? [:] { object[key] = value }
        }
        return .object(object)
    }
}

/// Writes the journal of a story.
struct Player {
    let plan: ConvergencePlan
    let story: Story
    let zero: Milliseconds = 1000
    private(set) var events: [RunEvent] = []
    /// The watch that drove the run, as it ended.
    private(set) var watch: Watch?
    private var stepIndex = 0
    private var looksAtReplicas = 0

    init(plan: ConvergencePlan, story: Story) {
        self.plan = plan
        self.story = story
    }

    /// The result of the story, from the journal alone.
    static func result(_ plan: ConvergencePlan, _ story: Story) -> RunResult {
        RunFold.result(of: played(plan, story).events)
    }

    /// The story, played to its end.
    static func played(_ plan: ConvergencePlan, _ story: Story) -> Player {
        var player = Player(plan: plan, story: story)
        player.play()
        return player
    }

    mutating func play() {
        emit(
            .runStarted(
                RunStarted(
                    runID: "r1", wallClock: 1_800_000_000_000, tool: "endstate test", platform: "test",
                    scenario: "upgrade-plan", outcome: "A free user upgrades.", file: "upgrade-plan.yaml", digest: "0")
            ), 0)
        emit(.plan(PlanResolved(plan: plan)), 1)
        let before = story.steps.filter { $0.phase == .setup || $0.phase == .steps }
        for (offset, step) in before.enumerated() {
            perform(step, at: 10 + Double(offset))
            if step.failure != nil { return finish(at: 100) }
        }
        takeBaseline()
        guard Baseline(plan: plan, looks: baselineLooks).objections.isEmpty else { return finish(at: 900) }
        pullTrigger()
        guard story.dispatched else { return finish(at: 1001) }
        watchAndSettle()
    }

    private var baselineLooks: [Look] {
        events.compactMap { event in
            guard case .look(let taken) = event.body, taken.purpose == .baseline else { return nil }
            return taken.look
        }
    }

    private mutating func takeBaseline() {
        emit(.phase(PhaseEntered(.baseline)), 500)
        for name in plan.baselineProbes {
            for attempt in 0..<Baseline.tries {
                let look = look(name, start: 500 + Double(attempt) * 20)
                emit(.look(LookTaken(look: look, purpose: .baseline)), look.end)
                if look.isSuccessful { break }
            }
        }
    }

    private mutating func pullTrigger() {
        emit(.phase(PhaseEntered(.trigger)), 990)
        let index = stepIndex
        stepIndex += 1
        emit(
            .stepStarted(
                StepStarted(
                    index: index, name: "click testid=upgrade-pro", phase: .trigger,
                    location: SourceLocation(line: 30, column: 5), isTrigger: true)), 995)
        if story.dispatched {
            emit(.triggerDispatched(TriggerDispatched(index: index, wallClock: 1_800_000_001_000)), zero)
        }
        let outcome: StepFinished.Outcome = story.triggerFailure == nil ? .passed : .failed
        emit(
            .stepFinished(
                StepFinished(index: index, outcome: outcome, error: story.triggerFailure, effect: story.effect)), zero)
        for request in story.requests { emit(.request(request), zero) }
        for response in story.responses { emit(.response(response), zero) }
    }

    private mutating func watchAndSettle() {
        var watch = Watch(plan: plan, zero: zero, baseline: baselineLooks, seed: 7)
        var now = zero
        var inFlight: [Look] = []
        var stepsOpen = true
        var happenings = happenings
        while true {
            for (time, body) in happenings where now >= time { emit(body, time) }
            happenings.removeAll { now >= $0.at }
            for (probe, time) in story.boundAt where now >= zero + time { watch.bind(probe: probe) }
            if let killed = story.killedAt, now >= zero + killed { return }
            if let stopped = story.stoppedAt, now >= zero + stopped {
                emit(.fault(Fault(code: .timedOut, detail: "the run was stopped after 5 s, its --timeout")), now)
                return finish(at: now)
            }
            if let interrupted = story.interruptedAt, now >= zero + interrupted {
                emit(.interrupted(Interrupted(signal: "SIGINT")), now)
                return finish(at: now)
            }
            if stepsOpen, now >= zero + story.stepsEnd {
                stepsOpen = false
                for step in story.steps where step.phase == .trigger { perform(step, at: now) }
                emit(.phase(PhaseEntered(.converge)), now)
                watch.endSteps(at: now)
            }
            switch watch.next(now: now, inFlight: Set(inFlight.map(\.probe))) {
            case .finished where stepsOpen: now = zero + story.stepsEnd
            case .finished: return finishWatched(watch, at: now)
            case .look(let names):
                for name in names { inFlight.append(look(name, start: now)) }
            case .wait(let until):
                var ends = inFlight.map(\.end) + (stepsOpen ? [zero + story.stepsEnd] : [])
                ends +=
                    (Array(story.boundAt.values)
                    + [story.killedAt, story.interruptedAt, story.stoppedAt].compactMap(\.self))
                    .map { zero + $0 }.filter { $0 > now }
                ends += happenings.map { $0.at }
                now = min(until, ends.min() ?? until)
                for look in inFlight.filter({ $0.end <= now }).sorted(by: { $0.end < $1.end }) {
                    emit(.look(LookTaken(look: look, purpose: .converge)), look.end)
                    watch.observe(look)
                }
                inFlight.removeAll { $0.end <= now }
            }
        }
    }

    /// What happens to the browser while the back end is watched.
    private var happenings: [(at: Milliseconds, body: RunEvent.Body)] {
        var all: [(at: Milliseconds, body: RunEvent.Body)] = []
        for response in story.lateResponses { all.append((at: zero + story.answeredAt, body: .response(response))) }
        if let time = story.browserDiesAt {
            all.append((at: zero + time, body: .browserExited(BrowserExited(how: "signal 9", expected: false))))
        }
        if let time = story.pageCrashesAt {
            all.append((at: zero + time, body: .targetCrashed(TargetCrashed(id: "p", how: "http://app/"))))
        }
        return all.sorted { $0.at < $1.at }
    }

    private mutating func finishWatched(_ watch: Watch, at now: Milliseconds) {
        self.watch = watch
        let settled = watch.outcome().settled
        if settled { for step in story.steps where step.phase == .then { perform(step, at: now) } }
        for agreement in story.agreements { emit(.agreement(agreement), now) }
        finish(at: now)
    }

    private mutating func finish(at now: Milliseconds) {
        for fault in story.faults { emit(.fault(fault), now) }
        for step in story.steps where step.phase == .teardown { perform(step, at: now) }
        emit(.runFinished(RunFinished(verdict: .passed, reason: nil)), now)
    }

    private mutating func perform(_ step: Story.Step, at time: Milliseconds) {
        let index = stepIndex
        stepIndex += 1
        let started = StepStarted(
            index: index, name: step.name, phase: step.phase, location: SourceLocation(line: 1, column: 1),
            checksPage: step.name.hasPrefix("expect"))
        emit(.stepStarted(started), time)
        let outcome: StepFinished.Outcome = step.failure == nil ? .passed : .failed
        emit(.stepFinished(StepFinished(index: index, outcome: outcome, error: step.failure)), time)
    }

    /// What a probe sees; it sees the state of the middle of its look.
    private mutating func look(_ probe: String, start: Milliseconds) -> Look {
        let end = start + story.latency
        let sampled = start + story.latency / 2 - zero
        let outage = story.outages.first {
            $0.from <= sampled && sampled < $0.to && ($0.probe == nil || $0.probe == probe)
        }
        if let outage {
            return Look(
                probe: probe, start: start, end: end, outcome: outage.outcome, status: outage.status,
                detail: outage.detail, retryAfter: outage.retryAfter)
        }
        if let until = story.absentUntil, sampled < until {
            return Look(
                probe: probe, start: start, end: end, outcome: .absent, status: 404,
                readings: plan.readings(of: probe, answer: nil))
        }
        var seen = sampled
        if let replica = story.staleReplica, replica.from <= sampled, sampled < replica.to {
            looksAtReplicas += 1
            if looksAtReplicas % 2 == 1 { seen = replica.state }
        }
        return Look(
            probe: probe, start: start, end: end, outcome: .answered, status: 200,
            readings: plan.readings(of: probe, answer: story.state(at: seen)))
    }

    private mutating func emit(_ body: RunEvent.Body, _ time: Milliseconds) {
        events.append(RunEvent(seq: events.count, t: time, body: body))
    }
}

extension RunFold {
    /// The result of a journal.
    static func result(of events: [RunEvent]) -> RunResult {
        var fold = RunFold()
        for event in events { fold.apply(event) }
        return fold.result()
    }
}
