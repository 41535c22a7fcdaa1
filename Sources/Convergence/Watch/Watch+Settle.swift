extension Watch {
    /// True when a rule is broken for good, so that looking on cannot change the verdict (R13, R14).
    package var isContradicted: Bool {
        !sightings.isEmpty
            || records.values.contains { record in
                record.excess != nil || record.movedBack != nil
                    || (record.forbidsRedelivery && record.redeliveryConfirmed)
            }
    }

    /// Since when everything has held; `nil` unless it still does, or did to the end.
    var settleStart: Milliseconds? {
        switch settling {
        case .running(let since), .done(let since, _): since
        case .notStarted, .broken, .abandoned: nil
        }
    }

    /// Subjects that a look at or after the converge deadline showed not reached.
    package var missedDeadline: [Subject] {
        records.values.filter { $0.missedDeadline && !$0.goneThrough }.map(\.subject)
    }

    /// True when every lasting subject holds by the latest answers and every passing one has happened.
    package var everythingHolds: Bool {
        records.values.allSatisfy { $0.passing ? $0.happened : $0.raw }
    }

    /// The instant at or after which every probe must have answered for its looks to be one round (R11).
    ///
    /// The start of the look that made the last of the lasting subjects true: an answer older than that says nothing
    /// about whether all of them hold together.
    var roundStart: Milliseconds {
        records.values.compactMap { $0.passing ? nil : $0.rawSince }.max() ?? zero
    }

    /// Probes whose latest answer is too old to belong to the round.
    var stragglers: [String] {
        guard everythingHolds else { return [] }
        let round = roundStart
        return polled.filter { (probes[$0]?.lastSuccess?.start ?? -.infinity) < round }
    }

    /// Moves settling on after a successful look.
    mutating func settle(after look: Look, changes: [Subject: SubjectRecord.Change]) {
        if case .running = settling {
            let lapsed = changes.filter { $0.value.lapsed }.map(\.key)
            if !lapsed.isEmpty {
                regressed.formUnion(lapsed)
                settling = .broken(at: look.end)
                return
            }
            if changes.values.contains(where: \.flickered) {
                restarts += 1
                restartedAt = look.end
                settling = restarts > Self.maximumRestarts ? .abandoned(at: look.end) : .notStarted
            }
        }
        startSettling(at: look.end)
        endSettling(at: look.end)
    }

    /// Starts settling if everything holds in one round, nothing is in doubt and the steps have ended (R2, R11, R16).
    mutating func startSettling(at time: Milliseconds) {
        guard settling == .notStarted, let stepsEnded, !isContradicted, missedDeadline.isEmpty, everythingHolds,
            !hasDoubt, stragglers.isEmpty
        else { return }
        // Without a settle window it ends where it starts, and still wants one more answer of each probe (R10).
        settling = .running(since: max(time, stepsEnded))
        for name in polled { rhythms[name]?.startSettling() }
    }

    /// Ends settling once every probe has answered at or after its end and everything still holds (R10).
    private mutating func endSettling(at time: Milliseconds) {
        guard case .running(let since) = settling, everythingHolds, !hasDoubt else { return }
        let end = since + plan.settle
        let seen = polled.allSatisfy { (probes[$0]?.latestSuccessfulStart ?? -.infinity) >= end }
        if seen { settling = .done(since: since, at: time) }
    }

    /// True while something seen once waits for a second look.
    var hasDoubt: Bool { records.values.contains(where: \.isDoubtful) }
}
