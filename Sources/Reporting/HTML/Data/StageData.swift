import Convergence
import RunModel

/// A stage and how the looks saw it, for the axis.
struct StageData: Encodable {
    /// Its name.
    var name: String
    /// The judgement; nothing where nobody watched.
    var status: String?
    /// What became of its hand-over: `good`, `broken`, `wrong`, `behind`, `unknown`, `open`.
    var state: String
    /// When it was first seen reached.
    var reached: Double?
    /// By when it had to be.
    var budget: Double?
    /// The boundary it proves.
    var boundary: String?
    /// The probe that speaks of it.
    var probe: String
    /// What the judgement rests on.
    var detail: String?
    /// How its reading went.
    var history: [Moment]

    /// From when on a reading came to what.
    struct Moment: Encodable {
        /// When.
        var t: Double
        /// `below`, `reached`, `over`, `wrong`.
        var state: String
    }

    /// The stages of a run, and the final state.
    static func all(_ result: RunResult, looks: LookTrail) -> [StageData] {
        guard let plan = result.plan else { return [] }
        let judge = StageJudge(result)
        let planned = plan.subjects.filter { item in
            if case .stage = item.subject { true } else { item.subject == .final }
        }
        return planned.map { subject, condition in
            let outcome = result.stages.first { $0.subject == subject }
            let rule = plan.stage(subject.description)
            var stage = StageData(
                name: subject == .final ? "final state" : subject.description, status: outcome?.status.rawValue,
                state: judge.state(outcome).rawValue, probe: condition.probe, history: looks.history[subject] ?? [])
            let zero = result.zero
            stage.reached = outcome?.reachedAt.flatMap { at in zero.map { ($0 + at).tenth } }
            stage.budget = zero.map { ($0 + (rule.map(plan.budget) ?? plan.within)).tenth }
            stage.boundary = (subject == .final ? nil : rule?.boundary).map(Words.plain)
            stage.detail = outcome.flatMap { $0.detail.isEmpty ? nil : Words.cut($0.shownDetail, 400) }
            return stage
        }
    }
}
