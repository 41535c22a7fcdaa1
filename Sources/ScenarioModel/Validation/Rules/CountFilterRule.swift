/// A count that other runs change too proves nothing: it has to be filtered by something that is this run's alone.
enum CountFilterRule: Rule {
    static func check(_ draft: Draft) -> [Diagnostic] {
        let scenario = draft.scenario
        let own = namesOfThisRun(draft)
        return draft.conditions.compactMap { owner, condition in
            guard case .exactly(let path, _) = condition.test, let probe = scenario.probe(condition.probe.text) else {
                return nil
            }
            if case .unsupported = probe.kind { return nil }
            guard !(probe.requestReferences + path.references).contains(where: { own.contains($0.text) }) else {
                return nil
            }
            return draft.fault(
                .countNotFiltered, at: path.template.span,
                "\(owner) counts things of other runs as well: nothing of this run is in the probe or the path",
                remedy: "put ${correlation.id} or a captured tenant into the probe's request, or use changes_by"
            )
        }
    }

    /// Variables that differ from run to run: the run's own, captures, and what is made of them.
    private static func namesOfThisRun(_ draft: Draft) -> Set<String> {
        var names: Set<String> = ["uuid", "run.id", "correlation.id", "correlation.trace_id"]
        names.formUnion(draft.everyStep.flatMap(\.captures).map(\.name.text))
        for binding in draft.scenario.lets where binding.value.references.contains(where: { names.contains($0.text) }) {
            names.insert(binding.name.text)
        }
        return names
    }
}
