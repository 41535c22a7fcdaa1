internal import JSONKit

extension ScenarioSchema {
    /// Requests of a probe or a step.
    static var requests: [String: JSON] {
        [
            "request": SchemaPart.map(
                targets.merging(contents) { $1 },
                rules: [
                    [
                        "oneOf": .array(
                            Decoder.methods.map { SchemaPart.has($0) } + [SchemaPart.hasAny(of: ["method", "url"])])
                    ],
                    SchemaPart.needs(["method": "url", "url": "method"]),
                    SchemaPart.hasOneOrNone(of: ["json", "form", "body"]),
                ]),
            "answer": SchemaPart.map([
                "status": SchemaPart.described(
                    oneOrMore(SchemaPart.reference("status")), "The status, or several; any 2xx unless given."),
                "match": pattern("What the JSON answer has to be like."),
            ]),
        ]
    }

    private static var targets: [String: JSON] {
        var keys = Decoder.methods.reduce(into: [String: JSON]()) { keys, method in
            keys[method] = SchemaPart.reference("address", "\(method.uppercased()) this address.")
        }
        keys["method"] = SchemaPart.described(
            SchemaPart.text(matching: SchemaText.method, fault: "letters and - only"),
            "A method without a key of its own; the address then goes into `url`.")
        keys["url"] = SchemaPart.reference("address", "The address, beside `method`.")
        return keys
    }

    private static var contents: [String: JSON] {
        [
            "headers": [
                "type": "object", "description": "Headers by name.",
                "propertyNames": ["pattern": .string(SchemaText.header)],
                "patternProperties": .object([SchemaText.credentialHeader: SchemaPart.reference("credential")]),
                "additionalProperties": SchemaPart.reference("template"),
            ],
            "json": SchemaPart.reference("value", "The body, as JSON."),
            "form": SchemaPart.described(
                SchemaPart.dictionary(of: SchemaPart.reference("template")), "The body, as the fields of a form."),
            "body": template("The body, as text."),
            "auth": SchemaPart.adding(
                ["minProperties": 1, "maxProperties": 1, "description": "Who asks."],
                to: SchemaPart.map([
                    "bearer": SchemaPart.reference("credential", "A bearer token: \"${secrets.TOKEN}\"."),
                    "basic": SchemaPart.described(
                        SchemaPart.map(
                            [
                                "user": template("The user's name."),
                                "password": SchemaPart.reference(
                                    "credential", "The password: \"${secrets.PASSWORD}\"."),
                            ], required: ["user", "password"]),
                        "A name and a password."),
                ])),
            "client_certificate": SchemaPart.described(
                SchemaPart.map(
                    ["cert": template("The file of the certificate."), "key": template("The file of its key.")],
                    required: ["cert"]),
                "A certificate for mutual TLS."),
        ]
    }
}
