internal import JSONKit

extension ScenarioSchema {
    /// What has to hold of the back end.
    static var conditions: [String: JSON] {
        [
            "condition": condition(),
            "start_condition": SchemaPart.map(
                conditionKeys(start: true), required: ["probe"], rules: [SchemaPart.reference("one_test")]),
            "never": condition(with: ["boundary": boundary]),
            "stage": condition(
                with: stageKeys, rules: [SchemaPart.needs(["identity": "count", "redelivery": "identity"])]),
            "one_test": SchemaPart.allOf([
                SchemaPart.when(
                    SchemaPart.has("count"),
                    then: SchemaPart.allOf([
                        SchemaPart.hasOne(of: ["exactly", "changes_by"]), SchemaPart.hasNone(of: ["match", "path"]),
                    ]),
                    otherwise: SchemaPart.has("match")),
                SchemaPart.needs(["exactly": "count", "changes_by": "count", "path": "match"]),
                // A path that selects nothing is false; only the root is always there.
                SchemaPart.when(
                    SchemaPart.values(["path": ["const": "$"]]),
                    then: SchemaPart.values(["match": SchemaPart.not(SchemaPart.reference("vacuous"))])),
            ]),
        ]
    }

    private static func condition(with more: [String: JSON] = [:], rules: [JSON] = []) -> JSON {
        SchemaPart.map(
            conditionKeys(start: false).merging(more) { $1 }, required: ["probe"],
            rules: [SchemaPart.reference("one_test")] + rules)
    }

    /// The keys of a condition; nothing has changed yet when a run starts, but there may be none of something.
    private static func conditionKeys(start: Bool) -> [String: JSON] {
        var keys: [String: JSON] = [
            "probe": probeName,
            "match": pattern(
                "What the answer, or the value at `path`, has to be like; what is not named may be anything."),
            "path": SchemaPart.reference("path", "Where in the answer `match` looks; every value there has to match."),
            "count": SchemaPart.reference("path", "What is counted, beside `exactly` or `changes_by`."),
            "exactly": [
                "type": "integer", "minimum": start ? 0 : 1, "maximum": 1_000_000,
                "description": "So many, and no more.",
            ],
        ]
        if start { return keys }
        keys["changes_by"] = [
            "type": "integer", "minimum": -1_000_000, "maximum": 1_000_000, "not": ["const": 0],
            "description": "So many more than before the trigger; fewer when negative.",
        ]
        return keys
    }

    private static var stageKeys: [String: JSON] {
        [
            "identity": SchemaPart.reference(
                "path",
                "What tells the counted things apart: the same one twice is a redelivery, two are a double effect."),
            "redelivery": SchemaPart.described(
                SchemaPart.word(Decoder.Redelivery.allCases.map(\.rawValue)), "Fail also when the same one comes twice."
            ),
            "within": SchemaPart.reference("duration", "Its own budget from the trigger on, as `5s`."),
            "after": SchemaPart.described(
                oneOrMore(SchemaPart.reference("text")), "The stage that has to have happened before, or several."),
            "order": SchemaPart.described(
                SchemaPart.word(Decoder.Order.allCases.map(\.rawValue)),
                "Not to be able to tell the order is no pass but inconclusive."),
            "time": SchemaPart.reference("path", "Where the time is at which it happened."),
            "clock": text("Whose clock wrote `time`, where it is not the probe's."),
            "boundary": boundary,
            "passing": flag("A state that may go by, such as RUNNING; all others have to last."),
            "may_hold_before": flag("It may be so before the trigger already."),
        ]
    }

    private static var boundary: JSON {
        SchemaPart.reference(
            "boundary", "The hand-over that this proves, and that is named when it fails: `api -> billing`.")
    }

    /// The name of a probe.
    static var probeName: JSON { SchemaPart.reference("name", "Which probe is asked.") }
}
