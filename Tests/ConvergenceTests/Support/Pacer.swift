import Convergence
import Testing

/// Does what a watch asks for, under a virtual clock, and notes what it must never ask for.
struct Pacer {
    private(set) var watch: Watch
    /// Every look that ended, in order.
    private(set) var looks: [Look] = []
    /// When the watch had nothing left to find out.
    private(set) var finishedAt: Milliseconds?
    /// What it asked for and must not.
    private(set) var faults: [String] = []
    /// Answers a probe's look.
    private let answer: (_ probe: String, _ start: Milliseconds, _ number: Int) -> Look
    private let stepsEnd: Milliseconds
    private let bindings: [(probe: String, at: Milliseconds)]

    init(
        _ plan: ConvergencePlan,
        baseline: [Look] = [],
        stepsEnd: Milliseconds = 0,
        bindings: [(probe: String, at: Milliseconds)] = [],
        seed: UInt64 = 1,
        answer: @escaping (_ probe: String, _ start: Milliseconds, _ number: Int) -> Look
    ) {
        watch = Watch(plan: plan, zero: 0, baseline: baseline, seed: seed)
        self.stepsEnd = stepsEnd
        self.bindings = bindings
        self.answer = answer
    }

    /// Runs until the watch ends, or until it is clear that it does not.
    mutating func run(until limit: Milliseconds = 200_000, actions: Int = 20_000) {
        var now: Milliseconds = 0
        var inFlight: [Look] = []
        var open = bindings
        for _ in 0..<actions {
            if watch.stepsEnded == nil, now >= stepsEnd { watch.endSteps(at: now) }
            for binding in open where now >= binding.at { watch.bind(probe: binding.probe) }
            open.removeAll { now >= $0.at }
            switch watch.next(now: now, inFlight: Set(inFlight.map(\.probe))) {
            case .finished:
                finishedAt = now
                return
            case .look(let names):
                if names.isEmpty { faults.append("a look of nothing at \(now)") }
                for name in names {
                    if inFlight.contains(where: { $0.probe == name }) {
                        faults.append("two looks of \(name) at \(now)")
                    }
                    inFlight.append(answer(name, now, looks.count { $0.probe == name }))
                }
            case .wait(let until):
                if until <= now { faults.append("a wait from \(now) until \(until)") }
                let others = inFlight.map(\.end) + (watch.stepsEnded == nil ? [stepsEnd] : []) + open.map(\.at)
                now = max(now, min(until, others.min() ?? until))
                for look in inFlight.filter({ $0.end <= now }).sorted(by: { $0.end < $1.end }) {
                    looks.append(look)
                    watch.observe(look)
                }
                inFlight.removeAll { $0.end <= now }
            }
            if now > limit { break }
        }
        faults.append("no end by \(now)")
    }

    /// The looks of one probe.
    func looks(of probe: String) -> [Look] { looks.filter { $0.probe == probe } }
}
