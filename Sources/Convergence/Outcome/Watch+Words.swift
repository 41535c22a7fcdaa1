extension Watch {
    /// Why a stage came before something it has to come after, if it did.
    func reversal(of stage: StageRule) -> String? {
        for name in stage.after {
            guard let predecessor = plan.stage(name) else { continue }
            if case .reversed(let how) = order(of: stage, after: predecessor) { return "before \(name): \(how)" }
        }
        return nil
    }

    /// What cannot be told about a stage's order.
    func orderNotes(_ stage: StageRule) -> [String] {
        stage.after.compactMap { name in
            guard let predecessor = plan.stage(name),
                case .indistinguishable(let why) = order(of: stage, after: predecessor)
            else { return nil }
            return "\(stage.name) after \(name): not distinguishable, \(why)"
        }
    }

    /// The orders that a scenario insists on and that cannot be told (R15).
    var unknownOrders: [String] {
        plan.stages.filter(\.strictOrder).flatMap(orderNotes)
    }

    /// When a lapse began.
    func lapseText(_ record: SubjectRecord) -> String {
        var text = "reached"
        if let first = record.firstReached { text += " at +\((first.end - zero).asText)" }
        if let lapsed = record.lapsedAt {
            text += ", gone again at +\((lapsed - zero).asText), confirmed by a second look"
        }
        return text
    }

    /// How many there are, and whether they are distinct effects (R14).
    func excessText(
        _ record: SubjectRecord,
        rule: StageRule?,
        count: Int,
        expected: Condition.CountRule?
    ) -> String {
        var text = "\(count)"
        switch expected {
        case .exactly(let number): text = "\(count) instead of \(number)"
        case .changesBy(let change):
            let base = bases[record.subject.key]?.effective ?? 0
            let wanted = base.addingReportingOverflow(change).partialValue
            text = "\(count) instead of \(wanted), from \(base)"
        case nil: break
        }
        text += excessTime(record)
        if rule?.identity == nil { return text + "; without `identity` a redelivery looks the same" }
        if record.reading?.identitiesIncomplete == true { return text + "; identities incomplete, the count decides" }
        let identities = Set(record.reading?.identities ?? []).sorted().joined(separator: ", ")
        return text + ", double effect: \(identities)"
    }

    /// Since when there were too many, where that was not from the start.
    private func excessTime(_ record: SubjectRecord) -> String {
        guard let at = record.excessAt, let first = record.firstReached, at > first.end else { return "" }
        let isSettling = settleStart.map { at >= $0 } ?? false
        return " since +\((at - zero).asText)\(isSettling ? ", in settle" : "")"
    }
}
