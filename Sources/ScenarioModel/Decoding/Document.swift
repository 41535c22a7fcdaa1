internal import JSONKit

/// A scenario as far as it could be read: what the rules judge, and what passes them is the scenario.
struct Draft {
    /// The scenario; parts that could not be read are left out.
    var scenario: Scenario
    /// The names of all stages, also of those left out.
    var stageNames: [Name]
    /// True when every step of `steps` could be read so far as to know what it is.
    var knowsEveryStep: Bool
    /// True when the `steps` section is there at all.
    var hasSteps: Bool
    /// The fragments that it uses, by their paths.
    var fragments: [String: FragmentText]
}

extension Decoder {
    /// The whole file.
    func document(_ root: YAMLNode) -> Draft? {
        let example = "scenario: NAME, and below it outcome, probes, steps, converge, then"
        guard let entries = root.entries else {
            wrongType(root, expected: "a map", for: "scenario", remedy: "write \(example)")
            return nil
        }
        var fields = Fields(decoder: self, owner: "a scenario", span: root.span, entries: entries)
        guard fields.isIncomplete || ["scenario", "steps", "converge"].contains(where: fields.has) else {
            report(
                .missingKey, at: root.span, "this is no scenario: it has neither `scenario` nor `steps` nor `converge`",
                remedy: "write \(example), or leave the file out"
            )
            return nil
        }
        let name = fields.require("scenario", example: "scenario: NAME").flatMap { self.name($0) }
        if let name { checkScenarioName(name) }
        let texts = self.texts(&fields)
        let needs = fields.take("needs").map(self.needs) ?? Needs()
        let lets = fields.take("let").map(bindings) ?? []
        let base = fields.take("base").flatMap { address($0) }
        let attribute = fields.take("testid_attribute").flatMap { text($0) }
        let idempotent = fields.take("idempotent").flatMap(idempotence) ?? false
        let exclusive = fields.take("exclusive").flatMap(flag) ?? false
        let correlation = fields.take("correlation").flatMap(self.correlation)
        let cases = fields.take("cases").map(self.cases) ?? []
        let handlers = fields.take("handlers").map(self.handlers) ?? []
        let setup = fields.take("setup").map { self.steps($0, in: .setup) } ?? []
        let probes = fields.take("probes").map(self.probes) ?? []
        let given = fields.take("given").flatMap { condition($0.value, of: $0.key) }
        let stepsEntry = fields.require("steps", example: "steps: and below it, each after a dash, what the user does")
        let steps = stepsEntry.map { self.steps($0, in: .steps) } ?? []
        let convergeEntry = fields.require("converge", example: "converge: with within:, stages: and final: below it")
        let converge = convergeEntry.map(self.converge)
        let then = fields.take("then").map { self.steps($0, in: .then) } ?? []
        let teardown = fields.take("teardown").map { self.steps($0, in: .teardown) } ?? []
        fields.finish(hints: Self.topHints)
        let listed = stepsEntry.map { entry in
            if case .list(let elements) = entry.value.kind { return elements.count }
            return -1
        }
        var scenario = Scenario(
            file: source.file,
            text: source.text,
            name: name?.text ?? "",
            nameSpan: name?.span ?? SourceSpan(line: 1, column: 1),
            outcome: texts.outcome,
            tags: texts.tags,
            impact: texts.impact,
            needs: needs,
            lets: lets,
            base: base,
            testIDAttribute: attribute ?? Defaults.testIDAttribute,
            idempotent: idempotent,
            exclusive: exclusive,
            correlation: correlation,
            cases: cases,
            handlers: handlers,
            setup: setup,
            probes: probes,
            given: given,
            steps: steps,
            converge: converge?.converge ?? Self.noConverge(at: root.span),
            then: then,
            teardown: teardown,
            fragments: fragments.mapValues(\.text)
        )
        scenario.noteReadTexts()
        return Draft(
            scenario: scenario,
            stageNames: converge?.stageNames ?? [],
            knowsEveryStep: listed == steps.count,
            hasSteps: stepsEntry != nil,
            fragments: fragments
        )
    }

    private func texts(_ fields: inout Fields) -> (outcome: String?, tags: [String], impact: [String]) {
        let outcome = fields.take("outcome").flatMap { text($0) }
        let tags = fields.take("tags").map { self.texts($0, example: "tags: [release]") } ?? []
        let impact = fields.take("impact").map { self.texts($0, example: "impact: [\"services/billing/**\"]") } ?? []
        return (outcome, tags.map(\.text), impact.map(\.text))
    }

