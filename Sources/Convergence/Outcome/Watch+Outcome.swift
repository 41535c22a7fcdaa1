extension Watch {
    /// What the looks so far prove.
    ///
    /// - Parameters:
    ///   - zeroWallClock: Time zero on the tool's wall clock, in milliseconds since 1970, for stages whose times are
    ///     written by the tool's own clock (R8).
    ///   - cutShort: True when a signal or a crash ended the watch: what was not seen is then merely not waited for.
    /// - Returns: The judgement of every subject; asking again after more looks gives a newer one.
    package func outcome(zeroWallClock: Milliseconds? = nil, cutShort: Bool = false) -> WatchOutcome {
        var stages = plan.stages.map { outcome(of: .stage($0.name), rule: $0, zeroWallClock: zeroWallClock) }
        stages.append(outcome(of: .final, rule: nil, zeroWallClock: nil))
        // Only who was not heard is silent: what stands behind an unknown stage may have been answered for.
        let silent = cutShort ? [] : silentProbes(stages)
        clearBehindUnknown(&stages)
        if cutShort {
            for index in stages.indices where stages[index].status == .unknown { stages[index].status = .pending }
        }
        let settled = if case .done = settling { true } else { false }
        let good = stages.allSatisfy(\.status.isGood)
        return WatchOutcome(
            stages: stages,
            sightings: sightings,
            settled: settled,
            settleStarted: settleStart.map { $0 - zero },
            restarts: restarts,
            notSettled: settled || !good || cutShort || isContradicted ? nil : unsettledReason,
            silent: cutShort ? silentProbes(stages) : silent,
            unknownOrders: unknownOrders,
            lastLook: probes.values.compactMap(\.last?.end).max().map { $0 - zero },
            lastChange: probes.values.compactMap(\.lastChange).max().map { $0 - zero },
            moved: hasMoved,
            contradicted: isContradicted
        )
    }

    private var hasMoved: Bool {
        let isNew = records.values.contains { record in
            guard record.firstReached != nil else { return false }
            if case .stage(let name) = record.subject { return !heldBefore.contains(name) }
            return true
        }
        return isNew || !sightings.isEmpty || probes.values.contains(where: \.hasMoved)
    }

    private func outcome(of subject: Subject, rule: StageRule?, zeroWallClock: Milliseconds?) -> StageOutcome {
        let condition = rule?.condition ?? plan.final
        let record = records[subject] ?? SubjectRecord(subject: subject, probe: condition.probe)
        var expected: Condition.CountRule?
        if case .count(_, let count) = condition.test { expected = count }
        let (status, detail) = judge(record, rule: rule, expected: expected, zeroWallClock: zeroWallClock)
        return StageOutcome(
            subject: subject,
            probe: condition.probe,
            boundary: rule?.boundary,
            status: status,
            reachedAt: record.firstReached.map { $0.end - zero },
            budget: budget(of: subject) - zero,
            reading: record.reading,
            expected: expected,
            base: bases[subject.key]?.effective,
            flickers: record.flickers,
            redelivered: record.redelivered.sorted(),
            ownTime: rule.flatMap { timeSinceZero(record, rule: $0, zeroWallClock: zeroWallClock) },
            detail: detail,
            orderNotes: rule.map(orderNotes) ?? []
        )
    }

    /// One stage's judgement; for one stage duplicated > misordered > regressed > missing > late (R20).
    private func judge(
        _ record: SubjectRecord,
        rule: StageRule?,
        expected: Condition.CountRule?,
        zeroWallClock: Milliseconds?
    ) -> (StageOutcome.Status, String) {
        if let excess = record.excess {
            return (.duplicated, excessText(record, rule: rule, count: excess, expected: expected))
        }
        if rule?.redeliveryForbidden == true, record.redeliveryConfirmed {
            let identities = record.redelivered.sorted().joined(separator: ", ")
            return (.duplicated, "the same effect again, which `redelivery: forbidden` rules out: \(identities)")
        }
        if let rule, let reversed = reversal(of: rule) { return (.misordered, reversed) }
        if let count = record.movedBack {
            let base = bases[record.subject.key].map { "from \($0.effective) " } ?? ""
            return (.regressed, "the count moved the wrong way, \(base)to \(count)")
        }
        if regressed.contains(record.subject) {
            return (.regressed, lapseText(record))
        }
        return record.happened ? judgeArrival(record, rule: rule, zeroWallClock: zeroWallClock) : judgeAbsence(record)
    }

    private func judgeArrival(
        _ record: SubjectRecord,
        rule: StageRule?,
        zeroWallClock: Milliseconds?
    ) -> (StageOutcome.Status, String) {
        let ownTime = rule.flatMap { timeSinceZero(record, rule: $0, zeroWallClock: zeroWallClock) }
        if let rule, let ownTime, ownTime > plan.budget(of: rule) + tolerance(of: ProbeRule.runnerClock) {
            return (.late, "its own time is +\(ownTime.asText)")
        }
        // A passing state that was gone through was there at some time nobody saw: nothing shows that it was late.
        if record.goneThrough && !record.reached { return (.goneThrough, "not seen itself; what comes after it was") }
        if let proof = record.lateProof, !record.goneThrough {
            return (.late, "a look at +\((proof.start - zero).asText) showed it missing")
        }
        if let blind = record.blindSpot, ownTime == nil {
            let until = "until +\((blind.until - zero).asText)"
            return (.unknown, "no answer around its budget \(until), so nothing shows when it came: \(blind.detail)")
        }
        return (.reached, "")
    }

    /// When a stage happened, counted from time zero, where the tool's own clock wrote its time.
    private func timeSinceZero(
        _ record: SubjectRecord,
        rule: StageRule,
        zeroWallClock: Milliseconds?
    ) -> Milliseconds? {
        guard let zeroWallClock, let time = record.time, plan.clock(of: rule) == ProbeRule.runnerClock else {
            return nil
        }
        return time - zeroWallClock
    }

    private func judgeAbsence(_ record: SubjectRecord) -> (StageOutcome.Status, String) {
        let latest = probes[record.probe]?.latestSuccessfulStart ?? -.infinity
        if record.firstReached != nil {
            if latest >= deadline { return (.regressed, lapseText(record)) }
            return isContradicted ? (.pending, lapseText(record)) : (.unknown, lapseText(record))
        }
        let why = record.reading?.why ?? ""
        guard let proof = record.lateProof else {
            return isContradicted || stepsEnded == nil ? (.pending, why) : (.unknown, why)
        }
        if latest >= deadline {
            let hint = record.everRead ? "" : "; no answer ever had it: check the path"
            return (.missing, why + hint)
        }
        return (
            .late, "a look at +\((proof.start - zero).asText) showed it missing; what came later is not known"
        )
    }

    /// A missing stage behind an unknown one is unknown itself (R10).
    private func clearBehindUnknown(_ stages: inout [StageOutcome]) {
        let unknown = stages.compactMap { outcome -> String? in
            guard case .stage(let name) = outcome.subject, outcome.status == .unknown else { return nil }
            return name
        }
        let behind = unknown.reduce(into: Set<String>()) { $0.formUnion(plan.successors(of: $1)) }
        for index in stages.indices where stages[index].status == .missing {
            switch stages[index].subject {
            case .stage(let name) where behind.contains(name): stages[index].status = .unknown
            // The final state comes after every stage.
            case .final where !unknown.isEmpty: stages[index].status = .unknown
            default: break
            }
        }
    }

    private var unsettledReason: String {
        switch settling {
        case .abandoned:
            let subjects = records.values.filter { $0.flickers > 0 }.map(\.subject.description).sorted()
            return "answers about \(subjects.joined(separator: ", ")) kept flickering, also after "
                + "\(Self.maximumRestarts) new starts of the settle window"
        case .running(let since):
            if hasDoubt { return "the last answer disagreed and could not be checked again" }
            let silent = silence(since: since + plan.settle)
            return silent.isEmpty
                ? "the settle window was not watched to its end"
                : "no answer at the end of the settle window from \(silent)"
        case .notStarted:
            if stepsEnded == nil { return "the steps had not ended" }
            let silent = silence(since: roundStart)
            return !everythingHolds || silent.isEmpty
                ? "not everything held in the same round of looks"
                : "everything was reached, but no answer since from \(silent)"
        case .done, .broken: return ""
        }
    }

    /// The probes that have not answered since, each with what it said last.
    private func silence(since instant: Milliseconds) -> String {
        polled.compactMap { name in
            guard let record = probes[name], (record.latestSuccessfulStart ?? -.infinity) < instant else { return nil }
            guard let last = record.last, !last.isSuccessful else { return "probe \(name)" }
            return "probe \(name) (\(last.complaint))"
        }.joined(separator: ", ")
    }

    private func silentProbes(_ stages: [StageOutcome]) -> [WatchOutcome.SilentProbe] {
        let asked = Set(stages.filter { $0.status == .unknown }.map(\.probe))
        let blind = records.values.filter { $0.blindSpot != nil }
        return polled.compactMap { name in
            guard let record = probes[name] else { return nil }
            if let rejection = record.rejection {
                return WatchOutcome.SilentProbe(name: name, rejected: true, detail: rejection)
            }
            guard asked.contains(name) else { return nil }
            guard let last = record.last else {
                let detail = unbound.contains(name) ? "never asked: a capture it needs was not made" : "never asked"
                return WatchOutcome.SilentProbe(name: name, rejected: false, detail: detail, wasAsked: false)
            }
            if let spot = blind.first(where: { $0.probe == name })?.blindSpot {
                let detail = "nothing until +\((spot.until - zero).asText), before that \(spot.detail)"
                return WatchOutcome.SilentProbe(name: name, rejected: false, detail: detail)
            }
            let detail = last.complaint
            if record.answeredOnlyNotFound {
                let hint = "\(detail); \(ProbeRecord.absentHint)"
                return WatchOutcome.SilentProbe(name: name, rejected: true, detail: hint)
            }
            return WatchOutcome.SilentProbe(name: name, rejected: false, detail: detail)
        }
    }
}
