internal import JSONKit

extension ScenarioSchema {
    /// How to look at the back end.
    static var probes: [String: JSON] {
        let keys: [String: JSON] = [
            "http": SchemaPart.reference("request", "Asks over HTTP."),
            "command": SchemaPart.described(
                SchemaPart.map(
                    [
                        "run": SchemaPart.described(
                            SchemaPart.list(of: SchemaPart.reference("template"), atLeast: 1),
                            "The program and its arguments; there is no shell.")
                    ], required: ["run"]),
                "Runs a program; what it prints is the answer, as JSON or as { lines, text, exit }."),
            "file": SchemaPart.described(
                SchemaPart.map(
                    [
                        "glob": SchemaPart.adding(
                            ["minLength": 1, "not": ["type": "string", "pattern": "/$"], "examples": ["out/*.csv"]],
                            to: template("Their paths, from where the tool runs: *, **, ? and {a,b} are filled in.")),
                        "containing": SchemaPart.adding(
                            ["minLength": 1], to: template("Only files with this text in them: \"${run.id}\".")),
                    ], required: ["glob"]),
                "Reads files; the answer is { count, files: [{ name, size, sha256, text }] }."),
        ].filter { Decoder.kinds.contains($0.key) }
        let common: [String: JSON] = [
            "absent": SchemaPart.described(
                SchemaPart.list(of: ["type": "integer"]),
                "Statuses that mean: answered, nothing there yet. [404]"),
            "clock": text("Whose clock writes the times of its answers; times of one clock can be compared."),
            "skew": SchemaPart.reference("duration", "How far clocks of that name may disagree."),
            "evidence": SchemaPart.reference(
                "path", "What of its answer is quoted where a run does not pass: $.errors[*]"),
            "timeout": SchemaPart.reference("duration", "How long one look may take; 10 s unless given."),
        ]
        return [
            "probe": SchemaPart.map(
                keys.merging(common) { $1 },
                rules: [
                    SchemaPart.hasOne(of: Decoder.kinds), SchemaPart.needs(["skew": "clock"]),
                    SchemaPart.when(
                        SchemaPart.has("command"),
                        then: absent(0, 255), otherwise: absent(100, 599)),
                    SchemaPart.when(SchemaPart.has("file"), then: SchemaPart.hasNone(of: ["absent"])),
                ])
        ]
    }

    private static func absent(_ least: Int64, _ most: Int64) -> JSON {
        SchemaPart.values(["absent": ["items": ["minimum": .integer(least), "maximum": .integer(most)]]])
    }
}
