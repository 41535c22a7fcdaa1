internal import JSONKit

extension ScenarioSchema {
    /// The places a step can stand in: each has its own verbs.
    private enum Place: String, CaseIterable {
        case step
        case nestedStep = "nested_step"
        case finalStep = "final_step"
        case outsideStep = "outside_step"
        case fragmentStep = "fragment_step"
        case handlerStep = "handler_step"

        var section: Section {
            switch self {
            case .step, .nestedStep: .steps
            case .finalStep: .then
            case .outsideStep: .setup
            case .fragmentStep: .fragment
            case .handlerStep: .handlers
            }
        }

        /// Where the steps of a group stand.
        var inside: Place { self == .step ? .nestedStep : self }

        var verbs: [String] {
            Decoder.verbs.filter { verb in
                !Pending.verbs.contains(verb) && section.allows(verb, isNested: self == .nestedStep)
            }
        }
    }

    /// Steps, by where they stand.
    static var steps: [String: JSON] {
        var steps = ["trigger": trigger]
        for place in Place.allCases { steps[place.rawValue] = step(in: place) }
        return steps
    }

    private static func step(in place: Place) -> JSON {
        var keys = commonKeys
        for verb in place.verbs { keys[verb] = verbSchema(verb, in: place) }
        let acts = place.verbs.filter { !["http", "expect", "capture"].contains($0) }
        var rules: [JSON] = [
            // One verb; an `http` step may also say what it expects, and any step what it captures.
            [
                "oneOf": .array(
                    (acts + ["http"]).map { SchemaPart.has($0) } + [
                        SchemaPart.allOf([SchemaPart.has("expect"), SchemaPart.hasNone(of: ["http"])]),
                        SchemaPart.allOf([
                            SchemaPart.has("capture"), SchemaPart.hasNone(of: acts + ["http", "expect"]),
                        ]),
                    ])
            ],
            // Several steps bring nothing themselves.
            SchemaPart.when(
                SchemaPart.hasAny(of: place.verbs.filter(Decoder.stretches.contains)),
                then: SchemaPart.hasNone(of: ["capture"])),
            SchemaPart.when(
                SchemaPart.hasNone(of: place.verbs.filter(Decoder.bringingVerbs.contains)),
                then: SchemaPart.values(["capture": SchemaPart.reference("captures_without_response")])),
        ]
        guard place.section.hasBrowser else {
            keys["expect"] = SchemaPart.reference("answer", "What has to be answered.")
            rules.append(SchemaPart.needs(["expect": "http"]))
            rules.append(SchemaPart.values(["capture": SchemaPart.reference("captures_without_page")]))
            return SchemaPart.map(keys, rules: rules)
        }
        rules.append(
            SchemaPart.when(
                SchemaPart.has("http"), then: SchemaPart.values(["expect": SchemaPart.reference("answer")]),
                otherwise: SchemaPart.values(["expect": SchemaPart.reference("expectation")])))
        if place.verbs.contains("trigger") {
            rules.append(
                SchemaPart.when(
                    SchemaPart.has("trigger"), then: SchemaPart.values(["optional": ["const": false]])))
        }
        return SchemaPart.anyOf([
            SchemaPart.word(Decoder.bareVerbs.filter(place.verbs.contains).sorted()),
            SchemaPart.map(keys, rules: rules),
        ])
    }

    /// The action under verification: what a user does, and nothing else.
    private static var trigger: JSON {
        let verbs = Place.step.verbs.filter(Decoder.triggers.contains)
        var keys = commonKeys
        keys["optional"] = ["const": false, "description": "The trigger cannot be optional."]
        for verb in verbs { keys[verb] = verbSchema(verb, in: .step) }
        keys["capture"] = verbSchema("capture", in: .step)
        return SchemaPart.anyOf([
            SchemaPart.word(Decoder.bareVerbs.filter(verbs.contains).sorted()),
            SchemaPart.map(
                keys,
                rules: [
                    SchemaPart.hasOne(of: verbs),
                    SchemaPart.values(["capture": SchemaPart.reference("captures_without_response")]),
                ]),
        ])
    }

    private static var commonKeys: [String: JSON] {
        [
            "name": text("What the step is called in reports, instead of how it is written."),
            "timeout": SchemaPart.reference(
                "duration",
                "How long it may take: 10 s for an act, 5 s for `expect`, 30 s for a navigation unless given."),
            "optional": flag("Try it for 2 s; it does not matter when it fails."),
        ]
    }

    /// What a verb takes.
    private static func verbSchema(_ verb: String, in place: Place) -> JSON {
        switch verb {
        case "goto": template("Open this address; relative to `base`, if that is given.")
        case "reload": ["type": "null", "description": "Load the page again."]
        case "back": ["type": "null", "description": "Go back to the page before."]
        case "click": SchemaPart.reference("pointer", "Click this element.")
        case "dblclick": SchemaPart.reference("pointer", "Click this element twice.")
        case "hover": SchemaPart.reference("pointer", "Move the pointer over this element.")
        case "fill": SchemaPart.reference("fill", "Put a text into this field, in the place of what is there.")
        case "clear": SchemaPart.reference("locator", "Empty this field.")
        case "type": SchemaPart.reference("type", "Type a text key by key, into this field or into what has the focus.")
        case "press": SchemaPart.reference("press", "Press a key, as `Enter`, or { label: Search, key: Enter }.")
        case "select": SchemaPart.reference("select", "Choose an option of this list.")
        case "check": SchemaPart.reference("locator", "Tick this box.")
        case "uncheck": SchemaPart.reference("locator", "Untick this box.")
        case "scroll": SchemaPart.reference("locator", "Scroll this element into view.")
        // What it takes depends on the verb beside it.
        case "expect": ["type": "object", "description": "What the user sees now; looked at again until it is so."]
        case "wait_for": SchemaPart.reference("wait", "Wait for the page: { url: \"**/done\" } or { eval: SCRIPT }.")
        case "capture":
            SchemaPart.reference("captures", "Keep values under names; from then on they are ${NAME}.")
        case "eval": template("Run this script in the page, once.")
        case "http": SchemaPart.reference("request", "Send this request, outside the browser.")
        case "dialog": SchemaPart.reference("dialog", "How the page's dialogs are answered from here on.")
        case "screenshot": SchemaPart.reference("screenshot", "Keep a picture of the page, or of this element.")
        case "group":
            SchemaPart.described(
                SchemaPart.map(
                    [
                        "name": text("What the stretch is called in reports."),
                        "do": SchemaPart.described(
                            SchemaPart.list(of: SchemaPart.reference(place.inside.rawValue)), "Its steps."),
                    ], required: ["name", "do"]),
                "A stretch of steps with a name.")
        case "use": SchemaPart.reference("usage", "Put the steps of a fragment here.")
        case "trigger":
            SchemaPart.reference("trigger", "The action under verification; the moment it is dispatched is time zero.")
        case "agree": SchemaPart.reference("agreement", "The page and the back end say the same.")
        // A verb that has nothing to say here fails the test that holds the schema against the decoder.
        default: false
        }
    }
}
