/// One thing that makes a scenario wrong although each of its parts can be read.
protocol Rule: SendableMetatype {
    /// Finds what breaks the rule.
    ///
    /// - Parameter draft: The scenario, as far as it could be read.
    /// - Returns: A diagnostic for each fault.
    static func check(_ draft: Draft) -> [Diagnostic]
}

/// All rules.
enum Rules {
    /// In no particular order; diagnostics are sorted by where they point.
    static let all: [any Rule.Type] = [
        AddressRule.self,
        BaselineRule.self,
        BudgetRule.self,
        CapturedHostRule.self,
        CaseRule.self,
        CountFilterRule.self,
        CountOfMembersRule.self,
        DuplicateNameRule.self,
        OriginRule.self,
        ProbeNameRule.self,
        SecretInClearRule.self,
        SettleRule.self,
        StageOrderRule.self,
        TriggerRule.self,
        VacuousRule.self,
        VariableRule.self,
        ZeroCountRule.self,
    ]

    /// Everything that is wrong with a draft.
    static func check(_ draft: Draft) -> [Diagnostic] { all.flatMap { $0.check(draft) } }
}

extension Draft {
    /// A diagnostic about this scenario; one in a fragment says where that is used.
    func fault(
        _ code: Diagnostic.Code,
        severity: Diagnostic.Severity = .error,
        at span: SourceSpan?,
        _ title: String,
        remedy: String,
        suggestion: String? = nil
    ) -> Diagnostic {
        let use = (span?.file).flatMap { fragments[$0]?.note }
        return Diagnostic(
            code, severity: severity, file: scenario.file, span: span, title: title, remedy: remedy,
            suggestion: suggestion, notes: use.map { [$0] } ?? []
        )
    }

    /// Where something else stands, as it is told at a place: by its line, and by its file where that is another one.
    func line(of place: SourceSpan, at span: SourceSpan) -> String {
        place.file == span.file ? "line \(place.line)" : "line \(place.line) of \(place.file ?? scenario.file)"
    }

    /// True when a fragment could not be read, so that nobody knows what it keeps.
    var lacksSteps: Bool { everyStep.contains { $0.action == .unsupported("use") } }

    /// Every condition, with the words for where it stands.
    var conditions: [(owner: String, condition: ConditionSpec)] { scenario.conditions }

    /// Every step of every section, in the order of a run, also those inside groups and the trigger.
    var everyStep: [Step] { scenario.everyStep }
}

extension Scenario {
    /// Every condition, with the words for where it stands.
    var conditions: [(owner: String, condition: ConditionSpec)] {
        var all: [(String, ConditionSpec)] = converge.stages.map { ("stage `\($0.name)`", $0.condition) }
        all += converge.never.map { ("this `never`", $0.condition) }
        if let final = converge.final { all.append(("`final`", final)) }
        if let given { all.append(("`given`", given)) }
        for step in everyStep {
            if case .expect(let expect) = step.action, case .probe(let condition) = expect.target {
                all.append(("`expect`", condition))
            }
        }
        return all
    }

    /// Every step of every section, in the order of a run, also those inside groups and the trigger.
    var everyStep: [Step] {
        (setup + handlers.flatMap(\.steps) + steps + then + teardown).flatMap(\.withInner)
    }
}

extension Step {
    /// The step and the steps inside it.
    var withInner: [Step] {
        switch action {
        case .group(_, let steps): [self] + steps.flatMap(\.withInner)
        case .trigger(let step): [self] + step.withInner
        default: [self]
        }
    }
}
