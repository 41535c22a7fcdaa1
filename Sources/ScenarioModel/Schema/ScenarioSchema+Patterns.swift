internal import JSONKit

extension ScenarioSchema {
    /// JSON values, and what `match` compares them with.
    static var patterns: [String: JSON] {
        [
            "value": [
                "pattern": .string(SchemaText.template), "propertyNames": written,
                "additionalProperties": SchemaPart.reference("value"), "items": SchemaPart.reference("value"),
            ],
            "pattern": [
                "pattern": .string(SchemaText.template), "propertyNames": written,
                "properties": .object(comparators), "additionalProperties": SchemaPart.reference("pattern"),
                "items": SchemaPart.reference("pattern"), "allOf": .array(comparatorRules),
            ],
            "vacuous": SchemaPart.map([
                "exists": ["const": true],
                "one_of": ["type": "array", "contains": SchemaPart.reference("vacuous")],
            ]),
        ]
    }

    /// Nothing is filled in in a key.
    private static var written: JSON { SchemaPart.not(["pattern": .string(SchemaText.filledIn)]) }

    private static var comparators: [String: JSON] {
        let ordered: JSON = ["type": ["string", "number"], "pattern": .string(SchemaText.template)]
        let all: [String: JSON] = [
            "gt": SchemaPart.described(ordered, "More than this number, or after this text."),
            "gte": SchemaPart.described(ordered, "This number or more, or this text or after it."),
            "lt": SchemaPart.described(ordered, "Less than this number, or before this text."),
            "lte": SchemaPart.described(ordered, "This number or less, or this text or before it."),
            "contains": SchemaPart.adding(
                [
                    "description": "A text that has this part, or a list with an element that matches.",
                    "not": ["const": ""],
                ], to: SchemaPart.reference("pattern")),
            "matches": [
                "type": "string", "minLength": 1,
                "description": "A text in which this regular expression is found; write it in single quotes.",
            ],
            "exists": ["type": "boolean", "description": "Whether there is a value at all."],
            "one_of": SchemaPart.described(
                SchemaPart.list(of: SchemaPart.reference("pattern"), atLeast: 1), "Any of these matches."),
            "not": SchemaPart.allOf([
                SchemaPart.reference("pattern", "Anything but this."),
                SchemaPart.not(
                    SchemaPart.anyOf([
                        SchemaPart.reference("vacuous"),
                        ["type": "object", "required": ["exists"], "maxProperties": 1],
                    ])),
            ]),
        ]
        return all.filter { Comparators.names.contains($0.key) }
    }

    /// Comparators stand by themselves, and what is not there can be compared with nothing.
    private static var comparatorRules: [JSON] {
        [
            SchemaPart.when(
                SchemaPart.hasAny(of: Comparators.names),
                then: ["propertyNames": SchemaPart.word(Comparators.names)]),
            SchemaPart.when(
                ["required": ["exists"], "properties": ["exists": ["const": false]]], then: ["maxProperties": 1]),
        ]
    }

    /// A pattern, and what it is compared with.
    static func pattern(_ description: String) -> JSON {
        SchemaPart.adding(
            ["examples": [["plan": "pro"], ["total": ["gte": 1]], ["state": ["one_of": ["active", "trialing"]]]]],
            to: SchemaPart.reference("pattern", description))
    }
}
