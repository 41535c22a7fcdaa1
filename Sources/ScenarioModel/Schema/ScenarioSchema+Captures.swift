internal import JSONKit

extension ScenarioSchema {
    /// What steps keep for those that follow.
    static var captures: [String: JSON] {
        let isText: JSON = [
            "type": "object",
            "properties": [
                "from": SchemaPart.anyOf([
                    ["const": "url"], ["type": "object"],
                ])
            ], "required": ["from"],
        ]
        let capture = SchemaPart.map(
            [
                "from": SchemaPart.described(
                    SchemaPart.anyOf([
                        ["const": "url", "description": "The page's address."],
                        ["const": "response", "description": "What this step brings: an answer, a value."],
                        SchemaPart.reference("name", "The answer of this probe."),
                        SchemaPart.reference("locator", "The text of this element."),
                    ]),
                    "Where the value is: `url`, `response`, the name of a probe, or an element."),
                "path": SchemaPart.reference("path", "Where the value is in a JSON answer."),
                "matches": SchemaPart.adding(
                    ["minLength": 1, "examples": ["order=(\\d+)"]],
                    to: text("A regular expression; its group, or else all that it finds, is kept.")),
                "secret": flag("Never write the value into the bundle."),
            ],
            required: ["from"],
            rules: [SchemaPart.when(isText, then: SchemaPart.hasNone(of: ["path"]))]
        )
        return [
            "captures": SchemaPart.adding(
                ["minProperties": 1, "examples": [["tenant": "$.tenantId"]]],
                to: SchemaPart.dictionary(
                    of: SchemaPart.anyOf([SchemaPart.reference("path"), SchemaPart.reference("capture")]),
                    names: SchemaPart.reference("name"))),
            "capture": capture,
            "captures_without_response": [
                "additionalProperties": ["type": "object", "properties": ["from": ["not": ["const": "response"]]]]
            ],
            "captures_without_page": [
                "additionalProperties": ["properties": ["from": ["type": "string", "not": ["const": "url"]]]]
            ],
        ]
    }
}
