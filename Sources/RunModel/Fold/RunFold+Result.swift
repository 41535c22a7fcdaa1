import Convergence

extension RunFold {
    /// What is told of the run.
    ///
    /// - Parameter complete: True when the run is known to have reached its end, although its last line, which repeats
    ///   this verdict, is not written yet.
    /// - Returns: The result. A journal that just stops is a run that was interrupted.
    package func result(complete: Bool = false) -> RunResult {
        let ended = isComplete || complete
        let cutShort = signal != nil || !ended || wasStopped
        let outcome = watch?.outcome(zeroWallClock: trigger?.wallClock, cutShort: cutShort)
        var reasons = Judgement(fold: self, outcome: outcome, cutShort: cutShort).reasons
        let verdict = verdict(reasons, outcome: outcome, ended: ended)
        if reasons.isEmpty, verdict == .inconclusive { reasons = [nothingProven(outcome)] }
        let stages = outcome?.stages ?? []
        let said = saidSuccess(outcome)
        let notes = notes(outcome)
        var result = RunResult(
            start: start,
            browser: browser,
            verdict: verdict,
            reasons: reasons,
            diagnosis: nil,
            stages: stages,
            steps: steps,
            zero: trigger?.zero,
            convergedAt: stages.allSatisfy(\.status.isGood) ? stages.compactMap(\.reachedAt).max() : nil,
            watch: outcome,
            heldBefore: watch?.heldBefore ?? [],
            plan: plan,
            places: places,
            looks: looks,
            audit: traffic.audit,
            agreements: agreements,
            uiSaidSuccess: said,
            dropped: dropped,
            notes: notes.map(\.text),
            observations: notes.filter(\.isObservation).map(\.text),
            failurePicture: failurePicture,
            duration: lastTime,
            isComplete: ended,
            signal: signal
        )
        if verdict != .passed { result.diagnosis = Diagnosis(result: result, fold: self) }
        return result
    }

    /// R19. A run passes only when everything that a pass claims is there; there is no other way to green.
    private func verdict(_ reasons: [Reason], outcome: WatchOutcome?, ended: Bool) -> Verdict {
        if signal != nil { return .interrupted }
        if reasons.contains(where: { $0.code.verdict == .failed }) { return .failed }
        if !ended { return .interrupted }
        guard reasons.isEmpty, let outcome, outcome.settled, outcome.stages.allSatisfy(\.status.isGood),
            steps.allSatisfy(\.isDone)
        else { return .inconclusive }
        return .passed
    }

    /// The hard stop of the run ended it before it was done; a clock that jumped did not.
    private var wasStopped: Bool { faults.contains { $0.code == .timedOut && $0.clockJump == nil } }

    private func nothingProven(_ outcome: WatchOutcome?) -> Reason {
        guard let outcome else { return Reason(.internal, detail: "the run ended before the trigger") }
        let open = outcome.stages.filter { !$0.status.isGood }.map { "\($0.subject): \($0.status.rawValue)" }
        let undone = steps.filter { !$0.isDone }.map { "\($0.started.name) was not done" }
        let missing = open + undone
        let what = missing.isEmpty ? "the run ended before it had settled" : missing.joined(separator: ", ")
        return Reason(.internal, detail: "nothing was proven: \(what)")
    }

    /// The page said success: every step beside the polling passed, and one of them was a check of the page, while a
    /// stage is proven not to be there (R20), or a forbidden state to have been.
    private func saidSuccess(_ outcome: WatchOutcome?) -> Bool {
        guard let outcome, let trigger else { return false }
        let isAbsent = outcome.stages.contains { stage in
            stage.status == .missing || stage.status == .regressed || (stage.status == .late && stage.reachedAt == nil)
        }
        let beside = steps.filter { $0.started.index > trigger.step && $0.started.phase == .trigger }
        let passed = beside.allSatisfy { $0.finished?.outcome == .passed || $0.finished?.outcome == .skipped }
        return (isAbsent || !outcome.sightings.isEmpty) && passed
            && beside.contains { $0.started.checksPage && $0.finished?.outcome == .passed }
    }

    /// Something worth saying that does not change the verdict.
    private struct Note {
        var text: String
        /// Whether something happened, as opposed to what a rule leaves open.
        var isObservation = true
    }

    private func notes(_ outcome: WatchOutcome?) -> [Note] {
        guard let outcome else { return teardownNotes }
        var notes: [Note] = []
        for stage in outcome.stages {
            if !stage.redelivered.isEmpty && stage.status != .duplicated {
                let identities = stage.redelivered.joined(separator: ", ")
                notes.append(Note(text: "\(stage.subject): redelivered and deduplicated (\(identities))"))
            }
            if stage.status == .reached, let at = stage.reachedAt, at > stage.budget {
                let text =
                    "\(stage.name): first seen at +\(at.asText), after its budget of \(stage.budget.asText), but no answer "
                    + "shows that it was not there in time"
                notes.append(Note(text: text))
            }
            if stage.flickers > 0 {
                notes.append(Note(text: "\(stage.subject): flickered \(stage.flickers) times"))
            }
            notes += stage.orderNotes.map { Note(text: $0, isObservation: false) }
        }
        if outcome.restarts > 0 { notes.append(Note(text: "settling started again \(outcome.restarts) times")) }
        for probe in plan?.probes ?? [] where probe.boundAfterTrigger {
            let text = "probe \(probe.name) had no baseline: it needs a capture that is made after the trigger"
            notes.append(Note(text: text, isObservation: false))
        }
        return notes + teardownNotes
    }

    private var teardownNotes: [Note] {
        steps.filter { $0.failed && $0.started.phase == .teardown }.map { step in
            Note(text: "teardown: \(step.started.name) failed: \(step.finished?.error?.message ?? "")")
        }
    }
}
