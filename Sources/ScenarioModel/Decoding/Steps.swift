internal import JSONKit

/// The sections a step can stand in.
enum Section: String {
    case setup, steps, then, teardown
    /// Overlays, which may come at any time.
    case handlers
    /// A fragment by itself: what may stand in it depends on where it is used.
    case fragment

    /// Whether there is a browser to act in.
    var hasBrowser: Bool { self != .setup && self != .teardown }

    /// Whether a verb can stand in it.
    ///
    /// - Parameters:
    ///   - verb: The verb.
    ///   - isNested: True inside a `group`, a fragment or a handler.
    /// - Returns: Whether it can.
    func allows(_ verb: String, isNested: Bool) -> Bool {
        switch verb {
        case "trigger": self == .steps && !isNested
        case "agree": self == .then || self == .fragment
        case "use", "capture": self != .handlers
        default: hasBrowser || Decoder.outsideBrowser.contains(verb)
        }
    }
}

extension Decoder {
    /// The verbs of the language.
    static let verbs = [
        "goto", "reload", "back", "click", "dblclick", "hover", "fill", "clear", "type", "press", "select", "check",
        "uncheck", "upload", "drag", "scroll", "expect", "wait_for", "capture", "eval", "http", "dialog", "download",
        "totp", "screenshot", "group", "use", "trigger", "in", "agree",
    ]

    /// The verbs that this version carries out: what can be offered.
    static let supportedVerbs = verbs.filter { !Pending.verbs.contains($0) }
    /// Verbs that need not be told anything.
    static let bareVerbs: Set<String> = ["reload", "back", "screenshot"]
    /// Verbs that need no page.
    static let outsideBrowser: Set<String> = ["http", "capture", "group", "use"]
    /// Verbs that stand for several steps.
    static let stretches: Set<String> = ["group", "use"]
    /// What a user does, so that it can be the trigger.
    static let triggers: Set<String> = [
        "goto", "reload", "back", "click", "dblclick", "hover", "fill", "clear", "type", "press", "select", "check",
        "uncheck", "upload", "drag",
    ]
    /// Verbs that bring a value, which a capture can take a part of.
    static let bringingVerbs: Set<String> = ["http", "eval"]

    /// The steps of a section, or of a fragment in its place.
    func steps(_ entry: YAMLEntry, in section: Section, isNested: Bool = false) -> [Step] {
        let example = "\(entry.key): and below it, each after a dash, its steps"
        return (list(entry, example: example) ?? []).compactMap { step($0, in: section, isNested: isNested) }
    }

    /// One step of a section.
    ///
    /// - Parameters:
    ///   - node: The step.
    ///   - section: The section it stands in.
    ///   - isNested: True inside a `group`, a fragment or a handler.
    /// - Returns: The step; with an action that is refused where its arguments are wrong, so that what comes after it
    ///   is judged as if it were right.
    func step(_ node: YAMLNode, in section: Section, isNested: Bool = false) -> Step? {
        if let word = node.text, !node.isEmpty { return bareStep(word, node, in: section) }
        guard let entries = node.entries else {
            wrongType(
                node, expected: "a map with a verb", for: section.rawValue,
                remedy: "write - VERB: …, as in - click: { testid: NAME }"
            )
            return nil
        }
        var fields = Fields(decoder: self, owner: "a step", span: node.span, entries: entries)
        guard let verb = verb(of: fields) else {
            reportNoVerb(fields)
            return nil
        }
        // A second verb is reported as such, not as an unknown key.
        fields.allow(entries.map(\.key).filter(Self.verbs.contains))
        var step = Step(
            span: verb.span, text: YAMLNode(kind: .map([verb]), span: node.span).summary(), name: nil, timeout: nil,
            optional: false, captures: [], action: .unsupported(verb.key)
        )
        if let name = fields.take("name") { step.name = text(name) }
        if let timeout = fields.take("timeout") { step.timeout = duration(timeout) }
        if let optional = fields.take("optional") { step.optional = flag(optional) ?? false }
        if let entry = fields.take("capture") { step.captures = captures(entry, of: verb, in: section) }
        let expect = verb.key == "http" ? fields.take("expect") : nil
        fields.finish(hints: Self.stepHints(verb.key))
        if place(verb, in: section, isNested: isNested) {
            step.action = action(verb, expect: expect, in: section) ?? .unsupported(verb.key)
        }
        if step.isTrigger, step.optional { reportOptionalTrigger(entries) }
        return step
    }

