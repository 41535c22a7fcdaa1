/// A thing that a look gives a reading of: a stage, the final state, the start condition, a forbidden state.
package enum Subject: Hashable, Sendable, CustomStringConvertible {
    /// The stage of this name.
    case stage(String)
    /// The terminal state.
    case final
    /// The start condition.
    case given
    /// The forbidden state at this place of the list.
    case never(Int)

    /// The key under which the journal keeps the reading. `@` cannot begin a stage's name.
    package var key: String {
        switch self {
        case .stage(let name): name
        case .final: "@final"
        case .given: "@given"
        case .never(let index): "@never.\(index)"
        }
    }

    package var description: String {
        switch self {
        case .stage(let name): name
        case .final: "final"
        case .given: "given"
        case .never(let index): "never[\(index)]"
        }
    }
}

extension ConvergencePlan {
    /// Every subject with its condition, stages first, in file order.
    package var subjects: [(subject: Subject, condition: Condition)] {
        var all: [(Subject, Condition)] = stages.map { (.stage($0.name), $0.condition) }
        all.append((.final, final))
        if let given { all.append((.given, given)) }
        for (index, rule) in never.enumerated() { all.append((.never(index), rule.condition)) }
        return all
    }

    /// The names of the probes that are looked at after the trigger, in file order.
    package var polledProbes: [String] {
        var names = Set(stages.map(\.condition.probe))
        names.insert(final.probe)
        for rule in never { names.insert(rule.condition.probe) }
        return probes.map(\.name).filter(names.contains)
    }

    /// The names of the probes that are looked at before the trigger (R3), in file order.
    package var baselineProbes: [String] {
        var names = Set(polledProbes)
        if let given { names.insert(given.probe) }
        return probes.filter { names.contains($0.name) && !$0.boundAfterTrigger }.map(\.name)
    }

    /// The stage of this name.
    package func stage(_ name: String) -> StageRule? { stages.first { $0.name == name } }

    /// The budget of a stage from time zero: its own, but never more than the deadline.
    package func budget(of stage: StageRule) -> Milliseconds { min(stage.within ?? within, within) }

    /// The clock that writes a stage's `time`, if one is declared.
    package func clock(of stage: StageRule) -> String? {
        stage.clock ?? probes.first { $0.name == stage.condition.probe }?.clock
    }

    /// The stages that come, directly or not, after the one named.
    package func successors(of name: String) -> Set<String> {
        var found: Set<String> = []
        var frontier: Set<String> = [name]
        while !frontier.isEmpty {
            let next = stages.filter { !found.contains($0.name) && !frontier.isDisjoint(with: $0.after) }
            frontier = Set(next.map(\.name))
            found.formUnion(frontier)
        }
        return found
    }

    /// The stages in an order in which each follows what it comes `after`; file order on ties (R20).
    ///
    /// Stages of a cycle (which `check` refuses) come last, in file order, so that the function is total.
    package var topologicalStages: [StageRule] {
        var ordered: [StageRule] = []
        var rest = stages
        let known = Set(stages.map(\.name))
        while !rest.isEmpty {
            let done = Set(ordered.map(\.name))
            guard
                let index = rest.firstIndex(where: { stage in
                    stage.after.allSatisfy { done.contains($0) || !known.contains($0) }
                })
            else { return ordered + rest }
            ordered.append(rest.remove(at: index))
        }
        return ordered
    }
}
