internal import JSONKit

extension ScenarioSchema {
    /// What verbs take, where it is more than a locator.
    static var acts: [String: JSON] {
        let focused = SchemaPart.when(["minProperties": 2], then: SchemaPart.reference("one_element"))
        return [
            "pointer": act(["position": position]),
            "fill": act(["with": template("The text; it replaces what is there.")], required: ["with"]),
            "type": SchemaPart.map(
                locatorKeys.merging(["with": template("The text, typed key by key.")]) { $1 },
                required: ["with"], rules: [focused]),
            "press": SchemaPart.anyOf([
                SchemaPart.allOf([SchemaPart.reference("template"), ["minLength": 1]]),
                SchemaPart.map(
                    locatorKeys.merging(["key": template("The key: `Enter`, `Control+S`.")]) { $1 },
                    required: ["key"], rules: [focused]),
            ]),
            "select": act(
                [
                    "option": SchemaPart.described(
                        oneOrMore(SchemaPart.reference("template"), atLeast: 1),
                        "The option, by its text or value; a list for several.")
                ], required: ["option"]),
            "wait": SchemaPart.adding(
                ["minProperties": 1, "maxProperties": 1],
                to: SchemaPart.map(waits)),
            "dialog": SchemaPart.anyOf([
                SchemaPart.word(["accept", "dismiss"]),
                SchemaPart.map(["accept": template("The answer to a prompt.")], required: ["accept"]),
            ]),
            "screenshot": SchemaPart.anyOf([
                ["type": "null"], SchemaPart.reference("template"), SchemaPart.reference("locator"),
            ]),
            "agreement": SchemaPart.map(
                [
                    "ui": SchemaPart.reference("locator", "The element on the page."),
                    "backend": SchemaPart.described(
                        SchemaPart.map(
                            [
                                "probe": probeName,
                                "path": SchemaPart.reference("path", "Where the value is in its answer."),
                            ], required: ["probe", "path"]),
                        "Where the back end says the same."),
                    "ignore_case": flag("Take upper and lower case for the same."),
                ], required: ["ui", "backend"]),
        ]
    }

    /// A locator with something beside it.
    private static func act(_ more: [String: JSON], required: [String] = []) -> JSON {
        SchemaPart.map(
            locatorKeys.merging(more) { $1 }, required: required, rules: [SchemaPart.reference("one_element")])
    }

    private static var position: JSON {
        SchemaPart.described(
            SchemaPart.map(
                [
                    "x": ["type": "number", "description": "From the left edge, in CSS pixels."],
                    "y": ["type": "number", "description": "From the top edge, in CSS pixels."],
                ], required: ["x", "y"]),
            "Where to point, from the element's top left corner; its middle unless given.")
    }

    private static var waits: [String: JSON] {
        let own = [
            "url": template("Until the page's address matches: `**/done`."),
            "eval": template("Until this expression is true in the page."),
        ]
        guard !Pending.waitsForNetwork else { return own }
        let network: [String: JSON] = [
            "url": template("The address: `**/api/orders`."), "method": text("The method."),
        ]
        let status = SchemaPart.described(oneOrMore(SchemaPart.reference("status")), "The status, or several.")
        return own.merging([
            "request": SchemaPart.anyOf([
                SchemaPart.reference("template", "Until this request is sent."),
                SchemaPart.map(network, required: ["url"]),
            ]),
            "response": SchemaPart.anyOf([
                SchemaPart.reference("template", "Until this response comes."),
                SchemaPart.map(network.merging(["status": status]) { $1 }, required: ["url"]),
            ]),
        ]) { $1 }
    }
}
