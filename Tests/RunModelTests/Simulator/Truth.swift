import Convergence
import RunModel

/// What was true of a simulated run, told from the system and from what its answers really showed; the watch and its
/// judgement have no part in it.
struct Truth {
    let terms: Terms
    let system: SyntheticSystem
    let exchanges: [Network.Exchange]
    /// When the watch stopped looking.
    let end: Milliseconds
    private let lags: [String: Milliseconds]

    init(_ simulation: Simulation) {
        terms = simulation.terms
        system = simulation.system
        exchanges = simulation.exchanges
        end = simulation.end
        lags = simulation.network.lines.compactMapValues { $0.replica?.lag }
    }

    private static let all = SyntheticSystem.stages + [SyntheticSystem.final]

    private func arrival(_ name: String) -> Milliseconds? { system.tracks[name]?.arrival }

    /// By when every replica tells of something that happened.
    private func visible(_ time: Milliseconds, _ name: String) -> Milliseconds {
        time + (lags[terms.probe(of: name)] ?? 0)
    }

    /// The answers of a name's probe, with the moment of which they told.
    private func answers(_ name: String) -> [(look: Look, sample: Milliseconds)] {
        exchanges.compactMap { exchange in exchange.samples[name].map { (exchange.look, $0) } }
    }

    /// The end of the first answer that showed a name there.
    private func firstSeen(_ name: String) -> Milliseconds? {
        let track = system.tracks[name] ?? .init()
        return answers(name).first { !track.effects(at: $0.sample).isEmpty }?.look.end
    }

    /// Whether a passing state was followed, as far as anybody saw, before it was seen itself (R11).
    private func wasPassed(_ name: String) -> Bool {
        guard Terms.passing.contains(name) else { return false }
        let seen = firstSeen(name) ?? .infinity
        return Terms.successors(of: name).compactMap(firstSeen).contains { $0 <= seen }
    }

    // MARK: What must not pass, and what must not fail

    /// When everything had come and the steps had ended; `nil` when it never had.
    var converged: Milliseconds? {
        var latest = terms.stepsEnd
        for name in Self.all {
            guard let at = arrival(name) else { return nil }
            latest = max(latest, at)
        }
        return latest
    }

    /// What forbids a pass, in words; empty when a pass is right, or cannot be told from right.
    var mustNotPass: [String] {
        var facts: [String] = []
        // Everything until the whole settle window is over has to be noticed.
        let horizon = (converged ?? .infinity) + terms.settle
        func note(_ time: Milliseconds?, _ name: String, _ what: String) {
            if let time, visible(time, name) <= horizon { facts.append("\(name) \(what) at \(time.asText)") }
        }
        note(arrival(SyntheticSystem.forbidden), SyntheticSystem.forbidden, "was there")
        for name in Self.all {
            guard let at = arrival(name) else {
                facts.append("\(name) never came")
                continue
            }
            if Terms.passing.contains(name) {
                if excessInARow(name) > 1 { facts.append("\(name) was seen double twice") }
            } else if terms.counted.contains(name) {
                note(system.tracks[name]?.excess, name, "was double")
            }
            if terms.once.contains(name) { note(system.tracks[name]?.redelivery, name, "was delivered twice") }
            if !Terms.passing.contains(name) { note(system.tracks[name]?.revocation, name, "was taken back") }
            if isProvablyLate(name, at) { facts.append("\(name) was late, \(at.asText)") }
            if let how = disorder(name) { facts.append(how) }
        }
        return facts
    }

    /// How many looks in a row showed more distinct effects than one.
    private func excessInARow(_ name: String) -> Int {
        guard terms.counted.contains(name) else { return 0 }
        var (longest, current) = (0, 0)
        for exchange in exchanges where exchange.look.probe == terms.probe(of: name) {
            let seen = exchange.samples[name].map { system.tracks[name]?.effects(at: $0) ?? [] } ?? []
            current = Set(seen.map(\.identity)).count > 1 ? current + 1 : 0
            longest = max(longest, current)
        }
        return longest
    }

