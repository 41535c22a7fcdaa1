extension Watch {
    /// What the runner should do now.
    package enum Action: Sendable, Hashable {
        /// Start a look of each of these probes.
        case look([String])
        /// Nothing is due before then, unless a look or the steps end.
        case wait(until: Milliseconds)
        /// There is nothing left to find out.
        case finished
    }

    /// A contrary look is confirmed by a second after this pause (R12).
    static let confirmation: Milliseconds = 100
    /// A failed look at an edge is tried again after this pause (R7).
    static let edgeRetry: Milliseconds = 250
    /// For at most so long (R7).
    package static let edgePatience: Milliseconds = 3000

    /// Decides what to do.
    ///
    /// - Parameters:
    ///   - now: The present.
    ///   - inFlight: Probes with a look under way; one look of a probe at a time (R1).
    /// - Returns: The next thing to do; asked again whenever a look or the steps end, or its time has come.
    package func next(now: Milliseconds, inFlight: Set<String>) -> Action {
        if isFinished(now: now, inFlight: inFlight) { return .finished }
        var wake = horizon(now: now)
        // Only looks under way are waited for: new ones beside them would overlap in turn and keep it up for ever.
        if isExhausted(now: now) { return .wait(until: wake) }
        var due: [String] = []
        for name in polled where !inFlight.contains(name) && isAskable(name) {
            guard let record = probes[name] else { continue }
            let time = dueTime(of: record, now: now)
            if time <= now { due.append(name) } else { wake = min(wake, time) }
        }
        return due.isEmpty ? .wait(until: wake) : .look(due)
    }

    /// True when looking on cannot bring anything: the verdict stands, or nothing more can be had.
    ///
    /// Patience never cuts off a look under way: it has a timeout of its own, and what it brings may decide.
    package func isFinished(now: Milliseconds, inFlight: Set<String>) -> Bool {
        if isContradicted { return true }
        switch settling {
        case .done, .broken, .abandoned: return true
        case .running where polled.contains(where: { probes[$0]?.rejection != nil }): return true
        case .running, .notStarted: return inFlight.isEmpty && isExhausted(now: now)
        }
    }

    /// True when no further look should be started.
    private func isExhausted(now: Milliseconds) -> Bool {
        if case .running(let since) = settling {
            return !polled.contains { isAwaited($0, from: since + plan.settle, now: now) }
        }
        return stepsEnded != nil && hasGivenUp(now: now)
    }

    private func hasGivenUp(now: Milliseconds) -> Bool {
        if !polled.contains(where: isAskable) { return true }
        guard now >= deadline, !polled.contains(where: { isAwaited($0, from: deadline, now: now) }) else {
            return false
        }
        let missed = missedDeadline
        // Everything has been seen, but not together, or a probe is silent.
        if missed.isEmpty { return now > patienceStart + max(plan.settle, Self.edgePatience) }
        return !missed.contains { subject in
            guard let record = records[subject], !record.happened else { return false }
            return isAwaited(record.probe, from: graceEnd, now: now)
        }
    }

    /// True for a probe that may still be asked.
    private func isAskable(_ name: String) -> Bool { probes[name]?.rejection == nil && !unbound.contains(name) }

    /// True for a probe whose word about an edge is still to come: it has not answered since and may (R7), or what it
    /// said wants its second look (R12).
    private func isAwaited(_ name: String, from edge: Milliseconds, now: Milliseconds) -> Bool {
        patienceEnd(of: name, edge: edge).map { now <= $0 } ?? false
    }

    /// Until when a probe's word about an edge is waited for; `nil` when it is there or will not come.
    ///
    /// Patience begins with the first look at or after the edge: a look that was under way at the edge held the probe
    /// up, for as long as its own timeout lets it.
    private func patienceEnd(of name: String, edge: Milliseconds) -> Milliseconds? {
        guard isAskable(name), let record = probes[name] else { return nil }
        if let start = record.latestSuccessfulStart, start >= edge {
            let isDoubtful = records.values.contains { $0.probe == name && $0.isDoubtful }
            return isDoubtful ? edge + 2 * Self.edgePatience : nil
        }
        guard let last = record.last else { return .infinity }
        if let first = record.firstFailure(since: edge) { return first + Self.edgePatience }
        // It is asked once more, unless it wants to be left alone for longer than that.
        let isPatient = (last.retryAfter ?? 0) <= max(0, edge - last.end) + Self.edgePatience
        return isPatient ? .infinity : edge + Self.edgePatience
    }

    /// From when on patience with a system that is nearly there is counted: not before anything could have settled.
    private var patienceStart: Milliseconds { max(deadline, stepsEnded ?? deadline, restartedAt ?? deadline) }

    /// After a miss at the deadline the watch looks on for so long, to tell late from missing (R8).
    var graceEnd: Milliseconds { deadline + plan.settle }

    /// Instants that need a look which starts at or after them (R7).
    func edges(of probe: String) -> [Milliseconds] {
        if case .running(let since) = settling { return [since + plan.settle] }
        var edges = [deadline]
        for (subject, record) in records where record.probe == probe && !record.happened {
            edges.append(budget(of: subject))
        }
        if !missedDeadline.isEmpty { edges.append(graceEnd) }
        return edges.sorted()
    }

    private func dueTime(of record: ProbeRecord, now: Milliseconds) -> Milliseconds {
        guard let last = record.last else { return zero }
        var time = last.end + (rhythms[record.name]?.next ?? Rhythm.longest)
        if records.values.contains(where: { $0.probe == record.name && $0.isDoubtful }) {
            time = min(time, last.end + (last.isSuccessful ? Self.confirmation : Self.edgeRetry))
        }
        if stragglers.contains(record.name) {
            time = min(time, last.isSuccessful ? last.end : last.end + Self.edgeRetry)
        }
        for edge in edges(of: record.name) where (record.latestSuccessfulStart ?? -.infinity) < edge {
            // The first look at or after the edge is due at the edge; one that failed there is tried again soon.
            if last.start < edge {
                time = min(time, max(edge, last.end))
            } else if now <= (record.firstFailure(since: edge) ?? edge) + Self.edgePatience {
                time = min(time, last.end + Self.edgeRetry)
            }
        }
        return max(time, last.end + (last.retryAfter ?? 0))
    }

    /// The latest instant at which the question whether to go on has to be asked again.
    private func horizon(now: Milliseconds) -> Milliseconds {
        var edges = [deadline, graceEnd]
        if case .running(let since) = settling { edges.append(since + plan.settle) }
        var instants = edges + [patienceStart + max(plan.settle, Self.edgePatience)]
        for name in polled { instants += edges.compactMap { patienceEnd(of: name, edge: $0) } }
        // Strictly later than each instant, because giving up is decided after it has passed.
        return instants.map { $0 + 1 }.filter { $0 > now && $0.isFinite }.min() ?? now + Rhythm.longest
    }
}
