internal import JSONKit

extension Scenario {
    /// The variables a run starts with: the environment it declares, the correlation ID and every `let`, in order.
    ///
    /// - Parameters:
    ///   - environment: Where declared variables and secrets are looked up.
    ///   - run: Who and when the run is.
    ///   - scenarioCase: The case that is run, of a scenario that has cases.
    ///   - overrides: Values that replace those of `let` (`--set`).
    /// - Returns: The variables.
    /// - Throws: ``ResolutionError`` when there are cases and none is given, a declared variable is missing, or an
    ///   override is not of its type; ``RunEnvironment/check(_:)`` and ``RunEnvironment/apply(_:to:)`` say the latter for
    ///   all of them at once and earlier.
    package func variables(
        environment: RunEnvironment,
        run: RunIdentity,
        for scenarioCase: ScenarioCase? = nil,
        overrides: [String: String] = [:]
    ) throws(ResolutionError) -> Variables {
        if scenarioCase == nil, let first = cases.first {
            throw ResolutionError(
                message: "the scenario has cases, and the run is of none of them", remedy: "run it for each of them",
                span: first.span
            )
        }
        var variables = Variables(
            run: run,
            env: environment.values(of: needs.env),
            secrets: environment.values(of: needs.secrets),
            cases: scenarioCase?.values ?? [:]
        )
        variables.addressPieces = addressPieces
        if let correlation {
            variables.correlationID = try correlation.id.resolve(variables)
        }
        for binding in lets {
            if let text = overrides[binding.name.text] {
                variables.bind(binding.name.text, to: try binding.value(setTo: text))
            } else {
                variables.bind(binding.name.text, to: try binding.value.resolve(variables))
            }
        }
        return variables
    }

    /// The captures that a regular expression takes out of the page's address. A whole address is no piece of another:
    /// as a parameter it is data.
    private var addressPieces: Set<String> {
        let pieces = everyStep.flatMap(\.captures).filter { capture in
            if case .url = capture.source { capture.matches != nil } else { false }
        }
        return Set(pieces.map(\.name.text))
    }
}
