internal import JSONKit
internal import RunModel

extension RunSchema {
    /// The parts of the document but stages and steps.
    static var parts: [String: JSON] {
        [
            "scenario": record(
                [
                    "name": text("Its name."), "outcome": text("What it proves, in words."),
                    "file": text("Its file, as it was named."), "digest": text("SHA-256 of its text, in hexadecimal."),
                ],
                optional: [
                    "scenario_case": text("The values of the case that was run, of a scenario that has cases."),
                    "variation": word(Variation.self, "How the run differs from it on purpose."),
                    "repetition": number("Which of several runs of the same it is, from 1."),
                ], "What was run."),
            "browser": record(
                [
                    "version": text("Product and version."),
                    "path": text("The executable; `attached` for a browser that was running already."),
                ], "The browser."),
            "reason": record(
                [
                    "code": word(ReasonCode.self, "Why the run did not pass."),
                    "verdict": verdict("What this reason alone leads to."), "detail": text("The same in a line."),
                ],
                optional: [
                    "stage": text("The stage it speaks of."), "boundary": SchemaPart.reference("boundary"),
                    "phase": text("The phase, where it matters."), "step": number("The number of the step, from 0."),
                ], "One reason."),
            "boundary": record(
                [
                    "from": text("The service that hands over."), "to": text("The service that has to take it."),
                ], "Where two services meet."),
            "diagnosis": record(
                [
                    "reached": text("Which stage did the workflow reach?"),
                    "boundary": text("Which service boundary failed?"),
                    "nature": word(Diagnosis.Nature.self, "Deterministic or timeout?"),
                    "nature_text": text("The same in words, with its evidence."),
                    "diverged": text("Did the user-visible state diverge from the back end's?"),
                    "effects": text("Were side effects duplicated, missing, or delayed?"),
                    "evidence": texts("What else speaks for it."),
                ], "The five answers; there are none for a run that passed."),
            "agreement": record(
                [
                    "locator": text("Where on the page."), "source": text("Where in the back end."),
                    "agrees": flag("Whether both say the same."),
                ],
                optional: [
                    "ui": text("What the page shows."), "backend": text("What the back end says."),
                ], "The page and the back end, side by side."),
            "looks": record(
                ["count": number("All looks."), "errors": number("Looks without an answer.")],
                optional: ["last_error": text("What the last one without an answer said.")], "What one probe did."),
            "correlation": record(
                [
                    "carried": number("Requests that the application marked itself."),
                    "added": number("Requests that the tool marked."),
                    "bare": texts("Requests without the ID."), "outside": number("Requests to other origins."),
                ],
                optional: [
                    "trigger": word(CorrelationMark.self, "How the trigger's own request went."),
                    "trigger_request": text("That request."),
                ], "Which requests after the trigger carried the correlation ID."),
            "timings": record(
                [
                    "settled": flag("Everything held to the end of the settle window."),
                    "duration_ms": time("How long the run took."),
                ],
                optional: [
                    "started_at": text("When the run started (RFC 3339)."),
                    "zero_ms": time("When the trigger was dispatched, since the run started."),
                    "zero_at": text("The same by the wall clock (RFC 3339)."),
                    "converged_ms": time("When everything had been reached, since the trigger."),
                    "settle_started_ms": time("When the settle window began for the last time, since the trigger."),
                    "last_change_ms": time("When any reading last changed, since the trigger."),
                    "within_ms": time("The deadline, from the trigger on."),
                ], "When what happened."),
            "dropped": record(["what": text("What."), "count": number("How many.")], "What was left out."),
            "file": record(
                [
                    "path": text("Its path in the bundle."), "size": number("Its length in bytes."),
                    "sha256": [
                        "type": "string", "pattern": "^[0-9a-f]{64}$",
                        "description": "SHA-256 of its bytes, in hexadecimal.",
                    ],
                ], "One file of the bundle."),
        ]
    }
}
