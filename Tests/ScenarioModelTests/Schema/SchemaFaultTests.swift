import ScenarioModel
import Testing

/// Every fault that `check` finds in the tables of these tests, as an editor sees it.
@Suite("The schema and what is wrong with a scenario")
struct SchemaFaultTests {
    private static let examples: [FaultCase] = [
        StepFaultTests.steps, StepFaultTests.places, StepFaultTests.pending, ShapeTests.keys, ShapeTests.types,
        RuleTests.triggers, RuleTests.conditions, RuleTests.stages, VariableTests.unknown, VariableTests.secrets,
        CaseTests.faults, HandlerTests.faults, FragmentTests.fragments,
    ].flatMap(\.self)

    /// Faults that a schema cannot see, or not all of them, with the reason.
    private static let beyond = [
        "duplicate-key": "the same key twice is no YAML",
        "unknown-variable": "a schema does not know what a name stands for",
        "undeclared-variable": "a schema does not know what a name stands for",
        "unknown-probe": "a schema does not know which probes there are",
        "unknown-stage": "a schema does not know which stages there are",
        "stage-cycle": "a schema does not follow names",
        "file-not-found": "a schema does not look for files",
        "fragment-outside": "a schema does not look for files",
        "unknown-input": "a schema does not know what a name stands for",
        "cases-differ": "a schema does not compare places",
        "duplicate-case": "a schema does not compare places",
        "duplicate-name": "a schema does not compare places",
        "count-not-filtered": "what belongs to this run alone is told by what names stand for",
        "no-baseline": "a capture that comes too late is told by what names stand for",
        "budget-too-long": "a schema does not compare durations",
        "budget-contradiction": "a schema does not compare durations",
        "count-of-members": "it is a warning, and the scenario is right",
        "settle-zero": "it is a warning, and the scenario is right",
        "no-base": "what is at the top does not decide what a step takes",
        "secret-in-clear": "only credentials of requests are told by their place; the rest is told by words in a name",
        "bad-regex": "a schema does not read regular expressions",
        "bad-pattern": "a schema does not read regular expressions",
    ]

    /// Texts that YAML types in another way than the language does, so that an editor lets them pass.
    private static let typedOtherwise = ["visible: False"]

    @Test("what is refused is refused by an editor too, unless no schema can say it", arguments: examples)
    func refused(_ example: FaultCase) {
        let text = example.marked.text
        let isRefused = EditorView.faults(text).map { !$0.isEmpty } ?? true
        let isBeyond =
            Set(example.codes).isSubset(of: Self.beyond.keys) || Self.typedOtherwise.contains { text.contains($0) }
        #expect(isRefused || isBeyond, "an editor finds nothing wrong in\n\(text)")
    }

    @Test("no reason is left over")
    func reasons() {
        let passing = Self.examples.filter { EditorView.faults($0.marked.text)?.isEmpty != false }
        #expect(Set(passing.flatMap(\.codes)).isSuperset(of: Self.beyond.keys))
    }
}
