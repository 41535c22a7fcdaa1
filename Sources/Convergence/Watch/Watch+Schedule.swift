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
        var due: [String] = []
        var wake = horizon(now: now)
        for name in plan.polledProbes where !inFlight.contains(name) && !unbound.contains(name) {
            guard let record = probes[name], record.rejection == nil else { continue }
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
        case .running(let since):
            if plan.polledProbes.contains(where: { probes[$0]?.rejection != nil }) { return true }
            return inFlight.isEmpty && now > since + plan.settle + Self.edgePatience
        case .notStarted: return stepsEnded != nil && inFlight.isEmpty && hasGivenUp(now: now)
        }
    }

    private func hasGivenUp(now: Milliseconds) -> Bool {
        if plan.polledProbes.allSatisfy({ probes[$0]?.rejection != nil || unbound.contains($0) }) { return true }
        guard now >= deadline else { return false }
        let missed = missedDeadline
        if missed.isEmpty { return now > deadline + max(plan.settle, Self.edgePatience) }
        if records.values.allSatisfy(\.happened) { return true }
        let waiting = missed.contains { subject in
            guard let record = records[subject], !record.happened, let probe = probes[record.probe] else {
                return false
            }
            return probe.rejection == nil && (probe.last?.start ?? -.infinity) < graceEnd
        }
        return !waiting || now > graceEnd + Self.edgePatience
    }

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
        if records.values.contains(where: { $0.probe == record.name && $0.unconfirmed != nil }) {
            time = min(time, last.end + Self.confirmation)
        }
        if stragglers.contains(record.name) {
            time = min(time, last.isSuccessful ? last.end : last.end + Self.edgeRetry)
        }
        for edge in edges(of: record.name) where (record.latestSuccessfulStart ?? -.infinity) < edge {
            // The first look at or after the edge is due at the edge; one that failed there is tried again soon.
            if last.start < edge {
                time = min(time, max(edge, last.end))
            } else if now <= edge + Self.edgePatience {
                time = min(time, last.end + Self.edgeRetry)
            }
        }
        return max(time, last.end + (last.retryAfter ?? 0))
    }

    /// The latest instant at which the question whether to go on has to be asked again.
    private func horizon(now: Milliseconds) -> Milliseconds {
        var instants = [deadline, deadline + max(plan.settle, Self.edgePatience), graceEnd + Self.edgePatience]
        if case .running(let since) = settling { instants.append(since + plan.settle + Self.edgePatience) }
        // Strictly later than each instant, because giving up is decided after it has passed.
        return (instants.map { $0 + 1 }.filter { $0 > now }.min()) ?? now + Rhythm.longest
    }
}
