import Convergence
import JSONKit

/// A synthetic system of six services that carries out an upgrade: what happens in it and when, decided before anybody
/// looks. Times are in milliseconds after time zero.
struct SyntheticSystem {
    /// The services, in the order in which the workflow passes them.
    enum Service: String, CaseIterable { case api, billing, queue, worker, entitlements, analytics }

    /// Something that happens once, or should.
    struct Effect {
        /// When it really happened.
        var at: Milliseconds
        /// Whose effect it is: the same identity again is a redelivery.
        var identity: String
        /// When it happened by the service's own clock.
        var written: Milliseconds
    }

    /// All that becomes of one stage.
    struct Track {
        var effects: [Effect] = []
        /// The state is not there, although it had come.
        var gaps: [(from: Milliseconds, to: Milliseconds)] = []

        /// When it first came.
        var arrival: Milliseconds? { effects.map(\.at).min() }

        /// The effects that are there at a time.
        func effects(at time: Milliseconds) -> [Effect] {
            if gaps.contains(where: { $0.from <= time && time < $0.to }) { return [] }
            return effects.filter { $0.at <= time }
        }

        /// When there were more distinct effects than one.
        var excess: Milliseconds? {
            var seen: Set<String> = []
            for effect in effects.sorted(by: { $0.at < $1.at }) {
                seen.insert(effect.identity)
                if seen.count > 1 { return effect.at }
            }
            return nil
        }

        /// When an effect was delivered again.
        var redelivery: Milliseconds? {
            var seen: Set<String> = []
            return effects.sorted { $0.at < $1.at }.first { !seen.insert($0.identity).inserted }?.at
        }

        /// When it went for good.
        var revocation: Milliseconds? { gaps.filter { $0.to == .infinity }.map(\.from).min() }
    }

    /// What becomes of each stage, and of the final and the forbidden state, by name.
    var tracks: [String: Track] = [:]
    /// What goes wrong, in words.
    var faults: [String] = []

    /// Time zero on the tool's wall clock.
    static let wallClock: Milliseconds = 1_800_000_000_000
    static let stages = ["received", "charged", "running", "processed", "entitled", "counted"]
    static let final = "final"
    static let forbidden = "billing failed"

    static let services: [String: Service] = [
        "received": .api, "charged": .billing, "running": .worker, "processed": .worker, "entitled": .entitlements,
        "counted": .analytics, final: .entitlements, forbidden: .billing,
    ]
}

/// Builds systems.
struct SystemMaker {
    let terms: Terms
    var dice: Dice
    private var system = SyntheticSystem()
    private var offsets: [SyntheticSystem.Service: Milliseconds] = [:]

    init(terms: Terms, dice: Dice) {
        self.terms = terms
        self.dice = dice
        for service in SyntheticSystem.Service.allCases {
            offsets[service] = self.dice.between(-terms.skew / 2, terms.skew / 2)
        }
    }

    /// A system with the faults that chance gives it.
    mutating func make() -> SyntheticSystem {
        flow()
        if !dice.chance(0.45) {
            fault()
            if dice.chance(0.15) { fault() }
        }
        benign()
        return system
    }

    private mutating func hop() -> Milliseconds {
        dice.chance(0.03) ? dice.between(800, 2500) : dice.between(15, 420)
    }

    private mutating func happen(_ stage: String, at time: Milliseconds, identity: String? = nil) {
        guard let service = SyntheticSystem.services[stage] else { return }
        let written = SyntheticSystem.wallClock + time + (offsets[service] ?? 0)
        system.tracks[stage, default: .init()].effects.append(
            .init(at: time, identity: identity ?? "\(stage)-1", written: written))
    }

    /// The workflow as it should go: each service after the one before, the queue delivering at least once.
    private mutating func flow() {
        let received = hop()
        happen("received", at: received)
        let charged = received + hop()
        happen("charged", at: charged)
        let delivered = charged + hop() / 2
        let running = delivered + hop() / 2
        happen("running", at: running)
        let processed = running + hop()
        happen("processed", at: processed)
        system.tracks["running"]?.gaps = [(processed, .infinity)]
        let entitled = processed + hop()
        happen("entitled", at: entitled)
        happen("final", at: entitled + dice.between(0, 60))
        happen("counted", at: processed + hop())
        system.tracks[SyntheticSystem.forbidden] = .init()
    }

