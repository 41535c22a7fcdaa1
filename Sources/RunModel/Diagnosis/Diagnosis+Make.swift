import Convergence

extension Diagnosis {
    /// Answers the five questions for a run that did not pass.
    init(result: RunResult, fold: RunFold) {
        let questions = Questions(result: result, fold: fold)
        let (nature, natureText) = questions.nature
        self.init(
            reached: questions.reached,
            boundary: questions.boundary,
            nature: nature,
            natureText: natureText,
            divergence: questions.divergence,
            effects: questions.effects,
            evidence: questions.evidence
        )
    }
}

/// The five questions, one property each.
private struct Questions {
    let result: RunResult
    let fold: RunFold

    private var stages: [StageOutcome] { result.stages.filter { $0.subject != .final } }
    private var final: StageOutcome? { result.stages.first { $0.subject == .final } }
    private var firstReason: Reason? { result.firstReason }

    /// Whether there is anything to say of the back end at all.
    private var wasTriggered: Bool { result.zero != nil }

    // MARK: 1. Which stage did the workflow reach?

    var reached: String {
        guard wasTriggered else {
            let steps = fold.steps.filter { $0.started.phase != .teardown }
            let step = steps.last { $0.failed } ?? steps.last
            let place = step.map { ", the run ended at step \($0.started.index + 1) (\($0.started.name))" } ?? ""
            return "No stage: the trigger was not dispatched\(place)."
        }
        let happened = stages.filter { $0.reachedAt != nil || $0.status == .goneThrough }
        let last = happened.max { ($0.reachedAt ?? 0) < ($1.reachedAt ?? 0) }
        let count = "\(happened.count) of \(stages.count) stages"
        var text: String
        if let last, let at = last.reachedAt {
            text = "\(last.subject) at +\(at.asText) (\(count))"
        } else {
            text = "none (\(count))"
        }
        if let first = firstUnreached {
            text += "; not reached: \(first.subject)"
        } else if let final, !final.status.isGood {
            text += "; not reached: the final state"
        } else {
            text += "; every stage was reached"
        }
        return text + "."
    }

    private var firstUnreached: StageOutcome? {
        let order = fold.plan?.topologicalStages.map(\.name) ?? []
        return order.lazy.compactMap { name in stages.first { $0.subject == .stage(name) } }
            .first { $0.reachedAt == nil && $0.status != .goneThrough }
    }

    // MARK: 2. Which service boundary failed?

    var boundary: String {
        guard let reason = firstReason else {
            return fold.signal == nil
                ? "Not known: the journal ends before the run did." : "None proven: the run was interrupted."
        }
        let place = reason.boundary.map(\.description) ?? fallbackPlace(reason)
        return "\(place): \(reason.detail)."
    }

    private func fallbackPlace(_ reason: Reason) -> String {
        switch reason.code {
        case .uiDiverged: return "back end -> page"
        case .actionFailed, .actionHadNoEffect: return "user -> page"
        case .correlationLost: return "page -> first service"
        case .stageMissing, .stageLate, .stageDuplicated, .stageMisordered, .stageRegressed, .neverSeen:
            return "no boundary declared for \(reason.stage ?? "it")"
        default: return "No boundary of the system (\(reason.code.rawValue))"
        }
    }

    // MARK: 3. Deterministic or timeout?

    var nature: (Diagnosis.Nature, String) {
        guard wasTriggered, let outcome = result.watch else {
            return (.notAsked, "Neither: the back end was not asked, because the trigger was not dispatched.")
        }
        if let reason = firstReason, let text = contradiction(reason, outcome) {
            return (.contradicted, "Deterministic: \(text); waiting longer would not help.")
        }
        let window = result.plan.map { $0.within } ?? 0
        let lastChange = outcome.lastChange ?? 0
        // Something moved in the last fifth of the time, or came after its budget: more of it might have come.
        let arrivedLate = outcome.stages.contains { $0.status == .late && $0.reachedAt != nil }
        if arrivedLate || lastChange > window * 0.8 {
            let happened = stages.filter { $0.reachedAt != nil }
            let last = happened.compactMap(\.reachedAt).max().map { ", the last at +\($0.asText)" } ?? ""
            let text =
                "Timeout, still moving: \(happened.count) of \(stages.count) stages\(last): likely slow, not broken."
            return (.stillMoving, text)
        }
        let since = outcome.lastChange.map { "since +\($0.asText)" } ?? "after the trigger"
        return (.stalled, "Stalled: nothing changed \(since); waiting longer would not help.")
    }

