import Convergence
import RunModel

/// The table of stages: what became of each, when, by when it had to be, and whose hand-over it proves.
struct StageSection {
    let result: RunResult

    /// The section.
    var markup: Markup {
        let rows = result.stages.isEmpty ? unwatched : watched
        guard !rows.isEmpty else { return "" }
        return """
            <section aria-labelledby="stages">
            <h2 id="stages">Stages</h2>
            <div class="scroll" tabindex="0" role="group" aria-labelledby="stages"><table class="stages">
            <thead><tr><th scope="col">Stage</th><th scope="col">Status</th><th scope="col" class="n">Reached</th>\
            <th scope="col" class="n">Budget</th><th scope="col" class="budget"><span class="hidden">Share of the budget</span></th>\
            <th scope="col" class="n more">Count</th><th scope="col" class="boundary">Boundary</th>\
            <th scope="col" class="more">Probe</th></tr></thead>
            <tbody>
            \(rows)</tbody>
            </table></div>
            </section>

            """
    }

    private var watched: Markup {
        let judge = StageJudge(result)
        return result.stages.enumerated().markup { index, stage in
            let state = judge.state(stage)
            let name = stage.subject == .final ? "final state" : stage.subject.description
            return """
                <tr class="\(Markup(state))" data-stage="\(index)"><th scope="row">\
                \(cell(Icon(stage.status), name, stage.boundary, detail(stage, state)))</th>\
                <td>\(Words.spaced(stage.status.rawValue))</td><td class="n">\(stage.reachedAt.map(Words.time) ?? "–")</td>\
                <td class="n">\(Words.span(stage.budget))</td><td class="budget">\(bar(stage))</td>\
                <td class="n more">\(count(stage))</td><td class="boundary">\(stage.boundary.map(Words.plain) ?? "")</td>\
                <td class="more">\(stage.probe)</td></tr>

                """
        }
    }

    /// What was planned, of a run that never came to watch it.
    private var unwatched: Markup {
        guard let plan = result.plan else { return "" }
        return plan.stages.markup { stage in
            """
            <tr class="open"><th scope="row">\(cell(.open, stage.name, stage.boundary, ""))</th>\
            <td>not watched</td><td class="n">–</td><td class="n">\(Words.span(plan.budget(of: stage)))</td>\
            <td class="budget"></td><td class="n more"></td><td class="boundary">\(stage.boundary.map(Words.plain) ?? "")</td>\
            <td class="more">\(stage.condition.probe)</td></tr>

            """
        }
    }

    /// The first cell; where there is little room, the boundary stands in it too.
    private func cell(_ icon: Icon, _ name: String, _ boundary: Boundary?, _ detail: Markup) -> Markup {
        let place: Markup = boundary.map { "<small class=\"place\">\(Words.plain($0))</small>" } ?? ""
        return "<div class=\"cell\">\(icon.markup)<div><span class=\"name\">\(name)</span>\(place)\(detail)</div></div>"
    }

    /// What the judgement rests on, where it says something new.
    private func detail(_ stage: StageOutcome, _ state: ServiceChain.State) -> Markup {
        guard state != .good, state != .behind, state != .open, !stage.detail.isEmpty else { return "" }
        return "<span class=\"detail\">\(stage.shownDetail)</span>"
    }

    /// How many there are of how many there have to be.
    private func count(_ stage: StageOutcome) -> Markup {
        guard let count = stage.reading?.effectiveCount else { return "" }
        switch stage.expected {
        case .exactly(let wanted): return "\(count) of \(wanted)"
        case .changesBy(let change):
            guard let base = stage.base else { return "\(count)" }
            return "\(count) of \(base.addingReportingOverflow(change).partialValue)"
        case nil: return ""
        }
    }

    /// Where in its budget the stage was reached.
    private func bar(_ stage: StageOutcome) -> Markup {
        guard let reached = stage.reachedAt, stage.budget > 0 else {
            return "<svg viewBox=\"0 0 100 10\" aria-hidden=\"true\"><path class=\"track\" d=\"M0 5H100\"/></svg>"
        }
        let share = min(max(reached / stage.budget, 0), 1) * 100
        return """
            <svg viewBox="0 0 100 10" aria-hidden="true"><path class="track" d="M0 5H100"/>\
            <path class="used" d="M0 5H\(number(share))"/><circle class="at" cx="\(number(min(max(share, 3), 97)))" cy="5" r="3"/></svg>
            """
    }
}

extension Markup {
    /// The name of a state, for the style.
    init(_ state: ServiceChain.State) { self = "\(state.rawValue)" }
}
