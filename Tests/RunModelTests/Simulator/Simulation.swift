import Convergence
import RunModel

/// One simulated run: a seed makes a system, a network and a scenario; `Watch.next` drives, `RunFold` judges.
struct Simulation {
    let seed: UInt64
    let terms: Terms
    let plan: ConvergencePlan
    let system: SyntheticSystem
    private(set) var network: Network
    private(set) var events: [RunEvent] = []
    /// Every look in the order of their ends, with what lies behind it; times count from time zero.
    private(set) var exchanges: [Network.Exchange] = []
    /// When the watch had nothing left to find out, from time zero.
    private(set) var end: Milliseconds = 0
    /// True when the watch never ended or asked for the impossible.
    private(set) var isStuck = false
    private(set) var result: RunResult?

    /// Time zero, since the run started.
    static let zero: Milliseconds = 1000

    init(seed: UInt64) throws {
        self.seed = seed
        var dice = Dice(seed: seed)
        terms = Terms(dice: &dice)
        plan = try terms.plan()
        var maker = SystemMaker(terms: terms, dice: dice.split())
        system = maker.make()
        let arrivals = system.tracks.values.compactMap(\.arrival) + [terms.stepsEnd]
        network = Network(terms: terms, probes: plan.polledProbes, converged: arrivals.max() ?? 0, dice: &dice)
    }

    /// What a probe speaks of.
    static func names(of probe: String, _ terms: Terms) -> [String] {
        (SyntheticSystem.stages + [SyntheticSystem.final, SyntheticSystem.forbidden]).filter {
            terms.probe(of: $0) == probe
        }
    }

    /// The reading of a name at a time.
    func read(_ name: String, at time: Milliseconds) -> (key: String, reading: Reading) {
        let effects = system.tracks[name]?.effects(at: time) ?? []
        let key =
            switch name {
            case SyntheticSystem.final: Subject.final.key
            case SyntheticSystem.forbidden: Subject.never(0).key
            default: name
            }
        var reading = Reading()
        if terms.counted.contains(name) {
            let base = name == "charged" ? terms.base ?? 0 : 0
            reading.identities = (0..<base).map { "before \($0)" } + effects.map(\.identity)
            reading.count = reading.identities?.count
        } else {
            reading.holds = !effects.isEmpty
        }
        if terms.timed.contains(name) {
            // The last of distinct effects, each at its earliest, as the reader takes it.
            reading.time = Dictionary(grouping: effects, by: \.identity).values
                .compactMap { $0.map(\.written).min() }.max()
        }
        return (key, reading)
    }

    /// Runs it.
    mutating func run() {
        open()
        let baseline = plan.baselineProbes.map { probe in
            Look(
                probe: probe, start: 500, end: 510, outcome: .answered, status: 200,
                readings: Dictionary(
                    uniqueKeysWithValues: Self.names(of: probe, terms).map { read($0, at: -500) }.map {
                        ($0.key, $0.reading)
                    }))
        }
        for look in baseline { emit(.look(LookTaken(look: look, purpose: .baseline)), look.end) }
        emit(.triggerDispatched(TriggerDispatched(index: 0, wallClock: SyntheticSystem.wallClock)), Self.zero)
        emit(.stepFinished(StepFinished(index: 0, outcome: .passed)), Self.zero)
        watch(baseline)
        emit(.runFinished(RunFinished(verdict: .passed, reason: nil)), Self.zero + end)
        var fold = RunFold()
        for event in events { fold.apply(event) }
        result = fold.result()
    }

    private mutating func open() {
        emit(
            .runStarted(
                RunStarted(
                    runID: "\(seed)", wallClock: 1_799_999_999_000, tool: "simulator", platform: "none",
                    scenario: "upgrade", outcome: "", file: "", digest: "")), 0)
        emit(.plan(PlanResolved(plan: plan)), 1)
        emit(.phase(PhaseEntered(.baseline)), 490)
        let location = SourceLocation(line: 1, column: 1)
        emit(
            .stepStarted(StepStarted(index: 0, name: "click", phase: .trigger, location: location, isTrigger: true)),
            900)
    }

    private mutating func watch(_ baseline: [Look]) {
        let watch = VirtualWatch(
            plan: plan, zero: Self.zero, baseline: baseline, stepsEnd: terms.stepsEnd,
            boundAt: terms.boundAt.map { [terms.probe(of: "counted"): $0] } ?? [:], seed: seed)
        var simulation = self
        var asked: [Network.Exchange] = []
        let ending = watch.run { probe, start in
            let exchange = simulation.exchange(probe, at: start)
            asked.append(exchange)
            return exchange.look
        } tell: { event in
            switch event {
            case .stepsEnded(let time): simulation.emit(.phase(PhaseEntered(.converge)), time)
            case .looked(let look):
                simulation.emit(.look(LookTaken(look: look, purpose: .converge)), look.end)
                // One look of a probe at a time.
                let index = asked.firstIndex { $0.look.probe == look.probe }
                if let index { simulation.exchanges.append(asked.remove(at: index)) }
            }
        }
        simulation.end = ending.at
        simulation.isStuck = ending.isStuck
        self = simulation
    }

    /// One look outside the run.
    mutating func snapshot(_ probe: String, at time: Milliseconds) -> Look { exchange(probe, at: time).look }

    private mutating func exchange(_ probe: String, at time: Milliseconds) -> Network.Exchange {
        let copy = self
        return network.look(probe, at: time, names: Self.names(of: probe, terms)) { copy.read($0, at: $1) }
    }

    private mutating func emit(_ body: RunEvent.Body, _ time: Milliseconds) {
        events.append(RunEvent(seq: events.count, t: time, body: body))
    }
}
