import Convergence
import RunModel

/// Tells what broke from what only follows from it, alike in every report.
struct StageJudge {
    private let blamed: String?
    private let followers: Set<String>

    /// Makes a judge of a run's stages.
    init(_ result: RunResult) {
        blamed = result.firstReason?.stage
        followers = blamed.flatMap { result.plan?.successors(of: $0) } ?? []
    }

    /// The stage that the first reason speaks of.
    func isBlamed(_ stage: StageOutcome) -> Bool { stage.subject.description == blamed }

    /// What is missing because something before it is missing says nothing new.
    func isConsequence(_ stage: StageOutcome) -> Bool {
        let name = stage.subject.description
        return stage.status == .missing && name != blamed && (followers.contains(name) || stage.subject == .final)
    }
}

extension StageOutcome {
    /// What the judgement rests on, as it is shown. The last reading of a stage that is not known is of an earlier time.
    var shownDetail: String {
        status == .unknown && !detail.isEmpty && detail == reading?.why ? "last seen: \(detail)" : detail
    }
}