    /// R8: late is what an answer asked for at or after the budget shows missing. Errors excuse three seconds (R7); a
    /// slow answer excuses as long as it took.
    private func isProvablyLate(_ name: String, _ at: Milliseconds) -> Bool {
        let budget = terms.budget(of: name)
        if terms.clock(of: name) == ProbeRule.runnerClock, let told = toldTime(name) {
            return told > budget + max(1, terms.skew)
        }
        guard !Terms.passing.contains(name), at > budget else { return false }
        if answers(name).contains(where: { $0.look.start >= budget && $0.sample < at }) { return true }
        let before = answers(name).last { $0.look.start < budget }
        // Told by an answer that was asked for in time.
        if let before, before.sample >= at { return false }
        guard let first = answers(name).first(where: { $0.look.start >= budget })?.look.start else { return false }
        return first > max(budget + Watch.edgePatience, before?.look.end ?? 0, terms.boundAt ?? 0)
    }

    /// When it happened by the tool's own clock, as the answer said that first showed it.
    private func toldTime(_ name: String) -> Milliseconds? {
        let track = system.tracks[name] ?? .init()
        guard let first = answers(name).first(where: { !track.effects(at: $0.sample).isEmpty }) else { return nil }
        return track.effects(at: first.sample).first.map { $0.written - SyntheticSystem.wallClock }
    }

    /// R15: by one clock beyond its skew, else by an answer that was asked for after the later one had been seen.
    ///
    /// What was only out of sight when it was asked for seems to come later than it did; that is no proof of anything.
    private func disorder(_ name: String) -> String? {
        (Terms.after[name] ?? []).first { before in
            guard let mine = arrival(name), let theirs = arrival(before), mine < theirs else { return false }
            return seemsBefore(name, before)
        }.map { "\(name) came before \($0)" }
    }

    /// Whether one stage was told or seen before another (R15).
    private func seemsBefore(_ name: String, _ other: String) -> Bool {
        guard let mine = firstSeen(name), let theirs = firstSeen(other) else { return false }
        if let clock = terms.clock(of: name), clock == terms.clock(of: other), let mine = toldTime(name),
            let theirs = toldTime(other)
        {
            return theirs - mine > max(1, terms.skew)
        }
        guard !Terms.passing.contains(other) else { return false }
        return answers(other).contains { $0.look.start >= mine && $0.look.end < theirs }
    }

    /// True when the system did everything right for as long as it was watched.
    var isRight: Bool {
        if let at = arrival(SyntheticSystem.forbidden), at <= end { return false }
        return Self.all.allSatisfy { name in
            guard let at = arrival(name), at <= terms.budget(of: name) || Terms.passing.contains(name) else {
                return false
            }
            if excessInARow(name) > 0 { return false }
            let isLasting = !Terms.passing.contains(name)
            if isLasting, terms.counted.contains(name), let excess = system.tracks[name]?.excess, excess <= end {
                return false
            }
            if terms.once.contains(name), let again = system.tracks[name]?.redelivery, again <= end { return false }
            if !Terms.passing.contains(name), let gone = system.tracks[name]?.revocation, gone <= end { return false }
            // What was hidden for a moment when it was looked for first may seem to have come after its successor.
            let first = answers(name).first { $0.sample >= at }
            let isHidden = first.map { system.tracks[name]?.effects(at: $0.sample).isEmpty == true } ?? false
            let before = Terms.after[name] ?? []
            return !(isHidden && !Terms.passing.contains(name))
                && before.allSatisfy { (arrival($0) ?? .infinity) <= at }
        }
    }

