import Convergence

extension Diagnosis {
    /// Answers the five questions for a run that did not pass.
    init(result: RunResult, fold: RunFold) {
        let questions = Questions(result: result, fold: fold)
        let (nature, natureText) = questions.nature
        self.init(
            reached: questions.reached.ended,
            boundary: questions.boundary.ended,
            nature: nature,
            natureText: natureText.ended,
            divergence: questions.divergence.ended,
            effects: questions.effects.ended,
            evidence: questions.evidence.map(\.shortened.onOneLine)
        )
    }
}

/// The five questions, one property each; the answers are sentences without their full stop.
struct Questions {
    let result: RunResult
    let fold: RunFold

    /// The stages in the order in which the workflow passes them.
    var stages: [StageOutcome] {
        let order = fold.plan?.topologicalStages.map(\.name) ?? []
        return order.compactMap { name in result.stages.first { $0.subject == .stage(name) } }
    }

    var final: StageOutcome? { result.stages.first { $0.subject == .final } }
    var firstReason: Reason? { result.firstReason }

    /// The stage, or the final state, that the first reason speaks of.
    var blamed: StageOutcome? {
        firstReason?.stage.flatMap { name in result.stages.first { $0.subject.description == name } }
    }

    /// Whether there is anything to say of the back end at all.
    var wasTriggered: Bool { result.zero != nil }

    // MARK: 1. Which stage did the workflow reach?

    var reached: String {
        guard wasTriggered else { return "No stage: the trigger was not dispatched\(whereItEnded)" }
        let happened = stages.filter { $0.reachedAt != nil || $0.status == .goneThrough }
        let count = "\(happened.count) of \(stages.count) stages"
        let text = furthest.map { "\($0.subject) at +\(($0.reachedAt ?? 0).asText) (\(count))" } ?? "None (\(count))"
        return "\(text); \(whatCameNext)"
    }

    /// The stage that was seen last, the later one of two that were seen in one look.
    private var furthest: StageOutcome? {
        stages.reduce(nil) { furthest, stage in
            guard let at = stage.reachedAt else { return furthest }
            return at >= furthest?.reachedAt ?? 0 ? stage : furthest
        }
    }

    private var whatCameNext: String {
        if let next = stages.first(where: { $0.reachedAt == nil && $0.status != .goneThrough }) {
            switch next.status {
            case .missing, .late: return "\(next.name) did not come within \(next.budget.asText)"
            case .pending: return "\(next.name) was not waited for"
            case .regressed: return "\(next.name) went the wrong way"
            default: return "whether \(next.name) came is not known"
            }
        }
        let all = "every stage was reached"
        guard let bad = (stages + [final].compactMap(\.self)).first(where: \.status.isBad) else {
            if let unsure = stages.first(where: { $0.status == .unknown }) {
                return "\(all), but when \(unsure.name) came is not known"
            }
            return final?.status.isGood == false ? "\(all), but the final state is not known" : all
        }
        switch bad.status {
        case .missing: return "\(all), but \(bad.name) did not come within \(bad.budget.asText)"
        case .late: return "\(all), but \(bad.name) too late"
        case .duplicated: return "\(all), but \(bad.name) too often"
        case .misordered: return "\(all), but \(bad.name) too early"
        default: return "\(all), but \(bad.name) did not stay"
        }
    }

    private var whereItEnded: String {
        let steps = fold.steps.filter { $0.started.phase != .teardown }
        if let failed = steps.last(where: \.failed) {
            return ", because step \(failed.started.number) (\(failed.started.shortName)) failed"
        }
        if fold.baselineTaken, firstReason?.code.speaksOfBaseline == true {
            return ", because of what the look just before it showed"
        }
        // What is set up first is done beside the browser's start, and is no step of a user's.
        guard let last = steps.last, last.started.phase != .setup || last.wasOpen else {
            let place = steps.isEmpty ? "" : " on the page"
            return ", the run ended before the first step\(place)\(whyItEnded)"
        }
        let place = last.wasOpen ? "at" : "after"
        return ", the run ended \(place) step \(last.started.number) (\(last.started.shortName))\(whyItEnded)"
    }

    /// In a few words: the reason itself stands in the next answer.
    private var whyItEnded: String {
        if let signal = fold.signal { return ", when \(signal) came" }
        switch firstReason?.code {
        case .browserFailed: return ", because the browser failed"
        case .timedOut where !fold.faults.contains { $0.clockJump != nil }: return ", because its time was over"
        case .internal: return ", because the tool itself failed"
        default: return ""
        }
    }

