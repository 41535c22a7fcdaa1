internal import Convergence
internal import JSONKit
internal import RunModel

extension RunSchema {
    /// Stages and steps.
    static var stageParts: [String: JSON] {
        [
            "stage": record(
                [
                    "name": text("Its name."), "status": word(StageOutcome.Status.self, "The judgement."),
                    "probe": text("The probe that speaks of it."),
                    "budget_ms": time("By when it had to be reached, since the trigger."),
                    "redelivered": texts("Identities that were delivered again."),
                    "flickers": number("How often it was gone for a moment."),
                    "detail": text("What the judgement rests on; empty when there is nothing to say."),
                    "order_notes": texts("What cannot be told about its order."),
                ],
                optional: [
                    "boundary": SchemaPart.reference("boundary", "The boundary that it proves."),
                    "reached_at_ms": time("When it was first seen reached, since the trigger."),
                    "count": number("The latest count."), "expected": SchemaPart.reference("expected"),
                    "base": number("The count before the trigger."),
                    "identities": texts("The identities of the latest count."),
                    "time_ms": time("When it happened by the system's own clock, since 1970."),
                ], "One stage, or the final state."),
            "expected": SchemaPart.adding(
                SchemaPart.hasOne(of: ["exactly", "changes_by"]).objectValue ?? [:],
                to: record(
                    [:],
                    optional: [
                        "exactly": number("Exactly so many."),
                        "changes_by": [
                            "type": "integer",
                            "description": "So many more than before the trigger; fewer when negative.",
                        ],
                    ], "What had to be counted.")),
            "step": record(
                [
                    "index": number("Its number in the run, from 0."),
                    "name": text("The step in the scenario's words."),
                    "phase": word(Phase.self, "The phase it belongs to."),
                    "line": number("Its line in the scenario's file, or in `file`."),
                    "trigger": flag("The action under verification."),
                    "start_ms": time("When it began, since the run started."),
                ],
                optional: [
                    "file": text("The file, where it is another than the scenario's: a fragment that it uses."),
                    "outcome": word(StepFinished.Outcome.self, "How it ended; nothing when it did not."),
                    "duration_ms": time("How long it took."), "error": SchemaPart.reference("error"),
                    "screenshot": text("A picture of the page after it, in `blobs/`."),
                ], "One step."),
            "error": record(
                [
                    "kind": word(StepFailure.Kind.self, "The kind of failure."),
                    "message": text("What, where, and what to do, in a line."), "log": texts("What was tried."),
                ],
                optional: [
                    "expected": text("What was expected."), "actual": text("What was there instead."),
                ], "Why a step failed."),
        ]
    }
}
