package import Convergence

/// The fold over a run's events.
///
/// Feed it the events in order, live or from a journal, and ask for the result at any time. It knows nothing that is
/// not in the journal, so both ways give the same answer.
package struct RunFold: Sendable {
    /// The first line.
    package private(set) var start: RunStarted?
    /// The browser.
    package private(set) var browser: BrowserStarted?
    /// The plan.
    package private(set) var plan: ConvergencePlan?
    /// Where in the scenario's file the plan's subjects stand, by ``Subject/key``.
    package private(set) var places: [String: SourceLocation] = [:]
    /// The phase the run is in.
    package private(set) var phase: Phase?
    /// The steps so far.
    package private(set) var steps: [StepResult] = []
    /// The looks made before the trigger.
    package private(set) var baseline: [Look] = []
    /// True once the baseline phase was entered.
    package private(set) var baselineTaken = false
    /// Time zero and its wall clock.
    package private(set) var trigger: (zero: Milliseconds, wallClock: Milliseconds, step: Int)?
    /// The watch over the back end, from time zero on.
    package private(set) var watch: Watch?
    /// Looks by probe.
    package private(set) var looks: [String: LookSummary] = [:]
    /// The probes of the watch that answer no more, by name.
    package private(set) var outages: [String: Outage] = [:]
    /// What was quoted of each probe's last answer since the trigger, by name.
    package private(set) var quotations: [String: [String]] = [:]
    /// The requests after the trigger.
    package private(set) var traffic = Traffic()
    /// Comparisons of page and back end.
    package private(set) var agreements: [Agreement] = []
    /// Errors on the page since the trigger, as they were said.
    package private(set) var pageErrors: [String] = []
    /// What went wrong outside the system under test.
    package private(set) var faults: [Fault] = []
    /// What was left out.
    package private(set) var dropped: [Dropped] = []
    /// The last picture of the page that was taken because something failed.
    package private(set) var failurePicture: String?
    /// How the browser ended, when nobody wanted it to.
    package private(set) var browserDeath: String?
    /// What ended by itself after the trigger: the browser, or a page of it.
    package private(set) var breakdowns: [Breakdown] = []
    /// The signal that ended the run.
    package private(set) var signal: String?
    /// The time of the last event.
    package private(set) var lastTime: Milliseconds = 0
    /// True once the last line was seen.
    package private(set) var isComplete = false

    /// The end of the browser, or of a page, that nobody wanted.
    package struct Breakdown: Sendable, Hashable {
        /// What ended and how, as the beginning of a sentence.
        package var what: String
        /// When, since the run started.
        package var at: Milliseconds
        /// Whether the trigger's request had no outcome then.
        package var leftTriggerOpen: Bool
    }

    /// Starts with nothing.
    package init() {}

    /// Takes one event.
    package mutating func apply(_ event: RunEvent) {
        lastTime = max(lastTime, event.t)
        switch event.body {
        case .runStarted(let payload): start = payload
        case .browserStarted(let payload): browser = payload
        // The watch keeps the plan it began with, and what is told of it must be of the same one.
        case .plan(let payload):
            if watch == nil {
                plan = payload.plan
                places = payload.places ?? [:]
            }
        case .phase(let payload): enter(payload.phase, at: event.t)
        case .stepStarted(let payload): steps.append(StepResult(started: payload, start: event.t))
        case .stepLog(let payload): updateStep(payload.index) { $0.log.append(payload.message) }
        case .stepFinished(let payload):
            updateStep(payload.index) {
                $0.finished = payload
                $0.end = event.t
            }
        case .actEffect(let payload): updateStep(payload.index) { $0.finished?.effect = payload.effect }
        case .triggerDispatched(let payload): dispatch(payload, at: event.t)
        case .look(let payload): apply(payload)
        case .agreement(let payload): agreements.append(payload)
        case .request(let payload): if trigger != nil { traffic.send(payload, at: event.t) }
        case .requestCorrelated(let payload): traffic.correlate(payload)
        case .response(let payload): traffic.receive(payload)
        case .requestFailed(let payload): traffic.fail(payload)
        case .console(let payload):
            if trigger != nil, payload.level == "error" { pageErrors.append(payload.text) }
        case .pageError(let payload): if trigger != nil { pageErrors.append(payload.message) }
        case .dropped(let payload): noteDropped(payload)
        case .browserExited(let payload):
            guard !payload.expected else { break }
            browserDeath = payload.how
            breakDown("the browser ended by itself (\(payload.how))", at: event.t)
        case .targetCrashed(let payload): breakDown("the page crashed (\(payload.how))", at: event.t)
        case .interrupted(let payload): signal = payload.signal
        case .fault(let payload): faults.append(payload)
        case .runFinished: isComplete = true
        case .screenshot(let payload): if payload.why == "failure" { failurePicture = payload.blob ?? failurePicture }
        case .requestBody, .requestWire, .responseWire, .requestFinished, .websocket, .websocketFrame, .dialog,
            .download, .navigation, .pageTiming, .frameAttached, .targetAttached, .domSnapshot, .screencastFrame,
            .captured, .unknown:
            break
        }
    }

    private mutating func enter(_ phase: Phase, at time: Milliseconds) {
        self.phase = phase
        switch phase {
        case .baseline: baselineTaken = true
        // Entered when the steps beside the polling have ended (R2).
        case .converge: watch?.endSteps(at: time)
        default: break
        }
    }

    private mutating func dispatch(_ payload: TriggerDispatched, at time: Milliseconds) {
        // A second dispatch, which only `idempotent` scenarios may ask for, does not move time zero.
        guard trigger == nil else { return }
        trigger = (time, payload.wallClock, payload.index)
        if let plan { watch = Watch(plan: plan, zero: time, baseline: baseline) }
    }

    private mutating func breakDown(_ what: String, at time: Milliseconds) {
        guard trigger != nil else { return }
        breakdowns.append(Breakdown(what: what, at: time, leftTriggerOpen: traffic.isTriggerOpen))
    }

    private mutating func apply(_ payload: LookTaken) {
        let look = payload.look
        var summary = looks[look.probe, default: LookSummary()]
        summary.count += 1
        if !look.isSuccessful {
            summary.errors += 1
            summary.lastError = look.detail
        }
        summary.address = payload.address ?? summary.address
        looks[look.probe] = summary
        // What is there before the trigger is nothing it did, and what is there after the teardown is taken down.
        if look.isSuccessful, trigger != nil, phase != .teardown { quotations[look.probe] = payload.evidence }
        switch payload.purpose {
        case .baseline: baseline.append(look)
        case .converge:
            watch?.observe(look)
            noteOutage(look)
        case .step: break
        }
    }

    private mutating func noteOutage(_ look: Look) {
        if look.isSuccessful {
            outages[look.probe] = nil
        } else {
            outages[look.probe, default: Outage(since: look.start)].add(look)
        }
    }

    /// What is said in parts is told as one.
    private mutating func noteDropped(_ payload: Dropped) {
        if let position = dropped.firstIndex(where: { $0.what == payload.what }) {
            // A journal can say any number.
            let (sum, isTooMuch) = dropped[position].count.addingReportingOverflow(payload.count)
            dropped[position].count = isTooMuch ? .max : sum
        } else {
            dropped.append(payload)
        }
    }

    private mutating func updateStep(_ index: Int, _ change: (inout StepResult) -> Void) {
        guard let position = steps.lastIndex(where: { $0.started.index == index }) else { return }
        change(&steps[position])
    }
}