    private func bareStep(_ word: String, _ node: YAMLNode, in section: Section) -> Step? {
        let entry = YAMLEntry(key: word, span: node.span, value: node)
        if Self.bareVerbs.contains(word) {
            let action: Action =
                switch word {
                case "reload": .reload
                case "back": .back
                default: .screenshot(ScreenshotSpec(name: nil, locator: nil))
                }
            let isInPlace = place(entry, in: section, isNested: false)
            return Step(
                span: node.span, text: word, name: nil, timeout: nil, optional: false, captures: [],
                action: isInPlace ? action : .unsupported(word)
            )
        }
        if Pending.verbs.contains(word) {
            unsupported("`\(word)`", at: node.span)
            return nil
        }
        if Self.verbs.contains(word) {
            report(
                .emptyValue, at: node.span, "`\(word)` needs to be told what", remedy: "write - \(word): …"
            )
            return nil
        }
        let meant =
            Spelling.withColon(node.summary(), after: Self.supportedVerbs)
            ?? StringDistance.nearest(to: word, in: Self.bareVerbs.sorted())
        report(
            .unknownStep, at: node.span, "`\(node.summary(limit: 40))` is not a step",
            remedy: meant.map { "write - \($0)" } ?? "write - VERB: …, as in - click: { testid: NAME }",
            suggestion: meant.map { "did you mean `\($0)`?" }
        )
        return nil
    }

    /// The entry that says what the step does.
    private func verb(of fields: Fields) -> YAMLEntry? {
        let verbs = fields.entries.filter { Self.verbs.contains($0.key) }
        let main = verbs.filter { $0.key != "capture" }
        guard let first = main.first else { return verbs.first }
        let isHTTP = main.contains { $0.key == "http" }
        let chosen = isHTTP ? main.first { $0.key == "http" } ?? first : first
        for other in main where other.key != chosen.key && !(isHTTP && other.key == "expect") {
            report(
                .twoVerbs, at: other.span, "`\(chosen.key)` and `\(other.key)` are two steps",
                remedy: "begin a new step with a dash before `\(other.key)`"
            )
        }
        return chosen
    }

    private func reportNoVerb(_ fields: Fields) {
        if fields.isIncomplete { return }
        let common: Set<String> = ["name", "timeout", "optional"]
        guard let entry = fields.entries.first(where: { !common.contains($0.key) }) ?? fields.entries.first else {
            report(.unknownStep, at: fields.span, "a step without a verb", remedy: "write - VERB: …")
            return
        }
        let nearest = StringDistance.nearest(to: entry.key, in: Self.supportedVerbs)
        let synonym = Self.synonyms[entry.key]
        report(
            .unknownStep, at: entry.span, "`\(entry.key)` is not a verb",
            remedy: (synonym ?? nearest).map { "write `\($0)`" }
                ?? "the verbs are \(Self.supportedVerbs.joined(separator: ", "))",
            suggestion: (synonym ?? nearest).map { "did you mean `\($0)`?" }
        )
    }

    /// Reports a verb that cannot stand where it stands.
    private func place(_ verb: YAMLEntry, in section: Section, isNested: Bool) -> Bool {
        func refuse(_ title: String, _ remedy: String) -> Bool {
            report(.wrongPlace, at: verb.span, title, remedy: remedy)
            return false
        }
        if section.allows(verb.key, isNested: isNested) { return true }
        if !section.hasBrowser {
            return refuse(
                "`\(verb.key)` cannot stand in `\(section.rawValue)`, which runs outside the browser",
                "use `http` here, or move the step to `steps`"
            )
        }
        switch verb.key {
        case "trigger": return refuse("the trigger has to stand in `steps` itself", "move it there")
        case "use": return refuse("`use` cannot stand in a handler", "write the steps themselves there")
        case "capture": return refuse("nothing can be kept of a handler, which may never run", "keep it in `steps`")
        default:
            return refuse(
                "`\(verb.key)` cannot stand in `\(section.rawValue)`",
                "move it to `then`: both sides agree once all has settled"
            )
        }
    }