    /// Budgets at which no look was started although it was open what had become of the stage (R7).
    var missedEdges: [String] {
        Self.all.filter { name in
            let budget = terms.budget(of: name)
            let looks = exchanges.map(\.look).filter { $0.probe == terms.probe(of: name) }
            guard let before = looks.last(where: { $0.start < budget }), !isContradicted, !wasPassed(name),
                firstSeen(name) ?? .infinity > before.end
            else { return false }
            // Who wants to be left alone for longer than patience lasts is left alone.
            if before.retryAfter ?? 0 > Watch.edgePatience { return false }
            let due = max(budget, before.end + (before.retryAfter ?? 0))
            let next = looks.first { $0.start >= budget }?.start ?? .infinity
            return due < end && next > due + 1
        }
    }

    /// What a replica that lags behind showed against the truth where one look decides: a stage missing at its budget
    /// (R8), or missing after its successor had been seen (R15). A red that comes of it is wrong and can be explained.
    var staleProofs: [String] {
        Self.all.flatMap { name -> [String] in
            guard let at = arrival(name) else { return [] }
            let stale = answers(name).filter { $0.sample < at && at <= $0.look.start }
            let successors = Terms.successors(of: name).compactMap(firstSeen)
            return stale.filter { look, _ in
                look.start >= terms.budget(of: name) || successors.contains { $0 <= look.start }
            }.map { "\(name) was hidden at \($0.look.start.asText)" }
        }
    }

    // MARK: The first reason

    /// Why the run is not right, as far as it had come by its end: the reason that R20 puts first.
    var firstReason: (code: ReasonCode, stage: String)? {
        if shown(SyntheticSystem.forbidden, from: arrival(SyntheticSystem.forbidden), times: 1) {
            return (.neverSeen, "never[0]")
        }
        var hidden = false
        for name in Self.all {
            let found = reason(name)
            if found == .stageMissing && hidden { continue }
            if let found { return (found, name) }
            hidden = hidden || isUnknown(name)
        }
        return nil
    }

    private func reason(_ name: String) -> ReasonCode? {
        let track = system.tracks[name] ?? .init()
        if excessInARow(name) > 1 { return .stageDuplicated }
        if terms.once.contains(name), shown(name, from: track.redelivery, times: 2) { return .stageDuplicated }
        if (Terms.after[name] ?? []).contains(where: { seemsBefore(name, $0) }) { return .stageMisordered }
        guard let last = answers(name).last else { return nil }
        let seen = firstSeen(name)
        if !Terms.passing.contains(name), seen != nil, shown(name, from: track.revocation, times: 2) {
            return isContradicted && end < terms.within ? nil : .stageRegressed
        }
        if terms.clock(of: name) == ProbeRule.runnerClock, let told = toldTime(name),
            told > terms.budget(of: name) + max(1, terms.skew)
        {
            return .stageLate
        }
        if wasPassed(name) { return nil }
        // What was there in time and then out of sight for a moment was not late (R12).
        let before = answers(name).prefix { $0.look.end != seen }
        guard before.contains(where: { $0.look.start >= terms.budget(of: name) }) else { return nil }
        return seen != nil || last.look.start < terms.within ? .stageLate : .stageMissing
    }

    /// Whether something was shown that ends a run at once (R13, R14).
    private var isContradicted: Bool {
        shown(SyntheticSystem.forbidden, from: arrival(SyntheticSystem.forbidden), times: 1)
            || terms.counted.contains { excessInARow($0) > 1 }
            || terms.once.contains { shown($0, from: system.tracks[$0]?.redelivery, times: 2) }
    }

    private func happened(_ name: String) -> Bool {
        firstSeen(name) != nil || wasPassed(name)
    }

    /// Whether so many answers told of something that began at a time.
    private func shown(_ name: String, from time: Milliseconds?, times: Int) -> Bool {
        guard let time else { return false }
        return answers(name).filter { $0.sample >= time }.count >= times
    }

    /// Nobody could say when it mattered (R10).
    private func isUnknown(_ name: String) -> Bool {
        !happened(name) && !answers(name).contains { $0.look.start >= terms.within }
    }
}
