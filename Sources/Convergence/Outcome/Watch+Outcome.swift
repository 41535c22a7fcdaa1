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
        if cutShort {
            for index in stages.indices where stages[index].status == .unknown { stages[index].status = .pending }
        }
        clearBehindUnknown(&stages)
        var settled = false
        var settleStarted: Milliseconds?
        switch settling {
        case .done(let since, _):
            settled = true
            settleStarted = since - zero
        case .running(let since): settleStarted = since - zero
        case .notStarted, .broken, .abandoned: break
        }
        let good = stages.allSatisfy(\.status.isGood)
        return WatchOutcome(
            stages: stages,
            sightings: sightings,
            settled: settled,
            settleStarted: settleStarted,
            restarts: restarts,
            notSettled: settled || !good || cutShort ? nil : unsettledReason,
            silent: silentProbes(stages),
            unknownOrders: unknownOrders,
            lastChange: probes.values.compactMap(\.lastChange).max().map { $0 - zero },
            contradicted: isContradicted
        )
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
            base: rule.flatMap { bases[$0.name] },
            flickers: record.flickers,
            redelivered: record.redelivered.sorted(),
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
            return (.duplicated, "delivered again: \(record.redelivered.sorted().joined(separator: ", "))")
        }
        if let rule, let reversed = reversal(of: rule) { return (.misordered, reversed) }
        if let count = record.movedBack {
            return (.regressed, "the count moved the wrong way, to \(count)")
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
        // A passing state that was gone through was there at some time nobody saw: nothing shows that it was late.
        if record.goneThrough && !record.reached { return (.goneThrough, "not seen itself; what comes after it was") }
        if let proof = record.lateProof, !record.goneThrough {
            return (.late, "a look at +\((proof.start - zero).asText) still showed it missing")
        }
        if let rule, let zeroWallClock, plan.clock(of: rule) == ProbeRule.runnerClock, let time = record.time,
            time - zeroWallClock > plan.budget(of: rule)
        {
            return (.late, "its own time is +\((time - zeroWallClock).asText)")
        }
        return (.reached, "")
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
            let hint = record.everRead ? "" : "; in no look at all: check the path"
            return (.missing, why + hint)
        }
        return (
            .late, "a look at +\((proof.start - zero).asText) still showed it missing; what came later is not known"
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
        case .abandoned: return "answers kept flickering: settling started again \(Self.maximumRestarts) times"
        case .running:
            return hasDoubt
                ? "the last answer disagreed and could not be checked again"
                : "no answer at the end of the settle window"
        case .notStarted:
            return stepsEnded == nil ? "the steps had not ended" : "not everything held in the same round of looks"
        case .done, .broken: return ""
        }
    }

    private func silentProbes(_ stages: [StageOutcome]) -> [WatchOutcome.SilentProbe] {
        let asked = Set(stages.filter { $0.status == .unknown }.map(\.probe))
        return plan.polledProbes.compactMap { name in
            guard let record = probes[name] else { return nil }
            if let rejection = record.rejection {
                return WatchOutcome.SilentProbe(name: name, rejected: true, detail: rejection)
            }
            guard asked.contains(name) else { return nil }
            guard let last = record.last else {
                let detail = unbound.contains(name) ? "never asked: a capture it needs was not made" : "never asked"
                return WatchOutcome.SilentProbe(name: name, rejected: false, detail: detail)
            }
            let detail = last.detail ?? last.status.map { "status \($0)" } ?? last.outcome.rawValue
            if record.answeredOnlyNotFound {
                let hint = "\(detail); \(ProbeRecord.absentHint)"
                return WatchOutcome.SilentProbe(name: name, rejected: true, detail: hint)
            }
            return WatchOutcome.SilentProbe(name: name, rejected: false, detail: detail)
        }
    }
}
