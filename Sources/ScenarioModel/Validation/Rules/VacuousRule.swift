internal import JSONKit

/// A condition has to be able to fail.
enum VacuousRule: Rule {
    static func check(_ draft: Draft) -> [Diagnostic] {
        draft.conditions.compactMap { owner, condition in
            guard isVacuous(condition.test) else { return nil }
            return draft.fault(
                .vacuous, at: condition.span, "\(owner) holds whatever the probe answers",
                remedy: "name a field and its value: match: { field: value }"
            )
        }
    }

    private static func isVacuous(_ test: ConditionSpec.Test) -> Bool {
        switch test {
        case .match(let pattern): isVacuous(pattern)
        // A path that selects nothing is false; only the root is always there.
        case .path(let path, let pattern): path.template.literal == "$" && isVacuous(pattern)
        case .exactly, .changesBy: false
        }
    }

    private static func isVacuous(_ template: JSONTemplate) -> Bool {
        (try? JSONPattern(template.example))?.isVacuous ?? false
    }
}
