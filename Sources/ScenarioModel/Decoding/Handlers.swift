extension Decoder {
    /// The `handlers` section.
    func handlers(_ entry: YAMLEntry) -> [HandlerSpec] {
        let example = "handlers: and below it - { when: { role: button, name: Accept }, do: [ … ] }"
        return (list(entry, example: example) ?? []).compactMap(handler)
    }

    private func handler(_ node: YAMLNode) -> HandlerSpec? {
        let example = "{ when: { role: button, name: Accept }, do: [ … ] }"
        guard var fields = fields(node, of: "handlers", example: "- \(example)") else { return nil }
        let name = fields.take("name").flatMap { text($0) }
        let when = fields.require("when", example: example).flatMap { locator($0) }
        let inner = fields.require("do", example: example)
        fields.finish(hints: Self.handlerHints)
        let nodes = inner.flatMap { list($0, example: "do: and below it, each after a dash, what takes it away") }
        if let inner, nodes?.isEmpty == true {
            report(
                .emptyValue, at: inner.value.span, "`do` has no step, so the overlay would stay",
                remedy: "write what takes it away: - click: { … }"
            )
        }
        let steps = (nodes ?? []).compactMap { step($0, in: .handlers, isNested: true) }
        return when.map { HandlerSpec(name: name ?? $0.description, locator: $0, steps: steps, span: node.span) }
    }

    private static let handlerHints = Dictionary(
        uniqueKeysWithValues: locatorKeys.map { ($0, "write when: { \($0): … }") } + [
            ("steps", "write do: and below it the steps"), ("locator", "write when: { … }"),
        ]
    )
}
