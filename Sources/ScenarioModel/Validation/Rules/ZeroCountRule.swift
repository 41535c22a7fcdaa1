/// A count of nothing already holds before anything happened.
enum ZeroCountRule: Rule {
    static func check(_ draft: Draft) -> [Diagnostic] {
        draft.conditions.compactMap { owner, condition in
            switch condition.test {
            // Before the trigger, and of a second checkpoint, it may be just that.
            case .exactly(let path, 0) where owner != "`given`" && owner != "`expect`":
                draft.fault(
                    .countOfZero, at: path.template.span, "\(owner) counts 0, which holds before the trigger as well",
                    remedy: "to forbid a thing, write under never: - { probe: …, path: …, match: { exists: true } }"
                )
            case .changesBy(let path, 0):
                draft.fault(
                    .countOfZero, at: path.template.span,
                    "\(owner) changes by 0, which holds before the trigger as well",
                    remedy: "write by how much it changes, or forbid a state under never"
                )
            default: nil
            }
        }
    }
}
