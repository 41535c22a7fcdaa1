import Convergence

extension StageOutcome {
    /// The stage as it is called in a sentence.
    var name: String { subject == .final ? "the final state" : subject.description }

    /// What became of it, in one sentence without its full stop.
    var sentence: String {
        let because = detail.isEmpty ? "" : ": \(detail)"
        switch status {
        case .missing: return "\(name) did not come: \(detail.isEmpty ? shortage : detail)"
        case .late:
            if ownTime != nil { return "\(name) came late\(because), its budget is \(budget.asText)" }
            guard let reachedAt else { return "\(name) was late\(because)" }
            return "\(name) came late, at +\(reachedAt.asText) instead of within \(budget.asText)\(because)"
        case .duplicated: return "\(name) happened too often\(because)"
        case .misordered: return "\(name) came \(detail)"
        case .regressed where detail.hasPrefix("the count"): return "\(name) went back\(because)"
        case .regressed: return "\(name) was taken back\(because)"
        case .reached, .goneThrough: return "\(name) was reached"
        case .unknown: return "\(name) is not known\(because)"
        case .pending: return "\(name) was not waited for"
        }
    }

    /// The number that had to be counted.
    var wanted: Int? {
        switch expected {
        case .exactly(let number): number
        case .changesBy(let change): base?.addingReportingOverflow(change).partialValue
        case nil: nil
        }
    }

    private var shortage: String {
        guard let count = reading?.effectiveCount, let wanted else { return "it was never seen" }
        return "\(count) instead of \(wanted)"
    }
}

extension Subject {
    /// The subject as it is called in a sentence.
    func words(_ plan: ConvergencePlan) -> String {
        switch self {
        case .stage(let name): name
        case .final: "the final state"
        case .given: "the start condition"
        case .never(let index):
            plan.never.indices.contains(index) ? "the forbidden state `\(plan.never[index].text)`" : description
        }
    }

    /// What to do when it holds before the trigger already.
    var remedyForHolding: String {
        guard case .stage = self else { return "use fresh test data" }
        return "use fresh test data, or write `may_hold_before: true`"
    }
}

extension String {
    /// The text as the end of a sentence: on one line, not longer than anybody reads, with exactly one full stop unless
    /// it ends one already.
    var ended: String {
        let line = shortened.onOneLine
        return line.hasSuffix(".") || line.hasSuffix("!") || line.hasSuffix("?") ? line : line + "."
    }

    /// The text without line breaks and other control characters, so that five answers stay five lines.
    var onOneLine: String {
        guard unicodeScalars.contains(where: { $0.properties.isBreak }) else { return self }
        return split { $0.unicodeScalars.contains { $0.properties.isBreak } || $0 == " " }.joined(separator: " ")
    }

    /// The text in quotation marks, cut where it would fill the line.
    var quoted: String {
        let line = shortened.onOneLine
        return line.count > 120 ? "\"\(line.prefix(119))…\"" : "\"\(line)\""
    }
}

extension Unicode.Scalar.Properties {
    /// Whether a terminal or a log would break the line here, or worse.
    fileprivate var isBreak: Bool {
        switch generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}

extension StepStarted {
    /// The step's number as people count, from 1. What a journal says can be any number, also the last that there is.
    package var number: Int { index &+ 1 }

    /// The step's name within a sentence, whose end has to stay readable behind it.
    package var shortName: String { name.shortened(to: 200) }
}
