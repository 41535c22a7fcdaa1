import Convergence
import RunModel

extension StageJudge {
    /// What became of a stage's hand-over.
    func state(_ stage: StageOutcome?) -> ServiceChain.State {
        guard let stage else { return .open }
        switch stage.status {
        case .reached, .goneThrough: return .good
        case .unknown: return .unknown
        case .pending: return .open
        case .missing, .late, .duplicated, .misordered, .regressed:
            return isBlamed(stage) ? .broken : isConsequence(stage) ? .behind : .wrong
        }
    }

    /// The same in a word or two.
    func word(_ stage: StageOutcome?) -> String {
        guard let stage else { return "not watched" }
        switch stage.status {
        case .reached: return stage.reachedAt.map(Words.time) ?? ""
        case .goneThrough: return "gone through"
        case .missing: return isConsequence(stage) ? "not reached" : "did not come"
        case .late: return stage.reachedAt.map { "late, \(Words.time($0))" } ?? "late"
        case .duplicated:
            guard let count = stage.reading?.effectiveCount else { return "duplicated" }
            return "\(count) times"
        case .misordered: return "wrong order"
        case .regressed: return "taken back"
        case .unknown: return "not known"
        case .pending: return "not waited for"
        }
    }
}
