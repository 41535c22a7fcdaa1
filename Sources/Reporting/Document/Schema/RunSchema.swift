package import JSONKit
internal import RunModel

/// The JSON Schema (draft 2020-12) of `run.json`.
///
/// It is open: a later minor version may add members, and a reader that holds a document against the schema of an older
/// one must not fail by it.
package enum RunSchema {
    /// The schema.
    package static let json: JSON = SchemaPart.document(
        title: "Endstate run",
        description: "What is told of a run: `run.json` in its bundle, format \(RunDocument.currentFormat). Times are "
            + "milliseconds: `start_ms` and `zero_ms` since the run started, `time_ms` since 1970, `duration_ms` from "
            + "beginning to end, all others since the trigger was dispatched. Long texts are cut, and say how much more "
            + "there is.",
        root: run,
        definitions: parts.merging(stageParts) { $1 }
    )

    private static var run: JSON {
        record(
            [
                "format_version": [
                    "type": "string", "pattern": "^1\\.[0-9]+$",
                    "description": "The format of this document; a minor number adds, a major one changes.",
                ],
                "environment": SchemaPart.described(
                    SchemaPart.dictionary(of: ["type": "string"]),
                    "The variables that the scenario declares, with their values; never secrets."),
                "verdict": verdict("What the run proved; `inconclusive` is never a pass."),
                "reasons": list("reason", "Every reason, the one first that decides what the run is called."),
                "stages": list("stage", "The stages in the order of the file; none when nothing was triggered."),
                "steps": list("step", "Every step, in order."),
                "looks": SchemaPart.described(
                    SchemaPart.dictionary(of: SchemaPart.reference("looks")), "What each probe did, by its name."),
                "correlation": SchemaPart.reference("correlation"),
                "agreements": list("agreement", "The page against the back end."),
                "ui_said_success": flag("The page said success although a stage was not reached."),
                "timings": SchemaPart.reference("timings"),
                "notes": texts("Things worth saying that do not change the verdict."),
                "dropped": list("dropped", "What was left out of the bundle."),
                "complete": flag("The run came to its own end."),
                "files": list("file", "The other files of the bundle."),
            ],
            optional: [
                "tool": text("Name and version of the tool."),
                "platform": text("Operating system and architecture."),
                "run_id": text("The run's own name."),
                "scenario": SchemaPart.reference("scenario"),
                "browser": SchemaPart.reference("browser"),
                "correlation_id": text("The correlation ID, when one was injected."),
                "diagnosis": SchemaPart.reference("diagnosis"),
                "final_state": SchemaPart.reference("stage", "The terminal state."),
                "failure_picture": text("The page at the moment of failure, in `blobs/`."),
                "signal": text("The signal that ended the run: SIGHUP, SIGINT, SIGTERM."),
            ])
    }
}

// What the parts are made of.
extension RunSchema {
    /// A map that may get more members in a later version.
    ///
    /// - Parameters:
    ///   - members: Those that are always there.
    ///   - optional: Those that are left out when there is nothing to say.
    ///   - description: What it tells.
    /// - Returns: The schema of the map.
    static func record(_ members: [String: JSON], optional: [String: JSON] = [:], _ description: String? = nil) -> JSON
    {
        SchemaPart.described(
            SchemaPart.map(
                members.merging(optional) { $1 }, required: members.keys.sorted(), isOpen: true), description)
    }

    static func text(_ description: String) -> JSON { ["type": "string", "description": .string(description)] }
    static func flag(_ description: String) -> JSON { ["type": "boolean", "description": .string(description)] }
    static func time(_ description: String) -> JSON { ["type": "number", "description": .string(description)] }

    static func number(_ description: String) -> JSON {
        ["type": "integer", "minimum": 0, "description": .string(description)]
    }

    static func texts(_ description: String) -> JSON {
        SchemaPart.described(SchemaPart.list(of: ["type": "string"]), description)
    }

    static func list(_ part: String, _ description: String) -> JSON {
        SchemaPart.described(SchemaPart.list(of: SchemaPart.reference(part)), description)
    }

    /// One of the words of an enumeration.
    static func word<Word: RawRepresentable & CaseIterable>(_ type: Word.Type, _ description: String) -> JSON
    where Word.RawValue == String {
        SchemaPart.described(SchemaPart.word(type.allCases.map(\.rawValue)), description)
    }

    static func verdict(_ description: String) -> JSON { word(Verdict.self, description) }
}
