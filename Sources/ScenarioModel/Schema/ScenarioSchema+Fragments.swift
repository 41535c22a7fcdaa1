internal import JSONKit

extension ScenarioSchema {
    /// A file that is no scenario but is there for scenarios to use.
    static var isFragment: JSON {
        SchemaPart.allOf([SchemaPart.has("fragment"), SchemaPart.not(SchemaPart.has("scenario"))])
    }

    /// Steps that scenarios share, what one is run for several times, and what may come at any time.
    static var fragments: [String: JSON] {
        let name = SchemaPart.text(
            matching: SchemaText.name, fault: "letters, digits, _ and -, beginning with a letter")
        let datum = SchemaPart.reference("text")
        let names: JSON = ["pattern": .string(SchemaText.name)]
        return [
            "usage": SchemaPart.anyOf([
                fragmentFile,
                SchemaPart.map(
                    [
                        "file": fragmentFile,
                        "with": SchemaPart.described(
                            SchemaPart.dictionary(of: SchemaPart.reference("template")),
                            "A value for each of its inputs."),
                    ], required: ["file"]),
            ]),
            "fragment": SchemaPart.map(
                [
                    "fragment": text("What it is called."),
                    "inputs": SchemaPart.adding(
                        ["uniqueItems": true, "examples": [["email", "password"]]],
                        to: SchemaPart.described(
                            SchemaPart.list(of: name),
                            "What has to be given where it is used; in its steps they are ${inputs.NAME}.")),
                    "steps": SchemaPart.described(
                        SchemaPart.list(of: SchemaPart.reference("fragment_step"), atLeast: 1),
                        "Its steps; the trigger is none of them."),
                ], required: ["fragment", "steps"]),
            "case": SchemaPart.adding(
                ["minProperties": 1, "examples": [["plan": "pro"]]],
                to: SchemaPart.dictionary(
                    of: SchemaPart.anyOf([
                        datum,
                        SchemaPart.adding(
                            ["minProperties": 1], to: SchemaPart.dictionary(of: datum, names: names)),
                    ]), names: names)),
            "handler": SchemaPart.map(
                [
                    "name": text("What it is called in reports."),
                    "when": SchemaPart.reference("locator", "The element by which the overlay is told."),
                    "do": SchemaPart.described(
                        SchemaPart.list(of: SchemaPart.reference("handler_step"), atLeast: 1),
                        "The steps that take it away."),
                ], required: ["when", "do"]),
        ]
    }

    private static var fragmentFile: JSON {
        SchemaPart.adding(
            ["minLength": 1, "examples": ["fragments/log-in.yaml"]],
            to: text("The fragment's file, by its path from this file on."))
    }
}
