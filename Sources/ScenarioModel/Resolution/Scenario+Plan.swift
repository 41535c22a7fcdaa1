package import Convergence
internal import JSONKit

/// What the command line says instead of the scenario.
package struct PlanOverrides: Sendable, Hashable {
    /// `--within`.
    package var within: Duration?
    /// `--settle`.
    package var settle: Duration?

    /// Makes overrides; what is not given stays as the scenario says.
    package init(within: Duration? = nil, settle: Duration? = nil) {
        self.within = within
        self.settle = settle
    }
}

extension Scenario {
    /// The `converge` section with every variable filled in.
    ///
    /// A capture that is made by the trigger or after it stands in the plan as its own `${name}` until it has a value;
    /// its probe is `boundAfterTrigger` and is not to be looked at before ``lateCaptures(neededBy:)`` all have one. Ask
    /// for the plan again then.
    ///
    /// - Parameters:
    ///   - variables: What the names stand for.
    ///   - overrides: What the command line says instead.
    /// - Returns: The plan.
    /// - Throws: ``ResolutionError`` for a name without a value, or a value that makes no pattern or no path.
    package func plan(
        _ variables: Variables,
        overrides: PlanOverrides = PlanOverrides()
    ) throws(ResolutionError) -> ConvergencePlan {
        let resolver = PlanResolver(variables: variables, late: lateCaptures)
        guard let final = converge.final else {
            throw ResolutionError(message: "no final state", remedy: "write converge.final", span: converge.span)
        }
        var stages: [StageRule] = []
        for stage in converge.stages { stages.append(try resolver.stage(stage)) }
        var never: [NeverRule] = []
        for state in converge.never {
            never.append(
                NeverRule(
                    condition: try resolver.condition(state.condition), text: state.text, boundary: state.boundary
                )
            )
        }
        var start: Condition?
        if let given { start = try resolver.condition(given) }
        let named = conditionsByProbe
        return ConvergencePlan(
            probes: probes.filter { named[$0.name] != nil }.map(rule),
            stages: stages,
            never: never,
            final: try resolver.condition(final),
            given: start,
            within: (overrides.within ?? converge.within).milliseconds,
            settle: (overrides.settle ?? converge.settle ?? Defaults.settle).milliseconds,
            poll: converge.poll.map(\.milliseconds)
        )
    }

    /// The names that the trigger and the steps after it capture (R2).
    package var lateCaptures: Set<String> {
        guard let triggerIndex else { return [] }
        return Set(steps[triggerIndex...].flatMap(\.allCaptures).map(\.name.text))
    }

    /// The captures that have to be made before a probe can be looked at.
    ///
    /// - Parameter probe: The probe's name.
    /// - Returns: Names of captures made by the trigger or after it; empty for a probe with a baseline.
    package func lateCaptures(neededBy probe: String) -> Set<String> {
        let own = self.probe(probe)?.requestReferences ?? []
        let conditions = conditionsByProbe[probe] ?? []
        return lateCaptures.intersection((own + conditions).map(\.text))
    }

    /// The names that the conditions on each probe refer to, for every probe that is named.
    private var conditionsByProbe: [String: [Name]] {
        var names: [String: [Name]] = [:]
        for stage in converge.stages { names[stage.condition.probe.text, default: []] += stage.references }
        for condition in converge.never.map(\.condition) + [converge.final].compactMap(\.self) {
            names[condition.probe.text, default: []] += condition.references
        }
        // What `given` needs, `check` makes sure is there before the trigger.
        if let given { names[given.probe.text, default: []] += [] }
        return names
    }

    private func rule(for probe: ProbeSpec) -> ProbeRule {
        ProbeRule(
            name: probe.name,
            clock: probe.clock,
            skew: probe.skew.milliseconds,
            boundAfterTrigger: !lateCaptures(neededBy: probe.name).isEmpty,
            declaresAbsent: !probe.absent.isEmpty
        )
    }
}

extension ConditionSpec {
    /// The condition with every variable filled in, for a step that looks at the back end itself.
    ///
    /// - Parameter variables: What the names stand for.
    /// - Returns: The condition.
    /// - Throws: ``ResolutionError`` for a name without a value, or a value that makes no pattern or no path.
    package func resolve(_ variables: Variables) throws(ResolutionError) -> Condition {
        try PlanResolver(variables: variables, late: []).condition(self)
    }
}

/// Fills in conditions, with stand-ins for what is captured later.
private struct PlanResolver {
    /// For patterns: a later capture stands for its own name.
    var patterns: Variables
    /// For paths, where a name could not stand outside quotes.
    var paths: Variables

    init(variables: Variables, late: Set<String>) {
        patterns = variables
        paths = variables
        for name in late where variables.values[name] == nil {
            patterns.set(name, to: .string("${\(name)}"))
            paths.set(name, to: .integer(0))
        }
    }

    func condition(_ condition: ConditionSpec) throws(ResolutionError) -> Condition {
        let test: Condition.Test
        switch condition.test {
        case .match(let template):
            let pattern = try self.pattern(template, at: condition.span)
            guard !pattern.isVacuous else {
                throw ResolutionError(
                    message: "with its variables filled in, this holds whatever the probe answers",
                    remedy: "name a field and its value",
                    span: condition.span
                )
            }
            test = .match(pattern)
        case .path(let path, let pattern):
            test = .path(try path.resolve(paths), try self.pattern(pattern, at: condition.span))
        case .exactly(let path, let count): test = .count(try path.resolve(paths), .exactly(count))
        case .changesBy(let path, let change): test = .count(try path.resolve(paths), .changesBy(change))
        }
        return Condition(probe: condition.probe.text, test: test)
    }

    func stage(_ stage: StageSpec) throws(ResolutionError) -> StageRule {
        StageRule(
            name: stage.name.text,
            condition: try condition(stage.condition),
            identity: try path(stage.identity),
            time: try path(stage.time),
            clock: stage.clock,
            after: stage.after.map(\.text),
            strictOrder: stage.strictOrder,
            boundary: stage.boundary,
            within: stage.within?.milliseconds,
            passing: stage.passing,
            mayHoldBefore: stage.mayHoldBefore,
            redeliveryForbidden: stage.redeliveryForbidden
        )
    }

    private func path(_ path: PathTemplate?) throws(ResolutionError) -> JSONPath? {
        guard let path else { return nil }
        return try path.resolve(paths)
    }

    private func pattern(_ template: JSONTemplate, at span: SourceSpan) throws(ResolutionError) -> JSONPattern {
        try template.pattern(patterns, at: span)
    }
}

extension Duration {
    /// The length in milliseconds, as a plan counts it.
    package var milliseconds: Milliseconds { self / .milliseconds(1) }
}
