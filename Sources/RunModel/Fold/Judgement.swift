import Convergence

/// The reasons of a run, made from what was folded.
///
/// One function a group of rules; the order of the groups is R20's.
struct Judgement {
    let fold: RunFold
    let outcome: WatchOutcome?
    /// True when the run was stopped: what it did not get to is then no reason.
    let cutShort: Bool

    /// Every reason, first one first. Reasons that prove something stand before those that only cast doubt (R19).
    var reasons: [Reason] {
        let found = trigger + never + stages + afterTrigger + page + doubts
        let all = slept ? found.filter(\.code.standsWithoutClock) : found
        return all.filter { $0.code.verdict == .failed } + all.filter { $0.code.verdict != .failed }
    }

    /// R3, R4: what kept the trigger from being dispatched, or from meeting anything.
    private var trigger: [Reason] {
        guard fold.trigger != nil else { return beforeTrigger }
        guard let step = triggerStep, let effect = step.finished?.effect, !effect.listener, effect.observed.isEmpty,
            fold.traffic.exchanges.isEmpty, outcome?.stages.allSatisfy(\.status.isGood) == false, lostTrigger == nil
        else { return [] }
        let detail =
            "\(step.started.name) was dispatched, but nothing on the page listens to it, and nothing followed: no request, navigation or change"
        return [
            Reason(
                .actionHadNoEffect, boundary: .userToPage, phase: "trigger", detail: detail, step: step.started.index)
        ]
    }

    private var beforeTrigger: [Reason] {
        var reasons = fold.steps.filter(\.failed).compactMap(reasonBeforeTrigger)
        guard reasons.isEmpty, fold.baselineTaken, !cutShort, let plan = fold.plan else { return reasons }
        reasons = Baseline(plan: plan, looks: fold.baseline).objections.compactMap { objection in
            switch objection {
            // A probe that nobody got round to asking, because the run broke off, is not to blame.
            case .unreachable(let probe, _) where brokeOff && !fold.baseline.contains { $0.probe == probe }: return nil
            case .unreachable(let probe, let detail):
                return silence(Silence(probe: probe, isRefusal: false, detail: detail), phase: "before_trigger")
            case .rejected(let probe, let detail):
                return silence(Silence(probe: probe, isRefusal: true, detail: detail), phase: "before_trigger")
            case .holds(let subject):
                return Reason(
                    .holdsBeforeTrigger, stage: subject.description, phase: "before_trigger",
                    detail: "\(subject.words(plan)) holds before the trigger, so it would prove nothing; "
                        + subject.remedyForHolding)
            case .givenNotMet(let why):
                return Reason(
                    .givenNotMet, phase: "before_trigger", detail: "the start condition does not hold: \(why)")
            }
        }
        return reasons
    }

    private var brokeOff: Bool { fold.browserDeath != nil || !fold.faults.isEmpty }

    private func reasonBeforeTrigger(_ step: StepResult) -> Reason? {
        guard let error = step.finished?.error else { return nil }
        let code: ReasonCode
        switch (step.started.phase, error.kind) {
        case (.teardown, _): return nil
        case (_, .browser): code = .browserFailed
        case (_, .internal): code = .internal
        case (.setup, _): code = .setupFailed
        case (_, .unreachable): code = .appUnreachable
        case (_, .http): code = .setupFailed
        case (_, .probe): code = .probeUnreachable
        case (_, .refusal): code = .probeRejected
        case (_, .action), (_, .capture), (_, .expectation), (_, .backend): code = .actionFailed
        }
        let phase = step.started.isTrigger ? "trigger" : step.started.phase == .setup ? "setup" : "before_trigger"
        return Reason(code, step, error, phase: phase)
    }

    /// R13.
    private var never: [Reason] {
        guard let outcome, let plan = fold.plan else { return [] }
        return outcome.sightings.map { sighting in
            let rule = plan.never[sighting.index]
            let zero = fold.trigger?.zero ?? 0
            return Reason(
                .neverSeen, stage: "never[\(sighting.index)]", boundary: rule.boundary ?? blameForNever(outcome),
                detail: "\(Subject.never(sighting.index).words(plan)) was seen at +\((sighting.at - zero).asText)")
        }
    }

    /// Without a boundary of its own, a forbidden state is blamed on the first boundary the workflow has not passed.
    private func blameForNever(_ outcome: WatchOutcome) -> Boundary? {
        ordered(outcome).first { !$0.status.isGood }?.boundary
    }