    private func contradiction(_ reason: Reason, _ outcome: WatchOutcome) -> String? {
        switch reason.code {
        case .neverSeen: return "a state that must never be was seen"
        case .stageDuplicated: return "there are more effects than one action may have"
        case .stageMisordered: return "the order is wrong"
        case .stageRegressed: return "it was there and was taken back"
        case .uiDiverged: return "the back end has settled and the page still shows something else"
        case .actionFailed, .actionHadNoEffect: return "the action itself did not go through"
        case .stageMissing, .stageLate, .correlationLost:
            guard let exchange = fold.traffic.triggerExchange, let status = exchange.status,
                (400..<500).contains(status)
            else { return nil }
            return "the trigger's request was answered \(status)"
        default: return nil
        }
    }

    // MARK: 4. Did the user-visible state diverge from the back end's?

    var divergence: String {
        guard wasTriggered else { return "Not compared: nothing was triggered." }
        if let disagreement = result.agreements.first(where: { !$0.agrees }) {
            let page = disagreement.ui.map { "\"\($0)\"" } ?? "nothing"
            let backend = disagreement.backend.map { "\"\($0)\"" } ?? "nothing"
            let success = result.uiSaidSuccess ? "; the success check on the page passed all the same" : ""
            return
                "Yes: the page shows \(page) (\(disagreement.locator)), the back end says \(backend) (\(disagreement.source))\(success)."
        }
        if result.uiSaidSuccess {
            let check = fold.steps.last {
                $0.started.phase == .trigger && !$0.started.isTrigger && $0.finished?.outcome == .passed
            }
            let shown = check.map { " (\($0.started.name))" } ?? ""
            return "Yes: the page said success\(shown), the back end did not arrive: \(finalText)."
        }
        if let reason = result.reasons.first(where: { $0.code == .uiDiverged }) {
            return "Yes: the back end arrived, the page does not show it: \(reason.detail)."
        }
        if let agreement = result.agreements.first {
            let value = agreement.ui.map { "\"\($0)\"" } ?? "nothing"
            return "No: page and back end both say \(value)."
        }
        return "Not compared: no check of the page ran after the back end."
    }

    private var finalText: String {
        guard let final else { return "its final state is not known" }
        if let why = final.reading?.why { return why }
        return final.status.isGood ? "only the final state holds" : "its final state is \(final.status.rawValue)"
    }

    // MARK: 5. Were side effects duplicated, missing, or delayed?

    var effects: String {
        guard wasTriggered else { return "None that this run caused: it triggered nothing." }
        let groups: [(String, [StageOutcome.Status])] = [
            ("Duplicated", [.duplicated]), ("Missing", [.missing]), ("Delayed", [.late]), ("Misordered", [.misordered]),
            ("Taken back", [.regressed]), ("Not known", [.unknown]), ("Not waited for", [.pending]),
        ]
        let parts = groups.compactMap { title, statuses -> String? in
            let members = stages.filter { statuses.contains($0.status) }
            guard !members.isEmpty else { return nil }
            return "\(title): \(members.map(describe).joined(separator: ", "))"
        }
        return parts.isEmpty ? "No: every effect is there once and in time." : parts.joined(separator: ". ") + "."
    }

    private func describe(_ stage: StageOutcome) -> String {
        let name = stage.subject.description
        switch stage.status {
        case .duplicated:
            guard let count = stage.reading?.effectiveCount else { return name }
            let identities = stage.reading?.identities.map { Set($0).sorted().joined(separator: ", ") }
            return "\(name) (\(count)×\(identities.map { ": \($0)" } ?? ""))"
        case .missing, .regressed:
            guard let count = stage.reading?.count, case .exactly(let expected)? = stage.expected else { return name }
            return "\(name) (\(count) of \(expected))"
        case .late:
            let at = stage.reachedAt.map { "+\($0.asText)" } ?? "unknown"
            return "\(name) (\(at), budget \(stage.budget.asText))"
        default: return name
        }
    }

    // MARK: Evidence

    var evidence: [String] {
        var lines: [String] = []
        if let bad = fold.traffic.firstBad { lines.append("request: \(bad.text)") }
        let failing = fold.steps.filter {
            $0.failed && $0.started.phase != .teardown && $0.started.index != firstReason?.step
        }
        for step in failing { lines.append("step: \(step.started.name): \(step.finished?.error?.message ?? "")") }
        if let reason = firstReason, let stage = result.stages.first(where: { $0.subject.description == reason.stage })
        {
            if let why = stage.reading?.why { lines.append("last reading: \(why)") }
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
