internal import JSONKit

extension ScenarioSchema {
    /// The whole file.
    static var scenario: JSON {
        SchemaPart.map(
            texts.merging(preparations) { $1 }.merging(sections) { $1 },
            required: ["scenario", "steps", "converge"])
    }

    private static var texts: [String: JSON] {
        [
            "scenario": SchemaPart.allOf([
                text("What it is called; bundles are named by it."),
                [
                    "pattern": .string(SchemaText.scenario),
                    SchemaPart.patternFault: "letters, digits, ., _ and -, at most 80",
                ],
            ]),
            "outcome": text("What it proves, in a sentence."),
            "tags": SchemaPart.adding(
                ["examples": [["release", "canary"]]],
                to: SchemaPart.described(
                    SchemaPart.list(of: SchemaPart.reference("text")), "Words to select it by, with --tag.")),
            "impact": SchemaPart.described(
                SchemaPart.list(of: SchemaPart.reference("text")),
                "Paths whose change concerns it, kept for selection: services/billing/**."),
            "base": SchemaPart.allOf([
                template("The address that relative ones start from."),
                SchemaPart.text(matching: SchemaText.base, fault: "a whole address: https:// or ${env.APP_URL}"),
            ]),
            "testid_attribute": text("The attribute that `testid` compares; data-testid unless given."),
            "idempotent": idempotence,
            "exclusive": flag("It never runs beside another, as with --workers."),
        ]
    }

    /// Nothing dispatches a trigger again yet, so nobody can ask for it.
    private static var idempotence: JSON {
        guard Pending.repeatsTrigger else { return flag("The trigger may safely be dispatched more than once.") }
        return ["const": false, "description": "No trigger is dispatched more than once."]
    }

    private static var preparations: [String: JSON] {
        let variable = SchemaPart.allOf([
            SchemaPart.reference("text"),
            ["pattern": .string(SchemaText.environment), SchemaPart.patternFault: "letters, digits and _"],
        ])
        return [
            "needs": SchemaPart.described(
                SchemaPart.map([
                    "env": SchemaPart.described(
                        SchemaPart.list(of: variable), "Variables of the environment, used as ${env.NAME}."),
                    "secrets": SchemaPart.described(
                        SchemaPart.list(of: variable), "Secrets, used as ${secrets.NAME} and never written in clear."),
                ]),
                "What has to be in the environment, or in a file given with --env-file, before anything starts."),
            "let": SchemaPart.described(
                SchemaPart.dictionary(
                    of: SchemaPart.allOf([SchemaPart.reference("value"), SchemaPart.not(["type": "null"])]),
                    names: SchemaPart.reference("name")),
                "Names for values, used as ${NAME}."),
            "correlation": SchemaPart.described(
                SchemaPart.map(
                    [
                        "id": template("The ID of this run: \"${uuid}\"."),
                        "origins": SchemaPart.described(
                            SchemaPart.list(of: SchemaPart.reference("origin"), atLeast: 1), "Who may see the ID."),
                        "local_storage": template("The key of local storage that the application reads the ID from."),
                        "header": correlationHeader,
                        "traceparent": flag("Send W3C trace context, too."),
                    ], required: ["id", "origins"]),
                "How this run is recognised inside the system."),
        ]
    }

    private static var correlationHeader: JSON {
        SchemaPart.allOf([
            template("The header that is added where the application sent none."),
            [
                "pattern": .string(SchemaText.headerTemplate),
                SchemaPart.patternFault: "the name of a header has no spaces: x-correlation-id",
            ],
            // What `$${` writes has a brace, and no header has one.
            SchemaPart.not(["type": "string", "pattern": .string(SchemaText.writtenOut)]),
        ])
    }

    private static var sections: [String: JSON] {
        func steps(_ place: String, _ description: String) -> JSON {
            SchemaPart.described(SchemaPart.list(of: SchemaPart.reference(place)), description)
        }
        let trigger: JSON = ["type": "object", "required": ["trigger"]]
        return [
            "cases": SchemaPart.described(
                SchemaPart.list(of: SchemaPart.reference("case"), atLeast: 1),
                "One run for each; every case has the same names, used as ${case.NAME}."),
            "handlers": SchemaPart.described(
                SchemaPart.list(of: SchemaPart.reference("handler")),
                "Overlays that may come at any time, such as a cookie banner, and what takes them away."),
            "setup": steps("outside_step", "Requests that make the starting state, outside the browser."),
            "probes": SchemaPart.described(
                SchemaPart.dictionary(
                    of: SchemaPart.reference("probe"),
                    names: SchemaPart.allOf([
                        SchemaPart.reference("name"), SchemaPart.not(SchemaPart.word(["url", "response"])),
                    ])),
                "How to look at the back end, by name."),
            "given": SchemaPart.reference("start_condition", "What has to hold just before the trigger."),
            "steps": SchemaPart.adding(
                ["contains": trigger, "minContains": 1, "maxContains": 1],
                to: steps("step", "What the user does; exactly one of them is the trigger.")),
            "converge": SchemaPart.described(convergence, "What has to become true in the back end."),
            "then": steps("final_step", "What the user sees once the back end has settled."),
            "teardown": steps("outside_step", "Requests that clean up, always; they never change the verdict."),
        ]
    }

    private static var convergence: JSON {
        SchemaPart.map(
            [
                "within": SchemaPart.reference("duration", "The deadline for everything, from the trigger on."),
                "settle": SchemaPart.reference(
                    "duration_or_zero", "How long everything has to stay so; 5 s unless given."),
                "poll": SchemaPart.described(
                    SchemaPart.list(of: SchemaPart.reference("duration"), atLeast: 1),
                    "Pauses between looks; they adapt themselves unless given."),
                "stages": SchemaPart.described(
                    SchemaPart.dictionary(of: SchemaPart.reference("stage"), names: SchemaPart.reference("name")),
                    "The stages of the workflow, by name."),
                "never": SchemaPart.described(
                    SchemaPart.list(of: SchemaPart.reference("never")), "States that must not be seen, not even once."),
                "final": SchemaPart.reference("condition", "What is true when all is done."),
            ], required: ["within", "final"])
    }
}
