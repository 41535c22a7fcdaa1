internal import JSONKit

/// Every `${…}` has to stand for something by the time it is filled in.
enum VariableRule: Rule {
    static func check(_ draft: Draft) -> [Diagnostic] {
        var walk = VariableWalk(draft)
        walk.scenario()
        return walk.faults
    }
}

/// Goes through a scenario in the order of its run, and knows at each place what has a value.
private struct VariableWalk {
    private let draft: Draft
    private var known: Set<String>
    private let later: [String: SourceSpan]
    private(set) var faults: [Diagnostic] = []

    private static let ofRun = ["uuid", "now", "run.id", "run.started"]
    private static let ofCorrelation = ["correlation.id", "correlation.trace_id"]

    init(_ draft: Draft) {
        self.draft = draft
        let needs = draft.scenario.needs
        known = Set(Self.ofRun + needs.env.map { "env.\($0)" } + needs.secrets.map { "secrets.\($0)" })
        known.formUnion(draft.scenario.cases.flatMap(\.values.keys).map { "case.\($0)" })
        let names = draft.scenario.lets.map(\.name) + draft.everyStep.flatMap(\.captures).map(\.name)
        later = Dictionary(names.map { ($0.text, $0.span) }) { first, _ in first }
    }

    mutating func scenario() {
        let scenario = draft.scenario
        if let correlation = scenario.correlation { use(correlation.id.references) }
        known.formUnion(Self.ofCorrelation)
        for binding in scenario.lets {
            use(binding.value.references)
            known.insert(binding.name.text)
        }
        if let base = scenario.base { use(base.references) }
        if let correlation = scenario.correlation {
            let others = correlation.origins + [correlation.localStorage, correlation.header].compactMap(\.self)
            use(others.flatMap(\.references))
        }
        scenario.setup.forEach { step($0) }
        // An overlay may come before the first step.
        for handler in scenario.handlers {
            use(handler.locator.references)
            handler.steps.forEach { step($0) }
        }
        let beforeProbes = known
        known.formUnion(scenario.steps.flatMap(\.allCaptures).map(\.name.text))
        for probe in scenario.probes { use(probe.references) }
        for stage in scenario.converge.stages { use(stage.references) }
        for state in scenario.converge.never { use(state.condition.references) }
        if let final = scenario.converge.final { use(final.references) }
        known = beforeProbes
        steps(scenario)
        scenario.then.forEach { step($0) }
        scenario.teardown.forEach { step($0) }
    }

    /// The steps; `given` is checked just before the trigger.
    private mutating func steps(_ scenario: Scenario) {
        for (index, step) in scenario.steps.enumerated() {
            if index == scenario.triggerIndex { use(scenario.given?.references ?? []) }
            self.step(step)
        }
        if scenario.triggerIndex == nil { use(scenario.given?.references ?? []) }
    }

    private mutating func step(_ step: Step) {
        use(step.action.references)
        switch step.action {
        case .group(_, let inner): inner.forEach { self.step($0) }
        case .trigger(let inner): self.step(inner)
        case .expect(let expect):
            if case .probe(let condition) = expect.target { ask(condition.probe) }
        default: break
        }
        for capture in step.captures {
            use(capture.references)
            if case .probe(let probe) = capture.source { ask(probe) }
            known.insert(capture.name.text)
        }
    }

    /// A step that looks at the back end needs what the probe's request names.
    private mutating func ask(_ probe: Name) {
        let needed = draft.scenario.probe(probe.text)?.requestReferences ?? []
        // What stands for nothing anywhere is told where the probe names it.
        guard let late = needed.first(where: { !known.contains($0.text) && later[$0.text] != nil }),
            let place = later[late.text]
        else { return }
        faults.append(
            draft.fault(
                .unknownVariable, at: probe.span,
                "the probe `\(probe)` needs `${\(late)}`, which gets its value on \(draft.line(of: place, at: probe.span))",
                remedy: "look at it after that, or get the value earlier"
            ))
    }

    private mutating func use(_ names: [Name]) {
        for name in names where !known.contains(name.text) {
            // It may be what a fragment keeps that could not be read.
            if draft.lacksSteps, !name.text.contains("."), later[name.text] == nil { continue }
            faults.append(fault(name))
        }
    }

    private func fault(_ name: Name) -> Diagnostic {
        if let place = later[name.text] {
            return draft.fault(
                .unknownVariable, at: name.span,
                "`${\(name)}` has no value here: it gets one on \(draft.line(of: place, at: name.span))",
                remedy: "use it after that, or get it earlier"
            )
        }
        let parts = name.text.split(separator: ".", maxSplits: 1).map(String.init)
        let nearest = StringDistance.nearest(to: name.text, in: known.sorted()) ?? prefixed(name.text)
        if parts.count == 2, parts[0] == "env" || parts[0] == "secrets" {
            // Two variables may well be called alike, API_URL and APP_URL: what is near is the second thing to try.
            return draft.fault(
                .undeclaredVariable, at: name.span, "`needs` does not declare `\(parts[1])`",
                remedy: "add it: needs: { \(parts[0]): [\(parts[1])] }",
                suggestion: nearest.map { "or do you mean `${\($0)}`?" }
            )
        }
        if parts.count == 2, parts[0] == "inputs" {
            return draft.fault(
                .unknownVariable, at: name.span, "only a fragment has inputs, and this is a scenario",
                remedy: "write a `let`, or declare it: needs: { env: [NAME] }"
            )
        }
        let visible = known.sorted().joined(separator: ", ")
        return draft.fault(
            .unknownVariable, at: name.span, "there is no variable `\(name)`",
            remedy: nearest.map { "write ${\($0)}" } ?? "known here: \(visible)",
            suggestion: nearest.map { "did you mean `${\($0)}`?" }
        )
    }

    /// `APP_URL` where `env.APP_URL` is meant.
    private func prefixed(_ name: String) -> String? {
        ["env.", "secrets.", "case.", "run.", "correlation."].map { $0 + name }.first(where: known.contains)
    }
}
