extension Decoder {
    /// What a verb with its arguments does; nothing where they are wrong.
    func action(_ verb: YAMLEntry, expect: YAMLEntry?, in section: Section) -> Action? {
        switch verb.key {
        case "goto": return address(verb, example: "goto: \"/path\"").map(Action.goto)
        case "reload", "back": return withoutArguments(verb, verb.key == "reload" ? .reload : .back)
        case "click": return pointer(verb).map(Action.click)
        case "dblclick": return pointer(verb).map(Action.dblclick)
        case "hover": return pointer(verb).map(Action.hover)
        case "clear": return locator(verb).map(Action.clear)
        case "check": return locator(verb).map(Action.check)
        case "uncheck": return locator(verb).map(Action.uncheck)
        case "scroll": return locator(verb).map(Action.scroll)
        case "fill": return fill(verb)
        case "type": return type(verb)
        case "press": return press(verb)
        case "select": return select(verb)
        case "expect": return self.expect(verb).map(Action.expect)
        case "wait_for": return waitFor(verb).map(Action.waitFor)
        case "capture": return .capture
        case "eval": return template(verb, example: "eval: \"document.title\"").map(Action.eval)
        case "http": return httpStep(verb, expect: expect).map(Action.http)
        case "dialog": return dialog(verb).map(Action.dialog)
        case "screenshot": return screenshot(verb)
        case "group": return group(verb, in: section)
        case "use": return use(verb, in: section)
        case "trigger": return trigger(verb)
        case "agree": return agree(verb).map(Action.agree)
        default:
            // One of `Pending.verbs`.
            unsupported("`\(verb.key)`", at: verb.span)
            return nil
        }
    }

    private func withoutArguments(_ verb: YAMLEntry, _ action: Action) -> Action? {
        if verb.value.isEmpty { return action }
        report(
            .wrongType, at: verb.value.span, "`\(verb.key)` takes nothing", remedy: "write - \(verb.key)"
        )
        return nil
    }

    private func pointer(_ verb: YAMLEntry) -> PointerSpec? {
        var position: PointerSpec.Position?
        let locator = locator(verb) { fields in
            guard let entry = fields.take("position") else { return }
            position = self.position(entry)
        }
        return locator.map { PointerSpec(locator: $0, position: position) }
    }

    private func position(_ entry: YAMLEntry) -> PointerSpec.Position? {
        guard var fields = fields(entry.value, of: entry.key, example: "position: { x: 10, y: 5 }") else { return nil }
        let x = fields.require("x", example: "position: { x: 10, y: 5 }").flatMap(number)
        let y = fields.require("y", example: "position: { x: 10, y: 5 }").flatMap(number)
        fields.finish()
        guard let x, let y else { return nil }
        return PointerSpec.Position(x: x, y: y)
    }

    private func fill(_ verb: YAMLEntry) -> Action? {
        var value: Template?
        let locator = locator(verb) { fields in
            let example = "fill: { label: Email, with: TEXT }; to empty a field, use clear"
            value = fields.require("with", example: example).flatMap { self.textToEnter($0) }
        }
        guard let locator, let value else { return nil }
        return .fill(locator, with: value)
    }

    private func type(_ verb: YAMLEntry) -> Action? {
        guard var fields = locatorFields(verb) else { return nil }
        let value = fields.require("with", example: "type: { label: Search, with: TEXT }").flatMap { textToEnter($0) }
        let locator = locatorIfAny(&fields, describing: verb.value)
        fields.finish()
        guard let value, locator != nil || !fields.hasLocator else { return nil }
        return .type(locator, with: value)
    }

    /// A locator, or nothing for what has the focus; then there is nothing to narrow down.
    private func locatorIfAny(_ fields: inout Fields, describing node: YAMLNode) -> LocatorSpec? {
        let locator = locator(&fields, describing: node)
        if !fields.hasLocator, Self.refinementKeys.contains(where: fields.has) { reportNoLocator(fields) }
        return locator
    }