    // MARK: 2. Which service boundary failed?

    var boundary: String {
        guard let reason = firstReason else {
            return fold.signal.map { "None proven: the run was interrupted by \($0)" }
                ?? "Not known: the journal ends before the run did"
        }
        let nowhere = reason.code.verdict == .failed ? "The scenario names no boundary here" : "None proven"
        let place = reason.boundary?.description ?? nowhere
        guard quotesBackEnd, let said = quotations.last?.shortened(to: Self.quotationLimit) else {
            return "\(place): \(reason.detail)"
        }
        // Both have to have room in a line.
        return "\(place): \(reason.detail.shortened(to: Self.detailLimit)); \(said)"
    }

    /// Why something did not come, or came late, is what a service can know; what came too often has other reasons.
    private var quotesBackEnd: Bool { firstReason?.code == .stageMissing || firstReason?.code == .stageLate }

    /// What the scenario wants quoted of the last answer about the stage of the first reason: the back end's own word for
    /// what went wrong, the last of it last.
    private var quotations: [String] {
        guard let stage = blamed else { return [] }
        return fold.quotations[stage.probe, default: []].map { "probe \(stage.probe) says: \($0)" }
    }

    /// So many characters of what went wrong leave room for what the back end says of it.
    private static let detailLimit = 280

    /// So many characters of a quotation do not hide what they stand behind.
    private static let quotationLimit = 200

    /// The quotations that the answers do not have, or not whole.
    var furtherQuotations: [String] {
        let quotations = quotations
        let isWhole = quotations.last.map { $0 == $0.shortened(to: Self.quotationLimit) } ?? true
        return quotesBackEnd && isWhole ? quotations.dropLast() : quotations
    }

    // MARK: 4. Did the user-visible state diverge from the back end's?

    var divergence: String {
        guard wasTriggered else { return "Not compared: nothing was triggered" }
        if let disagreement = result.agreements.first(where: { !$0.agrees }) {
            let page = disagreement.ui?.quoted ?? "nothing"
            let backend = disagreement.backend?.quoted ?? "nothing"
            let success = result.uiSaidSuccess ? "; its check for success passed all the same" : ""
            return "Yes: the page shows \(page) (\(disagreement.locator)), the back end says \(backend) "
                + "(\(disagreement.source))\(success)"
        }
        if result.uiSaidSuccess {
            return "Yes: the page showed success (\(passedCheck ?? "")), but \(whatIsAbsent)"
        }
        if result.reasons.contains(where: { $0.code == .uiDiverged }) {
            return "Yes: the back end arrived, and the page does not show it"
        }
        if let agreement = result.agreements.first {
            return "No: page and back end both say \(agreement.ui?.quoted ?? "nothing")"
        }
        if let passedCheck, final?.status.isGood == true {
            return "No: the page showed success (\(passedCheck)), and the final state is there"
        }
        if let passedCheck, final?.status == .unknown {
            return "Not known: the page showed success (\(passedCheck)), what the back end came to is not known"
        }
        if let failed = fold.steps.first(where: { isCheck($0) && $0.failed }), final?.status.isBad == true {
            return "No: the page did not show success either (\(failed.started.shortName))"
        }
        return "Not compared: no check of the page ran after the back end"
    }

    private func isCheck(_ step: StepResult) -> Bool { step.started.phase == .trigger && step.started.checksPage }

    /// The last check of the page beside the polling that passed.
    private var passedCheck: String? {
        fold.steps.last { isCheck($0) && $0.finished?.outcome == .passed }?.started.shortName
    }

    private var whatIsAbsent: String {
        if firstReason?.code == .neverSeen { return "the back end came to a state that must never be" }
        if let final, final.status.isBad { return "in the back end \(final.reading?.why ?? final.sentence)" }
        let absent: Set<StageOutcome.Status> = [.missing, .regressed, .late]
        guard let bad = stages.first(where: { absent.contains($0.status) }) else {
            return "the back end did not arrive"
        }
        return "in the back end \(bad.name) \(bad.status == .regressed ? "did not stay" : "did not come")"
    }
}

extension ReasonCode {
    /// Whether it is what the look just before the trigger can lead to (R3).
    fileprivate var speaksOfBaseline: Bool {
        switch self {
        case .probeUnreachable, .probeRejected, .holdsBeforeTrigger, .givenNotMet: true
        default: false
        }
    }
}

extension StepResult {
    /// Whether the run ended before it did.
    fileprivate var wasOpen: Bool { finished == nil || finished?.outcome == .cancelled }
}
