import Convergence

extension Questions {
    // MARK: 3. Deterministic or timeout?

    var nature: (Diagnosis.Nature, String) {
        guard wasTriggered, let outcome = result.watch else {
            return (.notAsked, "Neither: the back end was not asked, because the trigger was not dispatched")
        }
        guard let reason = firstReason, reason.code.verdict == .failed else {
            return (.notAsked, "Not known: \(doubt)")
        }
        if let text = contradiction(reason) {
            return (.contradicted, "Deterministic: \(text); waiting longer would not help")
        }
        // Something moved in the last fifth of the time, or came after its budget: more of it might have come.
        let arrivedLate = outcome.stages.contains { $0.status == .late && $0.reachedAt != nil }
        let window = result.plan?.within ?? 0
        if arrivedLate || (outcome.lastChange ?? 0) > window * 0.8 {
            let times = stages.compactMap(\.reachedAt)
            let last = times.max().map { ", the last at +\($0.asText)" } ?? ""
            let count = "\(times.count) of \(stages.count) stages\(last)"
            return (.stillMoving, "Timeout, still moving: \(count); likely slow, not broken")
        }
        let since = outcome.lastChange.map { "after +\($0.asText)" } ?? "at all after the trigger"
        let until = outcome.lastLook.map { ", and it was watched until +\($0.asText)" } ?? ""
        return (.stalled, "Timeout, stalled: nothing changed \(since)\(until); waiting longer would not help")
    }

    private func contradiction(_ reason: Reason) -> String? {
        switch reason.code {
        case .neverSeen: return "a state that must never be was seen"
        case .stageDuplicated: return "there are more effects than one action may have"
        case .stageMisordered: return "what came in the wrong order stays so"
        case .stageRegressed:
            let hadCome = result.stages.contains { $0.subject.description == reason.stage && $0.reachedAt != nil }
            return hadCome ? "it was there and was taken back" : "it went the wrong way"
        case .uiDiverged: return "the back end has arrived, and the page still shows something else"
        case .actionFailed where reason.phase == "then":
            return "the back end has arrived, and the page could not be used after it"
        case .actionFailed where reason.phase == "after_trigger": return "a step after the trigger could not be done"
        case .actionFailed, .actionHadNoEffect: return "the action itself did not go through"
        case .stageMissing, .stageLate, .correlationLost:
            guard let exchange = fold.traffic.triggerExchange, let status = exchange.status,
                (400..<500).contains(status)
            else { return nil }
            return "the trigger's request was answered \(status)"
        default: return nil
        }
    }

    /// Why nothing can be said of the back end.
    private var doubt: String {
        switch firstReason?.code {
        case .probeUnreachable, .probeRejected: "without an answer nothing tells broken from slow"
        case .timedOut where fold.faults.contains { $0.clockJump != nil }:
            "no wait can be judged by a clock that jumped"
        case .notSettled: "everything was reached, but whether it lasts could not be seen"
        case .orderUnknown: "everything was reached, only the order cannot be told"
        case .artifactsUnwritable, .secretLeaked: "what was recorded cannot be relied on"
        case nil: "the run was interrupted before anything was decided"
        default: "the run broke off before anything was decided"
        }
    }

    // MARK: 5. Were side effects duplicated, missing, or delayed?

    var effects: String {
        guard wasTriggered else { return "None that this run caused: it triggered nothing" }
        let groups: [(String, StageOutcome.Status)] = [
            ("duplicated", .duplicated), ("missing", .missing), ("delayed", .late), ("in the wrong order", .misordered),
            ("taken back", .regressed), ("not known", .unknown), ("not waited for", .pending),
        ]
        var parts = groups.compactMap { title, status -> String? in
            let members = stages.filter { $0.status == status }
            return members.isEmpty ? nil : "\(title): \(members.map(describe).joined(separator: ", "))"
        }
        if parts.isEmpty { parts.append("No: every effect is there once and in time") }
        if let final, final.status == .late, let at = final.reachedAt {
            parts.append("the final state came at +\(at.asText), after its budget of \(final.budget.asText)")
        } else if final?.status.isBad == true {
            parts.append("the final state is not there")
        }
        let again = stages.filter { $0.status != .duplicated && !$0.redelivered.isEmpty }
        if !again.isEmpty {
            let members = again.map { "\($0.name) (\($0.redelivered.joined(separator: ", ")))" }
            parts.append("delivered again and counted once: \(members.joined(separator: ", "))")
        }
        let text = parts.joined(separator: "; ")
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    private func describe(_ stage: StageOutcome) -> String {
        switch stage.status {
        case .duplicated:
            guard let count = stage.reading?.effectiveCount else { return stage.name }
            if count == stage.wanted {
                return "\(stage.name) (delivered again: \(stage.redelivered.joined(separator: ", ")))"
            }
            if case .changesBy = stage.expected { return "\(stage.name) (\(count) instead of \(stage.wanted ?? 0))" }
            let identities = stage.reading?.identities.map { ": " + Set($0).sorted().joined(separator: ", ") } ?? ""
            return "\(stage.name) (\(count)×\(identities))"
        case .missing, .regressed:
            guard let count = stage.reading?.effectiveCount, let expected = stage.wanted else { return stage.name }
            return "\(stage.name) (\(count) of \(expected))"
        case .late:
            let time = stage.ownTime ?? stage.reachedAt
            let at = time.map { "at +\($0.asText)" } ?? "not seen yet"
            return "\(stage.name) (\(at), budget \(stage.budget.asText))"
        default: return stage.name
        }
    }

    // MARK: Evidence

    var evidence: [String] {
        var lines: [String] = []
        if let bad = fold.traffic.firstBad { lines.append("request: \(bad.text)") }
        let failing = fold.steps.filter {
            $0.failed && $0.started.phase != .teardown && $0.started.index != firstReason?.step
        }
        for step in failing { lines.append("step: \(step.started.shortName): \(step.finished?.error?.message ?? "")") }
        if let stage = blamed {
            if let why = stage.reading?.why { lines.append("last reading: \(why)") }
            lines += furtherQuotations
            if let summary = result.looks[stage.probe], summary.errors > 0 {
                let last = summary.lastError.map { ", the last: \($0)" } ?? ""
                lines.append(
                    "probe \(stage.probe): \(summary.errors) of \(summary.count) looks without an answer\(last)")
            }
        }
        for error in fold.pageErrors.prefix(3) { lines.append("console: \(error)") }
        for reason in result.reasons.dropFirst() {
            let place = reason.boundary.map { " [\($0)]" } ?? ""
            lines.append("also \(reason.code.rawValue)\(place): \(reason.detail)")
        }
        return lines
    }
}
