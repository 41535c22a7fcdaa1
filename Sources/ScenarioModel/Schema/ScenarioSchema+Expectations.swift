internal import JSONKit

extension ScenarioSchema {
    /// What is asserted of an element or of the page.
    static var expectations: [String: JSON] {
        let keys = locatorKeys.merging(assertions) { $1 }.merging([
            "not": SchemaPart.adding(
                ["minProperties": 1, "maxProperties": 1, "description": "One assertion that must not hold."],
                to: SchemaPart.map(assertions)),
            "ignore_case": flag("Take upper and lower case for the same."),
        ]) { $1 }
        let ofPage = SchemaPart.map(
            keys,
            rules: [
                SchemaPart.when(
                    isAboutElement, then: SchemaPart.reference("expected_element"),
                    otherwise: SchemaPart.reference("expected_page"))
            ])
        let examples: JSON = [
            ["testid": "plan", "text": "Pro"], ["url": "**/dashboard"], ["probe": "account", "match": ["plan": "pro"]],
        ]
        return [
            // Nothing is counted from the trigger on here, and there may be none of something.
            "expectation": SchemaPart.adding(
                ["examples": examples],
                to: SchemaPart.when(
                    SchemaPart.has("probe"), then: SchemaPart.reference("start_condition"), otherwise: ofPage)),
            "expected_element": SchemaPart.allOf([
                SchemaPart.hasOneOrNone(of: Decoder.locatorKeys.filter { $0 != "text" }),
                SchemaPart.hasNone(of: ["url"]),
                SchemaPart.values(["not": SchemaPart.hasNone(of: ["url", "title"])]),
                SchemaPart.needs(
                    Dictionary(
                        uniqueKeysWithValues: Decoder.roleKeys.filter { assertions[$0] == nil }.map { ($0, "role") })),
                SchemaPart.reference("one_place"),
            ]),
            "expected_page": SchemaPart.allOf([
                ["propertyNames": SchemaPart.word(["url", "title", "not", "ignore_case"])],
                SchemaPart.hasAny(of: ["url", "title", "not"]),
                SchemaPart.values(["not": ["propertyNames": SchemaPart.word(["url", "title"])]]),
            ]),
        ]
    }

    /// An element is named; by its title only where something is asserted of it, else the title is the page's.
    private static var isAboutElement: JSON {
        SchemaPart.anyOf([
            SchemaPart.hasAny(of: Decoder.locatorKeys.filter { $0 != "title" }),
            SchemaPart.allOf([
                SchemaPart.has("title"), SchemaPart.hasAny(of: Decoder.elementAssertions + Decoder.refinementKeys),
            ]),
        ])
    }

    /// What can be asserted.
    private static var assertions: [String: JSON] {
        let count: JSON = ["type": "integer", "minimum": 0, "description": "There are so many of them."]
        let attribute = SchemaPart.adding(
            [
                "minProperties": 1, "description": "The attribute has this value; nothing: it is there.",
                "examples": [["href": "/invoices/1"]],
            ],
            to: SchemaPart.dictionary(of: SchemaPart.anyOf([SchemaPart.reference("template"), ["type": "null"]])))
        return [
            "visible": flag("It is visible; a locator alone asserts just that."),
            "hidden": flag("It is not visible, or not there."),
            "enabled": flag("It can be used."),
            "disabled": flag("It cannot be used."),
            "checked": flag("It is ticked."),
            "focused": flag("It has the focus."),
            "editable": flag("It takes input."),
            "actionable": flag("A user could click it; false: it has to refuse."),
            "text": template("Its whole text is this, with every space counted once; alone, it finds the element."),
            "contains": template("Its text has this part."),
            "value": template("The field's value is this."),
            "class": template("It has this class, or these."),
            "count": count,
            "attribute": attribute,
            "url": template("The page's address matches this: `**/dashboard`."),
            "title": template("The page's title is this; beside an assertion about an element, its `title` attribute."),
        ]
    }
}