    /// R8, R11 to R15, R18, R20: stages that are proven wrong, the topologically first one first.
    private var stages: [Reason] {
        guard let outcome else { return [] }
        let bad = ordered(outcome).filter { $0.status.isBad && !isMoot($0) }
        // That the final state did not come only repeats what a bad stage says already.
        let own = bad.filter { $0.subject != .final || bad.count == 1 || ($0.status != .missing && $0.status != .late) }
        return own.compactMap { stage in
            guard let code = code(for: stage) else { return nil }
            let detail = code == .correlationLost ? lostCorrelation(stage) : stage.sentence
            return Reason(
                code, stage: stage.subject.description, boundary: boundary(of: stage, code: code), detail: detail)
        }
    }

    /// What ended by itself before the trigger's request had an outcome, while the back end has shown nothing to the end:
    /// whether the request ever left cannot be told, and so nothing that did not come is proven to be missing (R19).
    private var lostTrigger: RunFold.Breakdown? {
        guard let outcome, !outcome.moved, fold.traffic.isTriggerOpen else { return nil }
        return fold.breakdowns.first(where: \.leftTriggerOpen)
    }

    /// Absent only because the trigger may never have left. What was shown missing before that stays so.
    private func isMoot(_ stage: StageOutcome) -> Bool {
        guard let lost = lostTrigger, let trigger = fold.trigger else { return false }
        let isAbsent = stage.status == .missing || (stage.status == .late && stage.reachedAt == nil)
        return isAbsent && lost.at < trigger.zero + stage.budget
    }

    private func lostCorrelation(_ stage: StageOutcome) -> String {
        let request = fold.traffic.triggerExchange.map { "\($0.request.method) \($0.request.url)" } ?? "no request"
        return "the trigger's request (\(request)) left without the correlation ID, so \(stage.name) cannot be traced"
    }

    private func code(for stage: StageOutcome) -> ReasonCode? {
        switch stage.status {
        case .missing: correlationIsLost ? .correlationLost : .stageMissing
        case .late: .stageLate
        case .duplicated: .stageDuplicated
        case .misordered: .stageMisordered
        case .regressed: .stageRegressed
        case .reached, .goneThrough, .unknown, .pending: nil
        }
    }

    private func boundary(of stage: StageOutcome, code: ReasonCode) -> Boundary? {
        guard code == .correlationLost else { return stage.boundary }
        return fold.plan?.topologicalStages.first?.boundary ?? stage.boundary ?? .pageToServices
    }

    /// The trigger's own request went to an allowed origin and was neither carried nor added (R18).
    private var correlationIsLost: Bool { fold.traffic.triggerExchange?.request.correlation == .bare }

    /// The machine slept or its clock was set, so nothing that depends on time can be judged (R21).
    private var slept: Bool { fold.faults.contains { $0.clockJump != nil } }

    /// R17: the page after the back end has settled.
    private var page: [Reason] {
        fold.steps.filter { $0.failed && $0.started.phase == .then }.compactMap { step in
            guard let error = step.finished?.error else { return nil }
            let code: ReasonCode
            switch error.kind {
            case .expectation: return diverged(step, error, phase: "then")
            // A checkpoint of the back end's own, which no page can be blamed for.
            case .backend: code = .stageMissing
            case .action, .capture, .http: code = .actionFailed
            case .unreachable: code = .appUnreachable
            case .browser: code = .browserFailed
            case .probe: code = .probeUnreachable
            case .refusal: code = .probeRejected
            case .internal: code = .internal
            }
            return Reason(code, step, error, phase: "then")
        }
    }

    /// The back end arrived, so that what broke lies between it and the page.
    private func diverged(_ step: StepResult, _ error: StepFailure, phase: String) -> Reason {
        Reason(
            .uiDiverged, boundary: .backEndToPage, phase: phase, detail: error.sentence(of: step.started),
            step: step.started.index)
    }

    /// R5: steps beside the polling that failed.
    private var afterTrigger: [Reason] {
        guard let trigger = fold.trigger, let outcome else { return [] }
        let failed = fold.steps.filter {
            $0.failed && ($0.started.phase == .trigger || $0.started.phase == .converge)
                && $0.started.index >= trigger.step
        }
        let proven = !(never.isEmpty && stages.isEmpty)
        let arrived = outcome.stages.allSatisfy(\.status.isGood)
        return failed.compactMap { step in
            guard let error = step.finished?.error else { return nil }
            let code: ReasonCode
            switch error.kind {
            // Told once, with what it means for the trigger.
            case .browser where lostTrigger != nil: return nil
            case .browser: code = .browserFailed
            case .internal: code = .internal
            // Once a stage is proven wrong the step is evidence for it, not a reason of its own.
            case _ where proven: return nil
            case .probe: code = .probeUnreachable
            case .refusal: code = .probeRejected
            // Where the back end could not be asked, that is the reason: what cut it off may have cut off the page (R5).
            case _ where !arrived && !outcome.silent.isEmpty: return nil
            case .backend: code = .stageMissing
            case .expectation where arrived: return diverged(step, error, phase: "after_trigger")
            case .expectation, .action, .capture, .http, .unreachable: code = .actionFailed
            }
            return Reason(code, step, error, phase: "after_trigger")
        }
    }