    /// Whether the trigger may be dispatched more than once; that it may not needs no saying, but may be said.
    private func idempotence(_ entry: YAMLEntry) -> Bool? {
        guard let flag = flag(entry) else { return nil }
        if flag, Pending.repeatsTrigger {
            unsupported("`\(entry.key): true`", at: entry.value.span)
            return nil
        }
        return flag
    }

    private func checkScenarioName(_ name: Name) {
        if ScenarioName.isRight(name.text) { return }
        report(
            .badName, at: name.span, "`\(name.text.prefix(80))` cannot be the name of a scenario",
            remedy: "use \(ScenarioName.rule): bundles are named by it"
        )
    }

    private func needs(_ entry: YAMLEntry) -> Needs {
        let example = "needs: { env: [APP_URL], secrets: [TEST_PASSWORD] }"
        guard var fields = fields(entry.value, of: entry.key, example: example) else { return Needs() }
        let env = fields.take("env").map { texts($0, example: "env: [APP_URL]") } ?? []
        let secrets = fields.take("secrets").map { texts($0, example: "secrets: [TEST_PASSWORD]") } ?? []
        fields.finish()
        for name in env + secrets where !Spelling.isEnvironmentName(name.text) {
            report(
                .badName, at: name.span, "`\(name.text)` cannot be a variable of the environment",
                remedy: "use letters, digits and `_`"
            )
        }
        return Needs(env: env, secrets: secrets)
    }

    private func bindings(_ entry: YAMLEntry) -> [LetBinding] {
        guard let fields = fields(entry.value, of: entry.key, example: "let: { email: \"${run.id}@example.com\" }")
        else { return [] }
        return fields.entries.compactMap { binding in
            let name = Name(binding.key, span: binding.span)
            checkName(name, of: "a `let`")
            if binding.value.isEmpty {
                report(
                    .emptyValue, at: binding.span, "`\(binding.key)` has no value",
                    remedy: "write \(binding.key): VALUE")
            }
            guard let value = json(binding.value, for: binding.key) else {
                return LetBinding(name: name, value: .value(.null))
            }
            return LetBinding(name: name, value: value)
        }
    }

    private func correlation(_ entry: YAMLEntry) -> CorrelationSpec? {
        let example = "correlation: { id: \"${uuid}\", origins: [\"${env.APP_URL}\"], header: x-correlation-id }"
        guard var fields = fields(entry.value, of: entry.key, example: example) else { return nil }
        let id = fields.require("id", example: "id: \"${uuid}\"").flatMap { template($0) }
        let origins = fields.require("origins", example: "origins: [\"${env.APP_URL}\"], who may see the ID")
        let storage = fields.take("local_storage").flatMap { template($0) }
        let header = fields.take("header").flatMap(headerName)
        let traceparent = fields.take("traceparent").flatMap(flag) ?? false
        fields.finish()
        let nodes = origins.map { list($0, example: "origins: [\"${env.APP_URL}\"]") ?? [] } ?? []
        if let origins, nodes.isEmpty, case .list = origins.value.kind {
            report(
                .noOrigins, at: origins.value.span, "no origin may see the correlation ID",
                remedy: "list the origins of the application: [\"${env.APP_URL}\"]"
            )
        }
        guard let id else { return nil }
        return CorrelationSpec(
            id: id,
            origins: nodes.compactMap { template($0, for: "origins") },
            localStorage: storage,
            header: header,
            traceparent: traceparent,
            span: entry.span
        )
    }

    private static func noConverge(at span: SourceSpan) -> ConvergeSpec {
        ConvergeSpec(
            within: .zero, settle: nil, poll: [], stages: [], never: [], final: nil, span: span, withinSpan: span,
            settleSpan: nil
        )
    }

    private static let topHints = [
        "name": "write scenario: NAME", "env": "write needs: { env: [NAME] }",
        "secrets": "write needs: { secrets: [NAME] }",
        "vars": "write let: { NAME: VALUE }", "variables": "write let: { NAME: VALUE }",
        "within": "write it inside `converge`", "settle": "write it inside `converge`",
        "stages": "write it inside `converge`", "final": "write it inside `converge`",
        "never": "write it inside `converge`", "trigger": "write it as a step: - trigger: …",
        "final_state": "write final: inside `converge`", "cleanup": "write teardown:",
        "fragment": "a fragment is a file of its own, without `scenario`", "use": "write it as a step: - use: FILE",
        "inputs": "only a fragment has inputs; write needs: or let:", "case": "write cases: [{ NAME: VALUE }]",
    ]
}
