/// One scenario file: when a user does X, the whole system ends in state Y.
package struct Scenario: Sendable, Hashable {
    /// The path of the file, as it was given.
    package var file: String
    /// The file's whole text, for excerpts.
    package var text: String
    /// The name: the value of `scenario`.
    package var name: String
    /// Where the name stands.
    package var nameSpan: SourceSpan
    /// What the scenario proves, in a sentence.
    package var outcome: String?
    /// Words to select scenarios by.
    package var tags: [String]
    /// Globs of changed paths that concern this scenario; nothing selects by them yet.
    package var impact: [String]
    /// What has to be in the environment.
    package var needs: Needs
    /// The `let` bindings, in file order.
    package var lets: [LetBinding]
    /// The address that a relative `goto` starts from.
    package var base: Template?
    /// The attribute that a `testid` locator compares.
    package var testIDAttribute: String
    /// True when the trigger may safely be dispatched more than once.
    package var idempotent: Bool
    /// True when no other run may go on beside it, as the file says.
    package var exclusive: Bool
    /// How the run is made recognisable to the system.
    package var correlation: CorrelationSpec?
    /// The runs that it asks for, one each; none for a scenario that is run once, as it stands.
    package var cases: [ScenarioCase]
    /// What takes overlays away, in file order.
    package var handlers: [HandlerSpec]
    /// Steps outside the browser that make the starting state.
    package var setup: [Step]
    /// How to look at the back end, in file order.
    package var probes: [ProbeSpec]
    /// The start condition.
    package var given: ConditionSpec?
    /// What the user does; exactly one of these is the trigger.
    package var steps: [Step]
    /// What has to become true in the back end.
    package var converge: ConvergeSpec
    /// What the user sees once the back end has settled.
    package var then: [Step]
    /// Steps that always run at the end.
    package var teardown: [Step]
    /// The texts of the fragments whose steps stand among these, by their paths.
    package var fragments: [String: String]

    /// Everything that is run, in one text: the file, and behind it, as comments, the fragments that it uses. What stands
    /// in the file keeps its line.
    package var wholeText: String {
        fragments.sorted { $0.key < $1.key }.reduce(text) { whole, fragment in
            var lines = fragment.value.split(separator: "\n", omittingEmptySubsequences: false)
            if lines.last?.isEmpty == true { lines.removeLast() }
            let comment = lines.map { $0.isEmpty ? "#\n" : "# \($0)\n" }.joined()
            return whole + (whole.hasSuffix("\n") ? "" : "\n") + "\n# \(fragment.key)\n" + comment
        }
    }

    /// The place of the trigger in `steps`; `nil` never passes `check`.
    package var triggerIndex: Int? { steps.firstIndex { $0.isTrigger } }

    /// True when no other run may go on beside it: the file says so, or something is counted that cannot be told from
    /// what another run brings about (`changes_by`).
    package var runsAlone: Bool {
        exclusive
            || conditions.contains { _, condition in
                if case .changesBy = condition.test { true } else { false }
            }
    }

    /// The probe of this name.
    package func probe(_ name: String) -> ProbeSpec? { probes.first { $0.name == name } }
}

/// Variables that have to be there before anything starts.
package struct Needs: Sendable, Hashable {
    /// Names of environment variables.
    package var env: [Name]
    /// Names of secrets, which come from the environment or an env file and are never written in clear.
    package var secrets: [Name]

    /// Makes the lists.
    package init(env: [Name] = [], secrets: [Name] = []) {
        self.env = env
        self.secrets = secrets
    }
}

/// One entry of `let`.
package struct LetBinding: Sendable, Hashable {
    /// The name.
    package var name: Name
    /// What it stands for.
    package var value: JSONTemplate
}

/// How the run is made recognisable to the system under test.
package struct CorrelationSpec: Sendable, Hashable {
    /// The correlation ID.
    package var id: Template
    /// The only origins that ever see it.
    package var origins: [Template]
    /// The local-storage key the application reads it from.
    package var localStorage: Template?
    /// The header that is added where the application sent none.
    package var header: Template?
    /// Whether a W3C `traceparent` is sent.
    package var traceparent: Bool
    /// Where the section stands.
    package var span: SourceSpan
}

/// The defaults of the language, in one place.
package enum Defaults {
    /// How long an act may take.
    package static let act: Duration = .seconds(10)
    /// How long `expect` and `wait_for` are retried.
    package static let expect: Duration = .seconds(5)
    /// How long a navigation may take.
    package static let navigation: Duration = .seconds(30)
    /// How long one HTTP exchange, or one look of a probe, may take.
    package static let exchange: Duration = .seconds(10)
    /// How long an `optional` step is tried.
    package static let optional: Duration = .seconds(2)
    /// How long the system is watched after it has converged.
    package static let settle: Duration = .seconds(5)
    /// How long the whole teardown may take (R21).
    package static let teardown: Duration = .seconds(30)
    /// How many bytes of an answer a look reads.
    package static let bodyLimit = 1 << 20
    /// The attribute of a `testid` locator.
    package static let testIDAttribute = "data-testid"
}