    /// R9, R10, R12, R15, R21: what keeps the run from proving anything.
    private var doubts: [Reason] {
        var reasons = fold.faults.map { Reason($0.code, detail: $0.detail) }
        if let lost = lostTrigger {
            let request = fold.traffic.openTriggerExchange.map {
                "(\($0.request.method) \($0.request.url)) was answered"
            }
            let detail =
                "\(lost.what) before the trigger's request \(request ?? "was seen"), and the back end shows nothing "
                + "since: whether it ever left cannot be told"
            reasons.insert(Reason(.browserFailed, phase: "after_trigger", detail: detail), at: 0)
        } else if let death = fold.browserDeath, !reasons.contains(where: { $0.code == .browserFailed }) {
            reasons.append(Reason(.browserFailed, detail: "the browser ended by itself: \(death)"))
        } else if let crash = fold.breakdowns.first, fold.browserDeath == nil,
            !fold.steps.contains(where: { $0.finished?.error?.kind == .browser })
        {
            // Whatever else was right: a user would be looking at a broken page.
            reasons.append(Reason(.browserFailed, phase: "after_trigger", detail: crash.what))
        }
        guard let outcome else { return reasons }
        reasons += outcome.silent.map(silence)
        if let why = outcome.notSettled { reasons.append(Reason(.notSettled, detail: why)) }
        reasons += outcome.unknownOrders.map { Reason(.orderUnknown, detail: $0) }
        return reasons
    }

    private func silence(_ silence: Silence, phase: String) -> Reason {
        Reason(silence, asking: fold.looks[silence.probe]?.address, phase: phase)
    }

    private func silence(_ probe: WatchOutcome.SilentProbe) -> Reason {
        let address = fold.looks[probe.name]?.address
        if probe.rejected {
            return Reason(Silence(probe: probe.name, isRefusal: true, detail: probe.detail), asking: address)
        }
        let name = Silence.name(probe.name, asking: address)
        guard probe.wasAsked else { return Reason(.probeUnreachable, detail: "\(name) was \(probe.detail)") }
        // Where the detail is of another time, the looks that failed since are not what it speaks of.
        let outage = fold.outages[probe.name].flatMap { $0.complaint == probe.detail ? $0 : nil }
        let detail = outage?.words(since: fold.trigger?.zero ?? 0) ?? probe.detail
        return Reason(.probeUnreachable, detail: "\(name) did not answer when it mattered: \(detail)")
    }

    private var triggerStep: StepResult? { fold.steps.last { $0.started.isTrigger } }

    /// Stages in the order in which blame is given (R20); the final state comes after all.
    func ordered(_ outcome: WatchOutcome) -> [StageOutcome] {
        let order = fold.plan?.topologicalStages.map(\.name) ?? []
        let stages = order.compactMap { name in outcome.stages.first { $0.subject == .stage(name) } }
        return stages + outcome.stages.filter { $0.subject == .final }
    }
}

extension StepFailure {
    /// What the page shows and what was expected of it, in one sentence without its full stop.
    ///
    /// - Parameter step: The step that failed.
    /// - Returns: The sentence; where the message does not say both sides, the step and the message.
    fileprivate func sentence(of step: StepStarted) -> String {
        guard let expected, let actual else { return "\(step.name): \(message)" }
        // As an `expect` says it: `testid: plan: expected text "Pro", it shows "Free"`.
        guard let middle = message.firstRange(of: ": expected \(expected), it ") else {
            return message.contains(expected) && message.contains(actual) ? message : "\(step.name): \(message)"
        }
        // A locator has colons of its own, which would read as the sentence's.
        let place = message[..<middle.lowerBound]
        let subject = place.contains(": ") ? "`\(place)`" : String(place)
        let seen = String(message[middle.upperBound...])
        return "\(subject) \(seen.shortened(to: 200)), expected \(expected.shortened(to: 200))"
    }
}

extension ReasonCode {
    /// Whether it holds whatever the clock did (R21): what was seen was seen, but nothing that a wait or a budget
    /// says can be trusted. What proves nothing in the first place stays as it is.
    fileprivate var standsWithoutClock: Bool {
        switch self {
        case .neverSeen, .stageDuplicated, .stageMisordered, .stageRegressed: true
        default: verdict != .failed
        }
    }
}