    /// What a step keeps, where there is something to keep.
    private func captures(_ entry: YAMLEntry, of verb: YAMLEntry, in section: Section) -> [CaptureSpec] {
        func refuse(_ title: String, _ remedy: String) -> [CaptureSpec] {
            report(.wrongPlace, at: entry.span, title, remedy: remedy)
            return []
        }
        if Self.stretches.contains(verb.key) {
            return refuse(
                "a `\(verb.key)` is several steps, and brings nothing itself", "write it as a step of its own")
        }
        // The verb itself is told of where it stands.
        if section == .handlers, verb.key != entry.key {
            return refuse("nothing can be kept of a handler, which may never run", "keep it in `steps`")
        }
        let captures = captures(entry, of: verb.key)
        if !section.hasBrowser { checkOutsideBrowser(captures, in: section) }
        return captures
    }

    /// Reports captures that only a page could serve.
    private func checkOutsideBrowser(_ captures: [CaptureSpec], in section: Section) {
        for capture in captures {
            switch capture.source {
            case .locator, .url:
                report(
                    .wrongPlace, at: capture.name.span,
                    "`\(capture.name)` is taken from a page, and `\(section.rawValue)` runs outside the browser",
                    remedy: "take it from a response or a probe, or move the step to `steps`"
                )
            case .response, .probe: break
            }
        }
    }

    /// The action of a `trigger`.
    func trigger(_ entry: YAMLEntry) -> Action? {
        guard let entries = entry.value.entries else {
            if let word = entry.value.text, Self.bareVerbs.contains(word), Self.triggers.contains(word) {
                return step(entry.value, in: .steps).map(Action.trigger)
            }
            wrongType(
                entry.value, expected: "a step", for: entry.key,
                remedy: "write trigger: and below it click: { testid: NAME }"
            )
            return nil
        }
        let verbs = entries.filter { Self.verbs.contains($0.key) }
        let isAct = verbs.contains { Self.triggers.contains($0.key) }
        // What a click brings can be captured beside it.
        if let verb = verbs.first(where: { !Self.triggers.contains($0.key) && ($0.key != "capture" || !isAct) }) {
            report(
                .wrongPlace, at: verb.span, "`\(verb.key)` is no action of a user, so it cannot be the trigger",
                remedy: "put the user's action there, such as click"
            )
            return nil
        }
        let step = step(entry.value, in: .steps, isNested: true)
        if step?.optional == true { reportOptionalTrigger(entries) }
        return step.map(Action.trigger)
    }

    private func reportOptionalTrigger(_ entries: [YAMLEntry]) {
        report(
            .conflictingKeys, at: entries.first { $0.key == "optional" }?.span, "the trigger cannot be optional",
            remedy: "remove `optional`: without the trigger nothing is verified"
        )
    }

    private static let synonyms = [
        "visit": "goto", "open": "goto", "navigate": "goto", "tap": "click", "input": "fill", "enter": "fill",
        "assert": "expect", "verify": "expect", "wait": "wait_for", "sleep": "wait_for", "request": "http",
        "refresh": "reload", "key": "press", "script": "eval", "run": "eval", "choose": "select",
        "double_click": "dblclick", "waitFor": "wait_for",
    ]

    private static func stepHints(_ verb: String) -> [String: String] {
        var hints: [String: String] = [:]
        for key in ["with", "key", "option", "position", "files", "to"] + locatorKeys {
            hints[key] = "move it inside the braces: \(verb): { …, \(key): … }"
        }
        return hints
    }
}
