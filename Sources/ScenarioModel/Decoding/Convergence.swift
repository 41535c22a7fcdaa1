internal import Convergence

extension Decoder {
    /// The `converge` section, and the names of all stages, also of those with faults.
    func converge(_ entry: YAMLEntry) -> (converge: ConvergeSpec?, stageNames: [Name]) {
        let example = "converge: with within:, stages: and final: below it"
        guard var fields = fields(entry.value, of: entry.key, example: example) else { return (nil, []) }
        let within = fields.require("within", example: "within: 60s, how long it may take after the trigger")
        let settle = fields.take("settle")
        let poll = fields.take("poll")
        let stages = fields.take("stages")
        let never = fields.take("never")
        let final = fields.take("final")
        fields.finish(hints: [
            "timeout": "write within: 60s", "until": "write final: { probe: NAME, match: … }",
            "interval": "write poll: [1s, 2s, 5s], or leave it out: the default adapts itself",
        ])
        if final == nil {
            report(
                .noFinal, at: entry.span, "`converge` has no `final` state",
                remedy: "write final: { probe: NAME, match: { field: value } }, what is true when all is done"
            )
        }
        let decoded = stages.map { self.stages($0) }
        let converge = ConvergeSpec(
            within: within.flatMap { duration($0) } ?? .zero,
            settle: settle.flatMap { duration($0, atLeast: .zero) },
            poll: poll.map(pauses) ?? [],
            stages: decoded?.stages ?? [],
            never: never.map(self.never) ?? [],
            final: final.flatMap { condition($0.value, of: $0.key) },
            span: entry.span,
            withinSpan: within?.value.span ?? entry.span,
            settleSpan: settle?.value.span
        )
        return (converge, decoded?.names ?? [])
    }

    private func pauses(_ entry: YAMLEntry) -> [Duration] {
        let example = "poll: [1s, 2s, 5s]"
        let elements = list(entry, example: example) ?? []
        if elements.isEmpty, entry.value.entries == nil, entry.value.text == nil {
            report(
                .emptyValue, at: entry.value.span, "`poll` has no pause", remedy: "write \(example), or leave it out")
        }
        return elements.compactMap { duration($0, for: entry.key, atLeast: .milliseconds(10)) }
    }

    private func stages(_ entry: YAMLEntry) -> (stages: [StageSpec], names: [Name]) {
        let example = "stages: { NAME: { probe: NAME, match: { field: value } } }"
        guard let fields = fields(entry.value, of: entry.key, example: example) else { return ([], []) }
        let names = fields.entries.map { Name($0.key, span: $0.span) }
        return (fields.entries.compactMap(stage), names)
    }

    private func stage(_ entry: YAMLEntry) -> StageSpec? {
        let example = "\(entry.key): { probe: NAME, match: { field: value } }"
        checkName(Name(entry.key, span: entry.span), of: "a stage")
        guard var fields = fields(entry.value, of: entry.key, example: example) else { return nil }
        let condition = condition(&fields)
        let identity = fields.take("identity")
        let redelivery = fields.take("redelivery")
        let within = fields.take("within")
        let after = fields.take("after").map { list in
            oneOrMore(list).compactMap { node in
                text(node, for: list.key, example: "after: STAGE").map { Name($0, span: node.span) }
            }
        }
        let order = fields.take("order").flatMap { word($0, as: Order.self) }
        let time = fields.take("time").flatMap { path($0) }
        let clock = fields.take("clock").flatMap { text($0) }
        let boundary = fields.take("boundary").flatMap(self.boundary)
        let passing = fields.take("passing").flatMap(flag) ?? false
        let mayHoldBefore = fields.take("may_hold_before").flatMap(flag) ?? false
        let forbidden = redelivery.flatMap { word($0, as: Redelivery.self) } == .forbidden
        let identityPath = identity.flatMap { path($0) }
        let budget = within.flatMap { duration($0) }
        checkCounting(fields, identity: identity, redelivery: redelivery)
        fields.finish(hints: Self.conditionHints)
        guard let condition else { return nil }
        return StageSpec(
            name: Name(entry.key, span: entry.span),
            condition: condition,
            identity: identityPath,
            time: time,
            clock: clock,
            after: after ?? [],
            strictOrder: order == .strict,
            boundary: boundary,
            within: budget,
            withinSpan: within?.value.span,
            passing: passing,
            mayHoldBefore: mayHoldBefore,
            redeliveryForbidden: forbidden
        )
    }

    /// What `order` can say.
    enum Order: String, CaseIterable { case strict }
    /// What `redelivery` can say.
    enum Redelivery: String, CaseIterable { case forbidden }

    private func checkCounting(_ fields: Fields, identity: YAMLEntry?, redelivery: YAMLEntry?) {
        if let identity, !fields.has("count") {
            report(
                .noEffect, at: identity.span, "`identity` does nothing without `count`",
                remedy: "write count: \"$.items\", exactly: 1 beside it, or remove it"
            )
        }
        if let redelivery, identity == nil {
            report(
                .noEffect, at: redelivery.span, "without `identity` a redelivery cannot be told from a second effect",
                remedy: "write identity: \"$.items[*].id\" beside it"
            )
        }
    }

    /// `web -> api`.
    private func boundary(_ entry: YAMLEntry) -> Boundary? {
        guard let text = text(entry, example: "boundary: web -> api") else { return nil }
        let parts = text.split(separator: "->", omittingEmptySubsequences: false).map { part in
            part.split(separator: " ").joined(separator: " ")
        }
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else {
            report(
                .wrongValue, at: entry.value.span, "`\(text)` does not name two services",
                remedy: "write boundary: FROM -> TO"
            )
            return nil
        }
        return Boundary(from: parts[0], to: parts[1])
    }

    private func never(_ entry: YAMLEntry) -> [NeverSpec] {
        let example = "never: and below it - { probe: NAME, match: { field: value } }"
        return (list(entry, example: example) ?? []).compactMap { node in
            guard var fields = fields(node, of: "never", example: "{ probe: NAME, match: { field: value } }") else {
                return nil
            }
            let condition = condition(&fields)
            let boundary = fields.take("boundary").flatMap(self.boundary)
            fields.finish(hints: Self.conditionHints)
            return condition.map { NeverSpec(condition: $0, text: node.summary(), boundary: boundary) }
        }
    }
}