    /// What an at-least-once queue does and a system that is right puts up with.
    private mutating func benign() {
        if dice.chance(0.2), let at = system.tracks["counted"]?.arrival {
            happen("counted", at: at + dice.between(5, 4000), identity: "counted-1")
            system.faults.append("counted is delivered twice")
        }
        if dice.chance(0.1), let at = system.tracks["charged"]?.arrival {
            happen("charged", at: at + dice.between(5, 3000), identity: "charged-1")
            system.faults.append("charged is delivered twice")
        }
        // Gone for a moment before everything is there.
        if dice.chance(0.1), let at = system.tracks["received"]?.arrival, let last = system.tracks["counted"]?.arrival,
            last - at > 400
        {
            let from = dice.between(at + 60, last - 300)
            system.tracks["received"]?.gaps.append((from, min(last - 100, from + dice.between(20, 500))))
            system.faults.append("received flips before everything is there")
        }
    }

    private mutating func fault() {
        switch dice.pick(["lost", "late", "double", "late double", "early", "revoked", "forbidden", "slow"]) {
        case "lost": lose(from: dice.pick(SyntheticSystem.stages))
        case "late": delay(dice.pick(SyntheticSystem.stages), by: dice.between(0.3, 1.4) * terms.within)
        case "slow": delay(dice.pick(SyntheticSystem.stages), by: terms.within - 1000 + dice.between(-900, 900))
        case "double": double(after: dice.between(0, 80))
        case "late double": double(after: dice.between(80, terms.settle + 3000))
        case "early": disorder()
        case "revoked": revoke()
        default:
            let at = dice.between(100, terms.within * 0.6)
            happen(SyntheticSystem.forbidden, at: at)
            system.faults.append("billing fails at \(at.asText)")
        }
    }

    /// The stages that wait for one, itself included.
    private func chain(_ stage: String) -> [String] {
        switch stage {
        case "entitled": ["entitled", "final"]
        case "counted": ["counted"]
        default:
            SyntheticSystem.stages.drop { $0 != stage } + ["final"]
        }
    }

    private mutating func lose(from stage: String) {
        for name in chain(stage) { system.tracks[name] = .init() }
        system.faults.append("the message that makes \(stage) is lost")
    }

    private mutating func delay(_ stage: String, by length: Milliseconds) {
        for name in chain(stage) {
            guard var track = system.tracks[name] else { continue }
            track.effects = track.effects.map {
                .init(at: $0.at + length, identity: $0.identity, written: $0.written + length)
            }
            track.gaps = track.gaps.map { ($0.from + length, $0.to + length) }
            system.tracks[name] = track
        }
        system.faults.append("\(stage) is delayed by \(length.asText)")
    }

    private mutating func double(after length: Milliseconds) {
        let stage = dice.pick(terms.counted.sorted())
        guard let at = system.tracks[stage]?.arrival else { return }
        happen(stage, at: at + length, identity: "\(stage)-2")
        system.faults.append("\(stage) happens a second time \(length.asText) later")
    }

    private mutating func disorder() {
        guard let processed = system.tracks["processed"]?.arrival, system.tracks["entitled"]?.arrival != nil else {
            return
        }
        let early = processed - dice.between(2, 1500)
        guard early > 20 else { return }
        system.tracks["entitled"] = .init()
        happen("entitled", at: early)
        system.faults.append("entitled comes \((processed - early).asText) before processed")
    }

    private mutating func revoke() {
        let stage = dice.pick(["received", "charged", "processed", "entitled", "counted", "final"])
        guard let at = system.tracks[stage]?.arrival else { return }
        let length = dice.between(100, terms.settle + 4000)
        system.tracks[stage]?.gaps.append((at + length, .infinity))
        system.faults.append("\(stage) is taken back \(length.asText) after it came")
    }
}
