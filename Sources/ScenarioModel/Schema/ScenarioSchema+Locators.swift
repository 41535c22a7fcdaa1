internal import JSONKit

extension ScenarioSchema {
    /// How elements are found.
    static var locators: [String: JSON] {
        [
            "locator": SchemaPart.map(locatorKeys, rules: [SchemaPart.reference("one_element")]),
            "one_element": SchemaPart.allOf([
                SchemaPart.hasOne(of: Decoder.locatorKeys),
                SchemaPart.needs(Dictionary(uniqueKeysWithValues: Decoder.roleKeys.map { ($0, "role") })),
                SchemaPart.reference("one_place"),
            ]),
            // What narrows down wherever an element is named.
            "one_place": SchemaPart.allOf([
                SchemaPart.hasOneOrNone(of: ["nth", "first", "last"]),
                SchemaPart.when(
                    SchemaPart.allOf([
                        ["required": ["exact"], "properties": ["exact": ["const": true]]],
                        SchemaPart.hasAny(of: ["testid", "css", "xpath"]),
                    ]),
                    then: SchemaPart.has("has_text")),
            ]),
        ]
    }

    /// Every key of a locator.
    static var locatorKeys: [String: JSON] {
        kinds.merging(refinements) { $1 }.merging(roleStates) { $1 }
    }

    /// The keys that say which element is meant.
    static var kinds: [String: JSON] {
        let all = [
            "testid":
                "The element whose test attribute, `data-testid` unless `testid_attribute` says otherwise, is this.",
            "role": "The element with this ARIA role: `button`, `link`, `heading`, `textbox`; see also `name`.",
            "label": "The form field with this label.",
            "placeholder": "The field with this placeholder.",
            "alt": "The image with this alternative text.",
            "title": "The element with this `title` attribute.",
            "css": "The element that this CSS selector finds; quote it: \"#id\".",
            "xpath": "The element that this XPath expression finds.",
            "text": "The element that shows this text.",
        ]
        return Decoder.locatorKeys.reduce(into: [:]) { $0[$1] = template(all[$1] ?? "") }
    }

    /// The keys that narrow an element down.
    static var refinements: [String: JSON] {
        let all: [String: JSON] = [
            "exact": flag("Compare the whole text, also its upper and lower case, instead of a part of it."),
            "has_text": template("Only elements that contain this text."),
            "has": SchemaPart.reference("locator", "Only elements that contain this element."),
            "within": SchemaPart.reference("locator", "Only elements inside this element."),
            "nth": [
                "type": "integer", "minimum": -1000, "maximum": 1000,
                "description": "The match at this place, from 0; -1 is the last.",
            ],
            "first": ["const": true, "description": "The first match."],
            "last": ["const": true, "description": "The last match."],
        ]
        return all.filter { Decoder.refinementKeys.contains($0.key) }
    }

    /// The keys that belong to `role`.
    private static var roleStates: [String: JSON] {
        // A third state, `mixed`, is read and not carried out yet.
        let toggle: JSON = Pending.mixedStates ? ["type": "boolean"] : ["enum": [true, false, "mixed"]]
        let all: [String: JSON] = [
            "name": template("The accessible name: what the element is called, by its text or its label."),
            "level": ["type": "integer", "minimum": 1, "maximum": 100, "description": "The level of a heading."],
            "checked": SchemaPart.described(toggle, "Whether it is ticked."),
            "pressed": SchemaPart.described(toggle, "Whether it is pressed."),
            "expanded": flag("Whether it is expanded."),
            "selected": flag("Whether it is selected."),
            "disabled": flag("Whether it is disabled."),
            "include_hidden": flag("Also elements that are hidden from users of assistive technology."),
        ]
        return all.filter { Decoder.roleKeys.contains($0.key) }
    }
}
