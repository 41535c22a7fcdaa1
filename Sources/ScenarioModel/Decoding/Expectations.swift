extension Decoder {
    /// What can be asserted of an element and of nothing else.
    static let elementAssertions = [
        "visible", "hidden", "contains", "value", "enabled", "disabled", "checked", "count", "attribute", "class",
        "focused", "editable", "actionable",
    ]

    /// What an `expect` asserts.
    func expect(_ verb: YAMLEntry) -> ExpectSpec? {
        let example = "expect: { testid: NAME, visible: true } or expect: { url: \"**/path\" }"
        if let text = verb.value.text, !verb.value.isEmpty {
            let meant = "{ text: \(Trap.quoted(text)) }"
            report(
                .wrongType, at: verb.value.span, "`expect` needs a map, not a text",
                remedy: "write expect: \(meant) to see that text on the page", suggestion: meant
            )
            return nil
        }
        guard var fields = fields(verb.value, of: verb.key, example: example) else { return nil }
        if fields.has("probe") {
            let condition = condition(&fields)
            fields.finish(hints: Self.conditionHints)
            return condition.map { ExpectSpec(target: .probe($0), assertions: [], ignoreCase: false) }
        }
        let located = locatorKey(of: fields)
        var asserting: Set<String> = ["checked", "disabled", "text", "title"]
        if let located { asserting.remove(located) }
        let locator = locator(&fields, describing: verb.value, asserting: asserting)
        var assertions = self.assertions(&fields, asserting: asserting, negated: false)
        if let entry = fields.take("not") { assertions += negated(entry) }
        let ignoreCase = fields.take("ignore_case").flatMap(flag) ?? false
        fields.finish(hints: Self.expectHints)
        if let locator {
            assertions.forEach(reportAboutPage)
            if assertions.isEmpty { assertions = [Assertion(kind: .visible(true), negated: false, span: verb.span)] }
            return ExpectSpec(target: .locator(locator), assertions: assertions, ignoreCase: ignoreCase)
        }
        guard located == nil else { return nil }
        return pageExpectation(assertions, fields, ignoreCase: ignoreCase)
    }

    /// Without a locator only the page itself can be asserted.
    private func pageExpectation(_ assertions: [Assertion], _ fields: Fields, ignoreCase: Bool) -> ExpectSpec? {
        guard assertions.allSatisfy({ $0.kind.pageKey != nil }), !assertions.isEmpty else {
            reportNoLocator(fields)
            return nil
        }
        if let entry = fields.entries.first(where: { Self.refinementKeys.contains($0.key) }) {
            report(
                .noEffect, at: entry.span, "`\(entry.key)` is about an element, and this is about the page",
                remedy: "remove it, or say which element is meant"
            )
        }
        return ExpectSpec(target: .page, assertions: assertions, ignoreCase: ignoreCase)
    }

    /// The address and the title are the page's, whatever element stands beside them.
    private func reportAboutPage(_ assertion: Assertion) {
        guard let key = assertion.kind.pageKey else { return }
        report(
            .conflictingKeys, at: assertion.span, "`\(key)` is about the page, and the rest is about an element",
            remedy: "write an `expect` of its own for the page"
        )
    }

    /// Which key locates: the first of the language's order. A `title` locates only where something is asserted of an
    /// element; else it is the page's.
    private func locatorKey(of fields: Fields) -> String? {
        guard let first = Self.locatorKeys.first(where: fields.has) else { return nil }
        guard first == "title" else { return first }
        if fields.has("text") { return "title" }
        let ofElement = Self.elementAssertions + Self.refinementKeys
        return ofElement.contains(where: fields.has) ? "title" : nil
    }

    /// The assertions that a map makes.
    private func assertions(_ fields: inout Fields, asserting: Set<String>, negated: Bool) -> [Assertion] {
        var found: [(YAMLEntry, Assertion.Kind)] = []
        func flags(_ key: String, _ kind: (Bool) -> Assertion.Kind) {
            if let entry = fields.take(key), let value = flag(entry) { found.append((entry, kind(value))) }
        }
        func texts(_ key: String, _ kind: (Template) -> Assertion.Kind) {
            if let entry = fields.take(key), let value = template(entry) { found.append((entry, kind(value))) }
        }
        flags("visible") { .visible($0) }
        flags("hidden") { .visible(!$0) }
        flags("enabled") { .enabled($0) }
        flags("disabled") { .enabled(!$0) }
        flags("checked") { .checked($0) }
        flags("focused") { .focused($0) }
        flags("editable") { .editable($0) }
        flags("actionable") { .actionable($0) }
        if asserting.contains("text") { texts("text") { .text($0) } }
        if asserting.contains("title") { texts("title") { .title($0) } }
        texts("contains") { .contains($0) }
        texts("value") { .value($0) }
        texts("class") { .classes($0) }
        texts("url") { .url($0) }
        if let entry = fields.take("count"), let count = integer(entry, in: 0...(.max)) {
            found.append((entry, .count(count)))
        }
        if let entry = fields.take("attribute") { found += attributes(entry).map { (entry, $0) } }
        return found.map { Assertion(kind: $1, negated: negated, span: $0.span) }
    }

    private func attributes(_ entry: YAMLEntry) -> [Assertion.Kind] {
        guard let attributes = fields(entry.value, of: entry.key, example: "attribute: { href: \"/path\" }") else {
            return []
        }
        if attributes.entries.isEmpty {
            report(
                .emptyValue, at: entry.value.span, "`attribute` names none",
                remedy: "write attribute: { href: \"/path\" }"
            )
        }
        return attributes.entries.compactMap { attribute in
            if attribute.value.isEmpty { return .attribute(attribute.key, nil) }
            return template(attribute).map { .attribute(attribute.key, $0) }
        }
    }

    private func negated(_ entry: YAMLEntry) -> [Assertion] {
        let example = "not: { text: Free }"
        guard var fields = fields(entry.value, of: entry.key, example: example) else { return [] }
        let assertions = assertions(&fields, asserting: ["text", "title"], negated: true)
        fields.finish()
        if fields.entries.count > 1 {
            report(
                .conflictingKeys, at: fields.entries[1].span, "`not` takes one assertion",
                remedy: "write a second `expect` for the other: of two it would not be clear what has to fail"
            )
        } else if fields.entries.isEmpty {
            report(.emptyValue, at: entry.value.span, "`not` has no assertion", remedy: "write \(example)")
        }
        return assertions
    }

    /// What a `wait_for` waits for.
    func waitFor(_ verb: YAMLEntry) -> WaitSpec? {
        let response = Pending.waitsForNetwork ? "" : ", { response: { url: \"**/path\", status: 200 } }"
        let example = "wait_for: { url: \"**/path\" }\(response) or { eval: SCRIPT }"
        if verb.value.text != nil, !verb.value.isEmpty {
            report(
                .wrongType, at: verb.value.span, "`wait_for` waits for something, not for a time",
                remedy: "write \(example)"
            )
            return nil
        }
        guard var fields = fields(verb.value, of: verb.key, example: example) else { return nil }
        var waits: [WaitSpec] = []
        var isMissing = true
        if let entry = fields.take("url") {
            isMissing = false
            if let url = template(entry) { waits.append(.url(url)) }
        }
        if let entry = fields.take("eval") {
            isMissing = false
            if let script = template(entry) { waits.append(.eval(script)) }
        }
        // What is refused is not offered either, so it is not asked for.
        for key in ["request", "response"] where fields.has(key) || !Pending.waitsForNetwork {
            guard let entry = fields.take(key) else { continue }
            isMissing = false
            guard let match = networkMatch(entry) else { continue }
            if Pending.waitsForNetwork {
                unsupported("`\(key)` in `wait_for`", at: entry.span)
                continue
            }
            waits.append(key == "request" ? .request(match) : .response(match))
        }
        let isUnknown = fields.entries.contains { !fields.asked.contains($0.key) }
        fields.finish(hints: Self.waitHints)
        if isMissing, !isUnknown, !fields.isIncomplete {
            report(.missingKey, at: fields.span, "`wait_for` does not say what for", remedy: "write \(example)")
        }
        if waits.count > 1 {
            report(
                .conflictingKeys, at: fields.entries[1].span, "`wait_for` waits for one thing",
                remedy: "write a step for each"
            )
        }
        return waits.first
    }

    private func networkMatch(_ entry: YAMLEntry) -> NetworkMatch? {
        let example = "\(entry.key): { url: \"**/path\" }"
        if entry.value.text != nil, !entry.value.isEmpty {
            return template(entry).map { NetworkMatch(url: $0, method: nil, status: []) }
        }
        guard var fields = fields(entry.value, of: entry.key, example: example) else { return nil }
        let url = fields.require("url", example: example).flatMap { template($0) }
        let method = fields.take("method").flatMap { text($0) }?.uppercased()
        let status = entry.key == "response" ? fields.take("status").map(statuses) : nil
        fields.finish()
        return url.map { NetworkMatch(url: $0, method: method, status: status ?? []) }
    }

    private static let expectHints = [
        "match": "say which probe: expect: { probe: NAME, match: … }", "status": "`status` belongs to an `http` step",
    ]
    private static let waitHints = Dictionary(
        uniqueKeysWithValues: locatorKeys.map { ($0, "write expect: for an element; it is retried") }
    )
}

extension Assertion.Kind {
    /// The key of an assertion that is about the page as a whole.
    fileprivate var pageKey: String? {
        switch self {
        case .url: "url"
        case .title: "title"
        default: nil
        }
    }
}