    /// A text that may also be empty on purpose, in quotes.
    private func textToEnter(_ entry: YAMLEntry) -> Template? {
        template(entry, example: "with: TEXT")
    }

    private func press(_ verb: YAMLEntry) -> Action? {
        if let text = verb.value.text, !text.isEmpty { return template(verb).map { .press(nil, key: $0) } }
        guard var fields = fields(verb.value, of: verb.key, example: "press: Enter") else { return nil }
        let key = fields.require("key", example: "press: { label: Search, key: Enter }").flatMap { template($0) }
        let locator = locatorIfAny(&fields, describing: verb.value)
        fields.finish()
        guard let key, locator != nil || !fields.hasLocator else { return nil }
        return .press(locator, key: key)
    }

    private func select(_ verb: YAMLEntry) -> Action? {
        var options: [Template] = []
        let locator = locator(verb) { fields in
            guard let entry = fields.require("option", example: "select: { label: Country, option: Norway }") else {
                return
            }
            options = self.oneOrMore(entry).compactMap { self.template($0, for: entry.key) }
        }
        guard let locator, !options.isEmpty else { return nil }
        return .select(locator, options: options)
    }

    private func dialog(_ verb: YAMLEntry) -> DialogSpec? {
        let remedy = "write dialog: accept, dialog: dismiss, or dialog: { accept: TEXT } for a prompt"
        if let text = verb.value.text, !verb.value.isEmpty {
            switch text {
            case "accept": return .accept(text: nil)
            case "dismiss": return .dismiss
            default:
                report(.wrongValue, at: verb.value.span, "`dialog` cannot be `\(text)`", remedy: remedy)
                return nil
            }
        }
        guard var fields = fields(verb.value, of: verb.key, example: "dialog: accept") else { return nil }
        let text = fields.require("accept", example: "dialog: { accept: TEXT }").flatMap { template($0) }
        fields.finish()
        return text.map { .accept(text: $0) }
    }

    private func screenshot(_ verb: YAMLEntry) -> Action? {
        if verb.value.isEmpty { return .screenshot(ScreenshotSpec(name: nil, locator: nil)) }
        if verb.value.text != nil {
            return template(verb).map { .screenshot(ScreenshotSpec(name: $0, locator: nil)) }
        }
        return locator(verb).map { .screenshot(ScreenshotSpec(name: nil, locator: $0)) }
    }

    private func group(_ verb: YAMLEntry, in section: Section) -> Action? {
        let example = "group: { name: NAME, do: [ … ] }"
        guard var fields = fields(verb.value, of: verb.key, example: example) else { return nil }
        let name = fields.require("name", example: example).flatMap { text($0) }
        let inner = fields.require("do", example: example)
        fields.finish()
        let steps = inner.flatMap { list($0, example: "do: and below it, each after a dash, the steps") } ?? []
        let decoded = steps.compactMap { step($0, in: section, isNested: true) }
        return name.map { .group($0, decoded) }
    }

    private func agree(_ verb: YAMLEntry) -> AgreeSpec? {
        let example = "agree: { ui: { testid: NAME }, backend: { probe: NAME, path: $.field } }"
        guard var fields = fields(verb.value, of: verb.key, example: example) else { return nil }
        let element = fields.require("ui", example: example).flatMap { locator($0) }
        let ignoreCase = fields.take("ignore_case").flatMap(flag) ?? false
        var probe: Name?
        var path: PathTemplate?
        if let backend = fields.require("backend", example: example),
            var inner = self.fields(backend.value, of: "backend", example: "backend: { probe: NAME, path: $.field }")
        {
            probe = inner.require("probe", example: "probe: NAME").flatMap { name($0) }
            path = inner.require("path", example: "path: $.field").flatMap { self.path($0) }
            inner.finish()
        }
        fields.finish()
        guard let element, let probe, let path else { return nil }
        return AgreeSpec(ui: element, probe: probe, path: path, ignoreCase: ignoreCase, span: verb.span)
    }
}
