internal import JSONKit

/// Expressions for the texts of the language; without looking around, so that every engine reads them alike.
enum SchemaText {
    /// What can stand between `${` and `}`, without its dots.
    private static let part = "[A-Za-z_][A-Za-z0-9_-]*"
    /// A name of something in the scenario.
    static let name = "^\(part)$"
    /// A variable of the environment.
    static let environment = "^[A-Za-z_][A-Za-z0-9_]*$"
    /// A text whose every `${` is closed and has a name in it; `$${` is the two characters themselves.
    static let template = "^([^$]|\\$[^${]|\\$\\$+[^$]|\\$\\{\(part)(\\.\(part))*\\})*\\$*$"
    /// What fills in something.
    static let filledIn = "\\$\\{"
    /// A number as durations have it.
    private static let number = "[0-9]+(\\.[0-9]+)?"
    /// Numbers with their units, the largest unit first.
    static let duration: String = {
        let units = ["h", "m", "s", "ms"].map { number + $0 }
        let ways = units.indices.map { first in
            units[first] + units[(first + 1)...].map { "( *\($0))?" }.joined()
        }
        return "^ *(\(ways.joined(separator: "|"))) *$"
    }()
    /// The beginning of a JSONPath.
    static let path = "^\\$([.\\[ ]|$)"
    /// Two services and what they hand over.
    static let boundary = "^[^>]*[^> ][^>]*->[^>]*[^> ][^>]*$"
    /// Scheme, host and port; a variable may stand for its beginning.
    static let origin = "^([Hh][Tt][Tt][Pp][Ss]?://[^/?#@\\s]+|\\$\\{[^}]*\\}[^/?#@\\s]*)/?$"
    /// An address with its scheme; a variable may stand for its beginning.
    static let address = "^([Hh][Tt][Tt][Pp][Ss]?://|\\$\\{|$)"
    /// An address that others start from.
    static let base = "^([A-Za-z][A-Za-z0-9+.-]*:|\\$\\{|$)"
    /// A method of HTTP.
    static let method = "^[A-Za-z][A-Za-z-]*$"
    /// The name of a header (RFC 9110, section 5.1).
    static let header = "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"
    /// The same with something filled in.
    static let headerTemplate = "^([!#$%&'*+.^_`|~0-9A-Za-z-]|\\$\\{[^}]*\\})+$"
    /// `$${`: the two characters themselves.
    static let writtenOut = "\\$\\$\\{"
    /// Headers whose value is a credential.
    static let credentialHeader =
        "^([Aa]uthorization|[Pp]roxy-[Aa]uthorization|[Cc]ookie|[Xx]-[Aa][Pp][Ii]-[Kk]ey|[Xx]-[Aa]uth-[Tt]oken)$"
    /// A name that bundles can have too.
    static let scenario = "^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$"
}

extension ScenarioSchema {
    /// A scalar that is a text to the language, whatever YAML takes it for.
    private static let anyScalar: JSON = ["string", "number", "boolean"]

    /// Texts, names and durations.
    static var scalars: [String: JSON] {
        [
            "text": ["type": anyScalar, "not": ["type": "string", "pattern": .string(SchemaText.filledIn)]],
            "template": [
                "type": anyScalar, "pattern": .string(SchemaText.template),
                SchemaPart.patternFault: "every ${ needs a name and a }, as in ${env.APP_URL}; $${ is no variable",
            ],
            "name": SchemaPart.adding(
                ["not": SchemaPart.word(Decoder.reservedNames)],
                to: SchemaPart.text(
                    matching: SchemaText.name, fault: "letters, digits, _ and -, beginning with a letter")),
            "duration": SchemaPart.adding(
                ["allOf": [SchemaPart.text(matching: "[1-9]", fault: "longer than nothing")]], to: spanOfTime),
            "duration_or_zero": spanOfTime,
            "path": SchemaPart.allOf([
                SchemaPart.text(matching: SchemaText.path, fault: "a JSONPath begins with $, as in $.items[*].id"),
                SchemaPart.reference("template"),
            ]),
            "address": SchemaPart.allOf([
                SchemaPart.text(
                    matching: SchemaText.address, fault: "a whole address: http://, https:// or ${env.NAME}"),
                SchemaPart.reference("template"),
            ]),
            "origin": SchemaPart.allOf([
                SchemaPart.text(
                    matching: SchemaText.origin, fault: "scheme, host and port only, as in https://app.example.com"),
                SchemaPart.reference("template"),
            ]),
            "credential": SchemaPart.allOf([
                SchemaPart.text(
                    matching: "^$|" + SchemaText.filledIn, fault: "a secret in clear: write ${secrets.NAME}"),
                SchemaPart.reference("template"),
            ]),
            "status": ["type": "integer", "minimum": 100, "maximum": 599],
            "flag": ["type": "boolean"],
            "boundary": SchemaPart.adding(
                ["examples": ["web -> api"]],
                to: SchemaPart.text(matching: SchemaText.boundary, fault: "two services: FROM -> TO")),
        ]
    }

    /// A duration, also one of nothing.
    private static var spanOfTime: JSON {
        SchemaPart.adding(
            ["examples": ["5s", "250ms", "1m30s"]],
            to: SchemaPart.text(
                matching: SchemaText.duration, fault: "a duration has a unit, the largest first: 250ms, 5s, 1m30s"))
    }

    /// A text with `${…}` in it, and what it is for.
    static func template(_ description: String) -> JSON { SchemaPart.reference("template", description) }

    /// A text in which nothing is filled in, and what it is for.
    static func text(_ description: String) -> JSON { SchemaPart.reference("text", description) }

    /// `true` or `false`, and what is so when it is true.
    static func flag(_ description: String) -> JSON { SchemaPart.reference("flag", description) }

    /// Some of what the decoder takes as one or as several.
    static func oneOrMore(_ part: JSON, atLeast: Int64 = 0) -> JSON {
        SchemaPart.anyOf([part, SchemaPart.list(of: part, atLeast: atLeast)])
    }
}
