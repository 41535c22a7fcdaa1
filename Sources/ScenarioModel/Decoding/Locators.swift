extension Decoder {
    /// The locators of the language, in the order in which `expect` looks for them.
    static let locatorKeys = [
        "testid", "role", "label", "placeholder", "alt", "title", "css", "xpath", "text",
    ]

    /// A locator that is the whole value of a key.
    ///
    /// - Parameters:
    ///   - entry: The key with its value.
    ///   - read: Reads what else the verb takes beside the locator.
    /// - Returns: The locator, unless something is wrong with it.
    func locator(_ entry: YAMLEntry, reading read: (inout Fields) -> Void = { _ in }) -> LocatorSpec? {
        guard var fields = locatorFields(entry) else { return nil }
        read(&fields)
        let locator = self.locator(&fields, describing: entry.value)
        if locator == nil, !fields.hasLocator { reportNoLocator(fields) }
        fields.finish(hints: Self.locatorHints)
        return locator
    }

    /// The entries of what should be a locator.
    func locatorFields(_ entry: YAMLEntry) -> Fields? {
        if let text = entry.value.text, !entry.value.isEmpty {
            let meant = "{ text: \(Trap.quoted(text)) }"
            report(
                .wrongType, at: entry.value.span, "`\(entry.key)` needs a locator, not a text",
                remedy: "write \(entry.key): \(meant), or another locator: testid, role, label, css",
                suggestion: meant
            )
            return nil
        }
        return fields(entry.value, of: entry.key, example: "\(entry.key): { testid: NAME }")
    }

    func reportNoLocator(_ fields: Fields) {
        // A misspelt one is reported as an unknown key.
        if fields.isIncomplete || fields.entries.contains(where: { !fields.asked.contains($0.key) }) { return }
        report(
            .noLocator, at: fields.span, "`\(fields.owner)` does not say which element",
            remedy: "write one of \(Self.locatorKeys.joined(separator: ", "))"
        )
    }

    /// Reads a locator and its refinements out of a map.
    ///
    /// - Parameters:
    ///   - fields: The map.
    ///   - node: The map, for the description.
    ///   - asserting: Keys that assert instead of locating, in an `expect`.
    /// - Returns: The locator, unless there is none or something is wrong with it.
    func locator(_ fields: inout Fields, describing node: YAMLNode, asserting: Set<String> = []) -> LocatorSpec? {
        let found = Self.locatorKeys.filter { fields.has($0) && !asserting.contains($0) }
        fields.allow(Self.locatorKeys)
        if fields.has("frame"), let frame = fields.take("frame") { unsupported("`frame`", at: frame.span) }
        let refinements = self.refinements(&fields, of: found.first, asserting: asserting)
        guard let first = found.first, let entry = fields.entries.first(where: { $0.key == first }) else { return nil }
        for other in found.dropFirst() {
            guard let second = fields.entries.first(where: { $0.key == other }) else { continue }
            report(
                .twoLocators, at: second.span, "`\(first)` and `\(other)` are two locators",
                remedy: other == "text"
                    ? "keep one; to narrow `\(first)` down, write has_text"
                    : "keep one; to narrow it down, see has, within"
            )
        }
        guard let value = template(entry, example: "\(first): NAME") else { return nil }
        let kind = self.kind(first, value, role: refinements.role)
        if refinements.exact, refinements.hasText == nil, ["testid", "css", "xpath"].contains(first),
            let exact = fields.entries.first(where: { $0.key == "exact" })
        {
            report(
                .noEffect, at: exact.span, "`exact` does nothing for `\(first)`, which always compares exactly",
                remedy: "remove it"
            )
        }
        return LocatorSpec(
            kind: kind,
            exact: refinements.exact,
            hasText: refinements.hasText,
            has: refinements.has,
            within: refinements.within,
            nth: refinements.nth,
            span: entry.span,
            description: describe(node, leaving: asserting)
        )
    }

    private func kind(_ key: String, _ value: Template, role: RoleSpec) -> LocatorSpec.Kind {
        switch key {
        case "testid": return .testid(value)
        case "label": return .label(value)
        case "placeholder": return .placeholder(value)
        case "alt": return .alt(value)
        case "title": return .title(value)
        case "css": return .css(value)
        case "xpath": return .xpath(value)
        case "text": return .text(value)
        default:
            var role = role
            role.role = value
            return .role(role)
        }
    }

    /// The locator's part of the map, as it was written.
    private func describe(_ node: YAMLNode, leaving asserting: Set<String>) -> String {
        let entries = (node.entries ?? []).filter {
            Self.describingKeys.contains($0.key) && !asserting.contains($0.key)
        }
        return YAMLNode(kind: .map(entries), span: node.span).summary()
    }

    private static let describingKeys = Set(locatorKeys + refinementKeys + roleKeys + ["frame"])
    static let refinementKeys = ["exact", "has_text", "has", "within", "nth", "first", "last"]
    static let roleKeys = [
        "name", "level", "checked", "pressed", "expanded", "selected", "disabled", "include_hidden",
    ]
    private static let locatorHints = [
        "id": "write css: \"#ID\"", "class": "write css: \".CLASS\"", "selector": "write css: \"SELECTOR\"",
        "data-testid": "write testid: NAME", "test_id": "write testid: NAME",
    ]
}

extension Fields {
    /// True when one of the keys is a locator.
    var hasLocator: Bool { Decoder.locatorKeys.contains(where: has) }
}
